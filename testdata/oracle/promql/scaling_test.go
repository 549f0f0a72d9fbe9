package promql_test

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	oracle "modelhost.dev/scale-modelhosts/testdata/oracle/promql"
)

// desired returns the replicas that Kubernetes' HPA asks for with an external metric
// (pkg/controller/podautoscaler/replica_calculator.go, GetExternalMetricReplicas and
// GetExternalPerPodMetricReplicas), at most ten.
func desired(t *testing.T, load, query, metricType string, target float64, replicas int) int {
	t.Helper()
	value, err := oracle.Read(t, load, llama(query), 5*time.Minute)
	require.NoError(t, err)
	ratio := value / target
	if metricType == "AverageValue" {
		ratio = value / (target * float64(replicas))
	}
	if math.Abs(ratio-1) <= 0.1 {
		return replicas
	}
	return int(math.Min(10, math.Ceil(ratio*float64(replicas)-1e-9)))
}

// settle scales by the load of the current number of pods until nothing changes.
func settle(t *testing.T, pods func(replicas int) string, query, metricType string, target float64) int {
	replicas := 1
	for range 20 {
		next := desired(t, pods(replicas), query, metricType, target, replicas)
		if next == replicas {
			return replicas
		}
		replicas = next
	}
	t.Fatalf("%s, %s: does not settle", query, metricType)
	return 0
}

// series returns one series for each replica, with the same value.
func series(metric string, replicas int, value float64) string {
	var load strings.Builder
	load.WriteString("load 15s\n")
	for i := range replicas {
		fmt.Fprintf(&load, "  %s{namespace=\"ns\",pod=\"prt-depl-modelhost-llama-7d4b9c6f5d-abcd%c\"} %gx40\n", metric, 'a'+i, value)
	}
	return load.String()
}

// TestAveragesStopAtTwoReplicas shows that busy pods never get a third replica from an average
// or a maximum with AverageValue; with Value, and with a sum, they get the maximum.
func TestAveragesStopAtTwoReplicas(t *testing.T) {
	busy := func(replicas int) string { return series("DCGM_FI_DEV_GPU_UTIL", replicas, 100) }
	for _, query := range []string{`avg(DCGM_FI_DEV_GPU_UTIL)`, `max(DCGM_FI_DEV_GPU_UTIL)`, `sum(DCGM_FI_DEV_GPU_UTIL) / count(DCGM_FI_DEV_GPU_UTIL)`} {
		assert.Equal(t, 2, settle(t, busy, query, "AverageValue", 70), query)
		assert.Equal(t, 10, settle(t, busy, query, "Value", 70), query)
	}
	assert.Equal(t, 10, settle(t, busy, `sum(DCGM_FI_DEV_GPU_UTIL)`, "AverageValue", 70))
}

// TestTotalsWithValueGoOn shows that 12 units of work with a target of 5 per pod need three
// pods with AverageValue, and scale to the maximum with Value.
func TestTotalsWithValueGoOn(t *testing.T) {
	shared := func(replicas int) string {
		return series("vllm:num_requests_waiting", replicas, 12/float64(replicas))
	}
	assert.Equal(t, 3, settle(t, shared, `sum(vllm:num_requests_waiting)`, "AverageValue", 5))
	assert.Equal(t, 10, settle(t, shared, `sum(vllm:num_requests_waiting)`, "Value", 5))
	assert.Equal(t, 3, settle(t, shared, `avg(vllm:num_requests_waiting)`, "Value", 5))
}

// TestRatiosNeverPassPercentages shows that a ratio never exceeds a target in percent, however
// busy the pods are.
func TestRatiosNeverPassPercentages(t *testing.T) {
	busy := func(replicas int) string { return series("DCGM_FI_PROF_GR_ENGINE_ACTIVE", replicas, 1) }
	for _, metricType := range []string{"Value", "AverageValue"} {
		assert.Equal(t, 1, settle(t, busy, `avg(DCGM_FI_PROF_GR_ENGINE_ACTIVE)`, metricType, 70), metricType)
	}
	assert.Equal(t, 10, settle(t, busy, `100 * avg(DCGM_FI_PROF_GR_ENGINE_ACTIVE)`, "Value", 70))
}

// TestWindowsNeedTwoSamples shows that a window with fewer than two samples has no growth.
func TestWindowsNeedTwoSamples(t *testing.T) {
	load := func(every string) string {
		return "load " + every + "\n  istio_requests_total{reporter=\"source\"} 0+100x80\n"
	}
	for _, c := range []struct {
		every, query string
		empty        bool
	}{
		{"15s", `sum(rate(istio_requests_total[15s]))`, true},
		{"30s", `sum(rate(istio_requests_total[30s]))`, true},
		{"30s", `sum(increase(istio_requests_total[45s]))`, false},
		{"30s", `sum(rate(istio_requests_total[1m]))`, false},
		{"60s", `sum(rate(istio_requests_total[1m]))`, true},
		{"60s", `sum(rate(istio_requests_total[2m]))`, false},
		{"15s", `rate(sum(istio_requests_total)[1m:1m])`, true},
		{"15s", `rate(sum(istio_requests_total)[2m:1m])`, false},
	} {
		v, err := oracle.Eval(t, load(c.every), c.query, 10*time.Minute+10*time.Second)
		require.NoError(t, err)
		assert.Equal(t, c.empty, len(v) == 0, "%s, scraped every %s: %v", c.query, c.every, v)
	}
}

// TestUnansweredRequests shows which queries see requests without an endpoint, for
// which Istio knows no workload: none that uses the workload, the servers' reports or answers
// other than 503. A query that uses only the Service and the callers' reports sees them; with
// rate(), from the second request on.
func TestUnansweredRequests(t *testing.T) {
	const service = `destination_service="prt-svc-modelhost-llama.ns.svc.cluster.local"`
	load := "load 15s\n  istio_requests_total{reporter=\"source\"," + service + `,destination_service_name="prt-svc-modelhost-llama",destination_workload="unknown",` +
		`destination_workload_namespace="unknown",destination_app="unknown",response_code="503",response_flags="UH"} _x20 1x8 5x100` + "\n"
	first, second := 6*time.Minute, 7*time.Minute+30*time.Second
	for _, silent := range []string{
		`destination_workload="prt-depl-modelhost-llama"`, `destination_workload_namespace="ns"`, `reporter="destination"`, `response_code!~"5.."`, `response_code="200"`, `response_flags="-"`,
	} {
		for _, at := range []time.Duration{first, second} {
			got, err := oracle.Read(t, load, llama(`sum(rate(istio_requests_total{`+service+`, `+silent+`}[2m]))`), at)
			require.NoError(t, err)
			assert.Zero(t, got, silent)
		}
	}
	rate := llama(`sum(rate(istio_requests_total{` + service + `, reporter="source"}[2m]))`)
	got, err := oracle.Read(t, load, rate, first)
	require.NoError(t, err)
	assert.Zero(t, got)
	got, err = oracle.Read(t, load, rate, second)
	require.NoError(t, err)
	assert.Positive(t, got)
}
