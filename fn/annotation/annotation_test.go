package annotation_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/annotation"
	"modelhost.dev/scale-modelhosts/fn/problem"
	"modelhost.dev/scale-modelhosts/fn/signal"
)

// signals are the built-in signals.
var signals = signal.New(config.Spec{}).Names()

type annotations = map[string]string

func TestParseWithoutAnnotations(t *testing.T) {
	in, problems := annotation.Parse(nil, signals)
	assert.Empty(t, problems)
	assert.Equal(t, annotation.Values{Enabled: true}, in)
}

func TestParseSignals(t *testing.T) {
	in, problems := annotation.Parse(annotations{"gpu": "70", "rps": "5", "rps-activation": "2", "cpu": "500m", "memory": "off"}, signals)
	assert.Empty(t, problems)
	assert.Equal(t, map[string]config.SignalSetting{
		"gpu": {Target: "70"}, "rps": {Target: "5", Activation: "2"}, "cpu": {Target: "500m"}, "memory": {Target: config.Off},
	}, in.Settings.Signals)
}

func TestParseCustomSignals(t *testing.T) {
	in, problems := annotation.Parse(annotations{"queue-length": "7", "queue-length-activation": "1"}, []string{"queue-length"})
	assert.Empty(t, problems)
	assert.Equal(t, map[string]config.SignalSetting{"queue-length": {Target: "7", Activation: "1"}}, in.Settings.Signals)
	_, problems = annotation.Parse(annotations{"gpu": "70"}, []string{"queue-length"})
	assert.Len(t, problems, 1)
}

func TestInvalidSignalValues(t *testing.T) {
	tests := []struct {
		name, key, text string
		want            annotation.Problem
	}{
		{"nothing", "gpu", "", annotation.Problem{Key: "gpu", Problem: problem.Problem{Message: "is empty", Hint: "use a number, or remove the annotation"}}},
		{"blanks", "rps-activation", " ", annotation.Problem{Key: "rps-activation", Problem: problem.Problem{Message: "is empty", Hint: "use a number, or remove the annotation"}}},
		{"an activation of cpu", "cpu-activation", "5", annotation.Problem{Key: "cpu-activation", Problem: problem.Problem{Message: "KEDA's cpu trigger has no activation; it never wakes a host", Hint: "remove it"}}},
		{"an activation of memory", "memory-activation", "5", annotation.Problem{Key: "memory-activation", Problem: problem.Problem{Message: "KEDA's memory trigger has no activation; it never wakes a host", Hint: "remove it"}}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, problems := annotation.Parse(annotations{test.key: test.text}, signals)
			assert.Equal(t, []annotation.Problem{test.want}, problems)
		})
	}
}

func TestUnknownKeysSuggestTheClosest(t *testing.T) {
	tests := []struct{ key, hint string }{
		{"min-replica", "did you mean min-replicas?"},
		{"minReplicas", "did you mean min-replicas?"},
		{"max_replicas", "did you mean max-replicas?"},
		{"cool-down-perod", "did you mean cooldown-period?"},
		{"gpus", "did you mean gpu?"},
		{"rps-activaton", "did you mean rps-activation?"},
		{"Enabled", "did you mean enabled?"},
	}
	for _, test := range tests {
		t.Run(test.key, func(t *testing.T) {
			_, problems := annotation.Parse(annotations{test.key: "1"}, signals)
			assert.Equal(t, []annotation.Problem{{Key: test.key, Problem: problem.Problem{Message: "is not a known annotation", Hint: test.hint, Unknown: true}}}, problems)
		})
	}
}

func TestUnknownKeysListAllWithoutACloseOne(t *testing.T) {
	for _, key := range []string{"entirely-else", ""} {
		_, problems := annotation.Parse(annotations{key: "1"}, signals)
		assert.Len(t, problems, 1)
		assert.True(t, problems[0].Unknown)
		assert.Contains(t, problems[0].Hint, "use one of authentication, behavior,")
	}
}

func TestParseReturnsAllProblemsSortedByKey(t *testing.T) {
	_, problems := annotation.Parse(annotations{
		"min-replicas": "few", "enabled": "yes", "typo": "1", "triggers": "[{typ: cron}, {signal: gpu, targt: 5}]", "gpu": "",
	}, signals)
	var where []string
	for _, p := range problems {
		where = append(where, p.Key+" "+p.Path)
	}
	assert.Equal(t, []string{"enabled ", "gpu ", "min-replicas ", "triggers [0].typ", "triggers [1].targt", "typo "}, where)
}
