package config_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/problem"
)

func TestSchedulesAreListsOrOff(t *testing.T) {
	for text, want := range map[string]config.Schedule{
		`["Mon-Fri 08:00-20:00 UTC: 3"]`: {"Mon-Fri 08:00-20:00 UTC: 3"}, "[]": {}, "off": {}, `"off"`: {},
	} {
		var s config.Schedule
		require.NoError(t, s.UnmarshalNode(yaml.MustParse(text).YNode()), text)
		assert.Equal(t, want, s, text)
		assert.NotNil(t, s, "it takes the place of what is underneath")
	}
	const form = `use a list such as ["Mon-Fri 08:00-20:00 Europe/Berlin: 3"], or off`
	for text, want := range map[string]string{
		"Mon 08:00-20:00":          "must be a list; " + form,
		"Mon 08:00-20:00 UTC: 3":   "must be a list; " + form,
		"- Mon 08:00-20:00 UTC: 3": `line 1 is not a string; quote it, as in "Mon-Fri 08:00-20:00 Europe/Berlin: 3"`,
	} {
		var s config.Schedule
		assert.EqualError(t, s.UnmarshalNode(yaml.MustParse(text).YNode()), want, text)
	}
}

func TestProblemsOfASchedule(t *testing.T) {
	s := config.Schedule{"Mon 08:00-20:00 UTC: 3", "Tue 8-20:00 UTC: 0", "Mon 09:00-10:00 UTC: 1"}
	var paths []string
	for _, p := range s.Problems() {
		paths = append(paths, p.Path)
	}
	assert.Equal(t, []string{"[1]", "[1]"}, paths, "what cannot be read overlaps with nothing")
	s[1] = "Tue 08:00-20:00 UTC: 1"
	assert.Equal(t, []problem.Problem{{
		Path: "[2]", Message: "overlaps with line 1, on Mon at 09:00 UTC", Hint: "end one where the other begins",
	}}, s.Problems())
	assert.Empty(t, config.Schedule{}.Problems())
}

func TestSchedulesOfTheFunctionConfig(t *testing.T) {
	var spec config.Spec
	spec.Default()
	spec.Defaults.Schedule = config.Schedule{"Mon 20:00-08:00 UTC: 3"}
	spec.Profiles = map[string]config.Profile{"office": {Settings: config.Settings{Schedule: config.Schedule{"Mon 08:00-20:00 Berlin: 3"}}}}
	var said []string
	for _, p := range config.Validate(spec) {
		said = append(said, p.Path+": "+p.Message)
	}
	assert.Equal(t, []string{
		"spec.defaults.schedule[0]: 20:00-08:00 ends before it begins",
		`spec.profiles.office.schedule[0]: unknown time zone "Berlin"`,
	}, said)
}
