package fn_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/krm"
	"modelhost.dev/scale-modelhosts/fn/rule"
)

// A generated object is linted as it is, even if the function would replace it.
func TestGeneratedObjectsAreLintedAsTheyAre(t *testing.T) {
	const (
		host = `apiVersion: apps/v1
kind: Deployment
metadata: {name: prt-depl-modelhost-llama, namespace: models, annotations: {autoscaling.modelhost.dev/gpu: "80"}}
spec: {selector: {matchLabels: {app: llama}}, template: {metadata: {labels: {app: llama}}, spec: {containers: [{name: vllm, image: vllm, resources: {limits: {nvidia.com/gpu: 1}}}]}}}
`
		config = `apiVersion: autoscaling.modelhost.dev/v1alpha1
kind: ScaleModelHosts
metadata: {name: scale}
spec:
  prometheus: {authentication: prom}
  authentication: {prom: {mode: bearer, secret: {name: prom-token, keys: {bearerToken: token}}}}
`
		// A trigger in KEDA's own syntax may refer to an object that only the cluster has.
		clusters = `apiVersion: apps/v1
kind: Deployment
metadata: {name: prt-depl-modelhost-llama, namespace: models, annotations: {autoscaling.modelhost.dev/triggers: "[{type: kafka, authenticationRef: {name: elsewhere}, metadata: {bootstrapServers: 'kafka.queues:9092', consumerGroup: x, topic: a}}]"}}
spec: {selector: {matchLabels: {app: llama}}, template: {metadata: {labels: {app: llama}}, spec: {containers: [{name: vllm, image: vllm}]}}}
`
	)
	without := func(kind string) func(string) string {
		return func(text string) string {
			documents := strings.Split(text, "---\n")
			kept := documents[:0]
			for _, d := range documents {
				if !strings.Contains(d, "kind: "+kind+"\n") {
					kept = append(kept, d)
				}
			}
			return strings.Join(kept, "---\n")
		}
	}
	replaced := func(old, with string) func(string) string {
		return func(text string) string {
			require.Contains(t, text, old)
			return strings.ReplaceAll(text, old, with)
		}
	}
	for name, test := range map[string]struct {
		host, config string
		change       func(string) string
		// configured is what is found with the functionConfig, if it differs from want.
		want, configured []string
	}{
		"sound":                  {host, config, strings.Clone, nil, nil},
		"a broken query":         {host, config, replaced("avg by (pod) (", "avg by (pod) (("), []string{"query-syntax"}, nil},
		"a wrong target":         {host, config, replaced("    name: prt-depl-modelhost-llama\n", "    name: prt-depl-modelhost-lama\n"), []string{rule.TargetRenamed.ID}, nil},
		"another authentication": {host, config, replaced("      name: prom\n", "      name: another\n"), []string{rule.AuthenticationMissing.ID}, []string{rule.AuthenticationRenamed.ID}},
		"no authentication":      {host, config, without("TriggerAuthentication"), []string{rule.AuthenticationMissing.ID}, nil},
		"one of the cluster":     {clusters, config, strings.Clone, nil, nil},
		"another of the cluster": {clusters, config, replaced("maxReplicaCount: 10", "maxReplicaCount: 11"), nil, nil},
		"not the cluster's one":  {clusters, config, replaced("      name: elsewhere\n", "      name: another\n"), []string{rule.AuthenticationMissing.ID}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			in := krm.Input{Items: mustParse(t, test.host), FunctionConfig: yaml.MustParse(test.config)}
			out := fn.Run(in)
			require.False(t, out.Findings.HasErrors(), out.Findings)
			changed := test.change(stream(texts(out.Items)))
			for _, given := range []*yaml.RNode{nil, in.FunctionConfig} {
				want := test.want
				if given != nil && test.configured != nil {
					want = test.configured
				}
				var rules []string
				for _, f := range fn.Check(krm.Input{Items: mustParse(t, changed), FunctionConfig: given}).Findings.Of(finding.Error) {
					rules = append(rules, f.Rule)
				}
				assert.Equal(t, want, rules, "functionConfig: %t\n%s", given != nil, changed)
			}
		})
	}
}
