package config_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"modelhost.dev/scale-modelhosts/config"
)

func TestValidateCheck(t *testing.T) {
	for _, test := range []struct{ name, spec, path, message, hint string }{
		{"a severity that does not exist", `{check: {rules: {period-unused: warn}}}`, "spec.check.rules.period-unused", `"warn" is not allowed`, "use off, info, warning or error"},
		{"an entry without a reason", `{check: {ignore: [{rule: period-unused}]}}`, "spec.check.ignore[0].reason", "is missing", "say why the finding is accepted"},
		{"an entry for everything", `{check: {ignore: [{reason: noise}]}}`, "spec.check.ignore[0]", "would accept every finding", "set at least one of rule, files and kinds"},
		{"a date in another form", `{check: {ignore: [{rule: period-unused, reason: a, until: 31.3.2027}]}}`, "spec.check.ignore[0].until", `"31.3.2027" is not a date; use the form 2027-03-31`, ""},
		{"a day that does not exist", `{check: {ignore: [{rule: period-unused, reason: a, until: 2027-02-29}]}}`, "spec.check.ignore[0].until", `"2027-02-29" is not a date; use the form 2027-03-31`, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, problems := load(t, head+"spec: "+test.spec)
			if assert.Len(t, problems, 1) {
				assert.Equal(t, test.path, problems[0].Path)
				assert.Equal(t, test.message, problems[0].Message)
				assert.Equal(t, test.hint, problems[0].Hint)
			}
		})
	}
	spec, problems := load(t, head+`spec: {check: {rules: {period-unused: "off", target-tolerance: error}, ignore: [{kinds: [ScaledObject], reason: a, until: 2027-03-31}, {files: ["vendor/**"], reason: b}]}}`)
	assert.Empty(t, problems)
	assert.Equal(t, config.Date("2027-03-31"), spec.Check.Ignore[0].Until)
}

func TestDateIsPast(t *testing.T) {
	for _, test := range []struct {
		date  config.Date
		today string
		past  bool
	}{
		{"2027-03-31", "2027-03-31", false}, {"2027-03-31", "2027-04-01", true}, {"2027-03-31", "", false}, {"", "2027-04-01", false},
	} {
		assert.Equal(t, test.past, test.date.IsPast(test.today), test)
	}
}
