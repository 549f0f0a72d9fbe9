package config_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/config"
)

func TestChain(t *testing.T) {
	spec := config.Spec{Profiles: map[string]config.Profile{
		"base":      {},
		"middle":    {Extends: "base"},
		"top":       {Extends: "middle"},
		"careful":   {Extends: "gpu-bound"},
		"self":      {Extends: "self"},
		"a":         {Extends: "b"},
		"b":         {Extends: "a"},
		"into":      {Extends: "a"},
		"nowhere":   {Extends: "bse"},
		"elsewhere": {Extends: "something-entirely-else"},
	}}
	for name, want := range map[string][]string{
		"":          nil,
		"base":      {"base"},
		"top":       {"base", "middle", "top"},
		"careful":   {"gpu-bound", "careful"},
		"gpu-bound": {"gpu-bound"},
	} {
		chain, err := spec.Chain(name)
		require.NoError(t, err, name)
		assert.Equal(t, want, chain, name)
	}
	for name, want := range map[string]string{
		"self":      `profile "self" extends itself`,
		"a":         `profile "a" extends itself: a → b → a`,
		"into":      `profile "a" extends itself: into → a → b → a`,
		"nowhere":   `unknown profile "bse"; did you mean "base"?`,
		"gpu-bond":  `unknown profile "gpu-bond"; did you mean "gpu-bound"?`,
		"elsewhere": `unknown profile "something-entirely-else"; known profiles: a, b, base, careful, elsewhere, gpu-bound, into, middle, nowhere, queue-driven, request-driven, self, top`,
	} {
		_, err := spec.Chain(name)
		assert.EqualError(t, err, want)
	}
}

func TestAProfileReplacesTheBuiltInOne(t *testing.T) {
	spec := config.Spec{Profiles: map[string]config.Profile{"gpu-bound": {Description: "mine"}}}
	assert.Equal(t, "mine", spec.AllProfiles()["gpu-bound"].Description)
	assert.Contains(t, spec.AllProfiles(), "queue-driven")
	assert.NotEqual(t, "mine", config.BuiltinProfiles()["gpu-bound"].Description)
}

func TestBuiltinProfiles(t *testing.T) {
	profiles := config.BuiltinProfiles()
	assert.Len(t, profiles, 3)
	bound := profiles["gpu-bound"]
	assert.Equal(t, int32(1), *bound.MinReplicas)
	assert.Equal(t, int32(10), *bound.MaxReplicas)
	assert.Equal(t, map[string]config.SignalSetting{"cpu": {Target: "75"}, "gpu": {Target: "70"}}, bound.Signals)
	assert.NotNil(t, bound.Behavior.ScaleUp)
	for _, name := range []string{"request-driven", "queue-driven"} {
		p := profiles[name]
		assert.Zero(t, *p.MinReplicas, name)
		assert.NotNil(t, p.CooldownPeriod, name)
		assert.NotNil(t, p.InitialCooldownPeriod, "cooldownPeriod does not protect a new ScaledObject")
	}
	assert.Equal(t, map[string]config.SignalSetting{"rps": {Target: "5"}}, profiles["request-driven"].Signals)
	assert.Empty(t, profiles["queue-driven"].Signals, "which queue is the user's to say")
	assert.Empty(t, config.Validate(withProfiles(profiles)))
	for name, p := range profiles {
		assert.NotEmpty(t, p.Description, name)
	}
}

func withProfiles(profiles map[string]config.Profile) config.Spec {
	spec := config.Spec{Profiles: profiles}
	spec.Default()
	return spec
}
