package main

import (
	"math"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/expr-lang/expr"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"sigs.k8s.io/kustomize/kyaml/kio"

	"modelhost.dev/scale-modelhosts/fn/inventory"
)

// TestFormulas compares the formulas in examples/vllm with the replicas in its README.
func TestFormulas(t *testing.T) {
	tests := map[string]struct {
		host     string
		metrics  map[string]float64
		replicas int
		want     int
	}{
		"batch: running alone is within its target":                         {"batch", map[string]float64{"vllm_running": 60, "vllm_queue": 0}, 2, 2},
		"batch: what waits weighs four times as much":                       {"batch", map[string]float64{"vllm_running": 60, "vllm_queue": 25}, 2, 5},
		"batch: waiting requests, now running on more pods, keep the count": {"batch", map[string]float64{"vllm_running": 85, "vllm_queue": 0}, 3, 3},
		"coder: all pods answer, and the queue decides":                     {"coder", map[string]float64{"ready": 1, "wanted": 1, "vllm_queue": 12}, 1, 3},
		"coder: two load, and a longer queue waits":                         {"coder", map[string]float64{"ready": 1, "wanted": 3, "vllm_queue": 40}, 3, 3},
		"coder: two load, and the queue is gone":                            {"coder", map[string]float64{"ready": 1, "wanted": 3, "vllm_queue": 2}, 3, 1},
		"coder: they have loaded, and it still is longer":                   {"coder", map[string]float64{"ready": 3, "wanted": 3, "vllm_queue": 40}, 3, 10},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			formula, target := formulaOf(t, test.host)
			outcome, err := expr.Eval("float("+formula+")", test.metrics)
			require.NoError(t, err)
			assert.Equal(t, test.want, perReplica(outcome.(float64), target, test.replicas))
		})
	}
}

// perReplica returns the replicas that the HPA requests for an external metric of type
// AverageValue, before it applies its bounds: Kubernetes,
// pkg/controller/podautoscaler/replica_calculator.go, GetExternalPerPodMetricReplicas.
func perReplica(value, target float64, replicas int) int {
	if math.Abs(1-value/(target*float64(replicas))) <= 0.1 {
		return replicas
	}
	return int(math.Ceil(value / target))
}

func formulaOf(t *testing.T, host string) (formula string, target float64) {
	text, err := os.ReadFile(filepath.Join("examples", "vllm", expectedFile))
	require.NoError(t, err)
	objects, err := kio.FromBytes(text)
	require.NoError(t, err)
	for _, o := range objects {
		if o.GetKind() != "ScaledObject" || o.GetName() != "prt-keda-modelhost-"+host {
			continue
		}
		modifiers := inventory.Field(o.YNode(), "spec", "advanced", "scalingModifiers")
		require.Equal(t, "AverageValue", inventory.Text(inventory.Field(modifiers, "metricType")))
		target, err = strconv.ParseFloat(inventory.Text(inventory.Field(modifiers, "target")), 64)
		require.NoError(t, err)
		return inventory.Text(inventory.Field(modifiers, "formula")), target
	}
	t.Fatalf("no ScaledObject of %s", host)
	return "", 0
}
