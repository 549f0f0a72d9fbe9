package hpa_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/hpa"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/timelimit"
)

// FuzzHPA reads HPAs of every version, and their records: the record of a valid HPA reads back as
// the same.
func FuzzHPA(f *testing.F) {
	for _, version := range []string{"v1", "v2", "v2beta1", "v2beta2"} {
		f.Add(version, "{minReplicas: 1, maxReplicas: 5, targetCPUUtilizationPercentage: 70}")
		f.Add(version, "{maxReplicas: 5, metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 75}}}]}")
		f.Add(version, "{maxReplicas: 5, metrics: [{type: Pods, pods: {metric: {name: a}, target: {type: AverageValue, averageValue: 1e3}}}], behavior: {scaleUp: {policies: [{}]}}}")
		f.Add(version, "{maxReplicas: x, metrics: {}}")
	}
	f.Fuzz(func(t *testing.T, version, spec string) {
		node, err := yaml.Parse("{kind: HorizontalPodAutoscaler, metadata: {name: a, namespace: m}}")
		if err != nil {
			t.Fatal(err)
		}
		content, err := yaml.Parse(spec)
		if err != nil || node.PipeE(yaml.SetField("spec", content)) != nil {
			return
		}
		if err := node.PipeE(yaml.SetField("apiVersion", yaml.NewStringRNode("autoscaling/"+version))); err != nil {
			return
		}
		inv := inventory.New([]*yaml.RNode{node}, "")
		timelimit.Run(t, timelimit.PerInput, func() {
			for _, o := range inv.HPAs.Objects {
				h := hpa.Read(o)
				if len(h.Problems) > 0 {
					continue
				}
				record := h.Record()
				again := hpa.FromRecord(record)
				assert.Empty(t, again.Problems, record)
				assert.Equal(t, record, again.Record())
			}
		})
	})
}
