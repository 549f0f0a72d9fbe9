package finding_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"modelhost.dev/scale-modelhosts/fn/finding"
)

var llama = finding.Resource{APIVersion: "apps/v1", Kind: "Deployment", Namespace: "models", Name: "llama"}

func TestFindingIsOneLine(t *testing.T) {
	tests := []struct {
		name    string
		finding finding.Finding
		want    string
	}{
		{
			"all parts",
			finding.Finding{Rule: "r", Severity: finding.Error, Resource: llama, File: "a.yaml", Field: "spec.x", Message: "5 is less than 6", Hint: "use 6"},
			"error: Deployment models/llama (a.yaml): spec.x: 5 is less than 6. Use 6. [r]",
		},
		{
			"the least",
			finding.Finding{Rule: "r", Severity: finding.Info, Message: "done"},
			"info: done. [r]",
		},
		{
			"a file without an object",
			finding.Finding{Rule: "r", Severity: finding.Warning, File: "a.yaml", Message: "odd"},
			"warning: (a.yaml): odd. [r]",
		},
		{
			"an object without a namespace",
			finding.Finding{Rule: "r", Severity: finding.Warning, Resource: finding.Resource{Kind: "Secret", Name: "s"}, Message: "odd"},
			"warning: Secret s: odd. [r]",
		},
		{
			"sentences with an end of their own",
			finding.Finding{Rule: "r", Severity: finding.Error, Message: "what now!", Hint: "did you mean gpu?"},
			"error: what now! Did you mean gpu? [r]",
		},
		{
			"a hint that begins with more than one byte",
			finding.Finding{Rule: "r", Severity: finding.Error, Message: "m", Hint: "ändere es"},
			"error: m. Ändere es. [r]",
		},
		{
			"line breaks and what steers a terminal",
			finding.Finding{Rule: "r", Severity: finding.Error, Message: "a\nb\r\x1b[31mc\u2028d"},
			`error: a\nb\r\x1b[31mc\u2028d. [r]`,
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			assert.Equal(t, test.want, test.finding.String())
		})
	}
}

func TestSortIsTotal(t *testing.T) {
	// Each precedes the next one for a single reason.
	sorted := finding.List{
		{Severity: finding.Error},
		{Severity: finding.Warning, Resource: finding.Resource{Namespace: "a", Name: "z"}},
		{Severity: finding.Warning, Resource: finding.Resource{Namespace: "b", Name: "a"}},
		{Severity: finding.Warning, Resource: finding.Resource{Namespace: "b", Name: "b", Kind: "A"}},
		{Severity: finding.Warning, Resource: finding.Resource{Namespace: "b", Name: "b", Kind: "B"}},
		{Severity: finding.Warning, Resource: finding.Resource{Namespace: "b", Name: "b", Kind: "B"}, File: "a"},
		{Severity: finding.Warning, Resource: finding.Resource{Namespace: "b", Name: "b", Kind: "B"}, File: "b"},
		{Severity: finding.Info, Field: "a"},
		{Severity: finding.Info, Field: "b", Rule: "a"},
		{Severity: finding.Info, Field: "b", Rule: "b", Message: "a"},
		{Severity: finding.Info, Field: "b", Rule: "b", Message: "b", Hint: "a"},
		{Severity: finding.Info, Field: "b", Rule: "b", Message: "b", Hint: "b"},
		{Severity: finding.Info, Field: "b", Rule: "b", Message: "b", Hint: "b", Resource: finding.Resource{APIVersion: "v1"}},
	}
	backwards := make(finding.List, 0, len(sorted))
	for _, f := range sorted {
		backwards = append(finding.List{f}, backwards...)
	}
	backwards.Sort()
	assert.Equal(t, sorted, backwards)
}

func TestListCounts(t *testing.T) {
	list := finding.List{{Severity: finding.Warning}, {Severity: finding.Warning}, {Severity: finding.Info}}
	assert.False(t, list.HasErrors())
	assert.Equal(t, 2, list.Count(finding.Warning))
	assert.Equal(t, 1, list.Count(finding.Info))
	assert.Zero(t, list.Count(finding.Error))
}

func TestStrictRaisesOnlyWarnings(t *testing.T) {
	list := finding.List{{Severity: finding.Warning}, {Severity: finding.Info}, {Severity: finding.Error}}
	list.Strict()
	assert.True(t, list.HasErrors())
	assert.Equal(t, finding.List{{Severity: finding.Error}, {Severity: finding.Info}, {Severity: finding.Error}}, list)
}
