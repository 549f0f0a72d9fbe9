package plan

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestSourceOfTheNearestPath(t *testing.T) {
	own := Source{LayerAnnotation, "own"}
	other := Source{LayerProfile, "other"}
	p := &HostPlan{sources: map[string]Source{"spec.triggers[1]": own, "spec.advanced.horizontalPodAutoscalerConfig.name": other, "spec.minReplicaCount": own}}
	for path, expected := range map[string]Source{
		"spec.minReplicaCount":               own,
		"spec.triggers[1]":                   own,
		"spec.triggers[1].metadata.query":    own,
		"spec.triggers[10]":                  {Layer: LayerBuiltin},
		"spec.advanced":                      other,
		"spec.advanced.scalingModifiers":     {Layer: LayerBuiltin},
		"metadata.annotations[a.b/c-d]":      {Layer: LayerBuiltin},
		"spec.minReplicaCountOfAnotherField": {Layer: LayerBuiltin},
	} {
		assert.Equal(t, expected, p.Source(path), path)
	}
}

func TestAnnotationKey(t *testing.T) {
	for field, key := range map[string]string{
		"minReplicas": "min-replicas", "initialCooldownPeriod": "initial-cooldown-period", "behavior": "behavior", "triggers[0]": "triggers",
		"signals.gpu.target": "gpu", "signals.gpu-memory.activation": "gpu-memory-activation", "signals.rps.window": "rps",
	} {
		assert.Equal(t, key, annotationKey(field), field)
	}
}
