package host_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/host"
)

func TestAnnotationsOnOtherWorkloads(t *testing.T) {
	const name = "prt-depl-modelhost-llama"
	labelled := strings.Replace(deployment(name, gpu), "metadata:\n", "metadata:\n  labels: {team: a}\n", 1)
	spaced := strings.Replace(deployment(name, gpu), "metadata:\n", "metadata:\n  namespace: models\n", 1)
	tests := []struct {
		name, text string
		configure  func(*config.Spec)
		why, hint  string
	}{
		{"no name at all", strings.Replace(deployment("x", gpu, scalingPrefix+"key: llama"), "name: x", "generateName: x-", 1), nil, "it has no name", "set metadata.name"},
		{
			"another kind", deployment(name, gpu), func(s *config.Spec) { s.Selector.Kinds = []string{"StatefulSet", "Rollout"} },
			"its kind Deployment is not in spec.selector.kinds: StatefulSet, Rollout", "add the kind, or remove the annotations",
		},
		{"a selected kind", deployment(name, gpu), func(s *config.Spec) { s.Selector.Kinds = []string{"Deployment"} }, "", ""},
		{
			"another namespace", spaced, func(s *config.Spec) { s.Selector.Namespaces = []string{"other", "more"} },
			`its namespace "models" is not in spec.selector.namespaces: other, more`, "add the namespace, or remove the annotations",
		},
		{"a selected namespace", spaced, func(s *config.Spec) { s.Selector.Namespaces = []string{"models"} }, "", ""},
		{
			"the functionConfig's namespace, selected", deployment(name, gpu),
			func(s *config.Spec) { s.Namespace, s.Selector.Namespaces = "models", []string{"models"} }, "", "",
		},
		{
			"the functionConfig's namespace, not selected", deployment(name, gpu),
			func(s *config.Spec) { s.Namespace, s.Selector.Namespaces = "models", []string{"other"} },
			`its namespace "models" is not in spec.selector.namespaces: other`, "add the namespace, or remove the annotations",
		},
		{
			"no such label", deployment(name, gpu), func(s *config.Spec) { s.Selector.MatchLabels = map[string]string{"team": ""} },
			"it lacks the label team:  in spec.selector.matchLabels", "add the label, or remove the annotations",
		},
		{
			"another label", labelled, func(s *config.Spec) { s.Selector.MatchLabels = map[string]string{"team": "b"} },
			"it lacks the label team: b in spec.selector.matchLabels", "add the label, or remove the annotations",
		},
		{"a selected label", labelled, func(s *config.Spec) { s.Selector.MatchLabels = map[string]string{"team": "a"} }, "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var configure []func(*config.Spec)
			if test.configure != nil {
				configure = append(configure, test.configure)
			}
			hosts, findings := find(t, test.text, configure...)
			if test.why == "" {
				assert.Empty(t, findings)
				assert.Len(t, hosts, 1)
				return
			}
			assert.Empty(t, hosts)
			assert.Equal(t, []reported{{
				host.RuleNotModelHost.ID, "metadata.annotations[autoscaling.modelhost.dev/gpu]",
				"this Deployment has scaling annotations but is not a model host: " + test.why, test.hint,
			}}, saidBy(findings))
		})
	}
}

func TestInvalidAnnotationsOnOtherWorkloads(t *testing.T) {
	_, findings := find(t, deployment("llama-server", scalingPrefix+"gpus: x"), func(s *config.Spec) { s.Selector.Kinds = []string{"StatefulSet"} })
	assert.Len(t, findings, 2)
}
