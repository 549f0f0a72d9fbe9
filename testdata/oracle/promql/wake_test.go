package promql_test

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"text/tabwriter"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	oracle "modelhost.dev/scale-modelhosts/testdata/oracle/promql"
)

// The destination of a request at the gateway, and its answer: without a pod, and with one.
const (
	unanswered = `destination_workload="unknown",destination_workload_namespace="unknown",response_code="503",response_flags="UH"`
	answered   = `destination_workload="prt-depl-modelhost-llama",destination_workload_namespace="ns",response_code="200",response_flags="-"`
)

// knocks lists requests from the fifth minute on, and whether they wake the host with the
// hand-written query of the requirements' second example, and at once with the rendered one.
// In the hand-written example, an activationThreshold of 1 ignores even answered requests at
// exactly one a second; the last row shows that two do wake.
var knocks = []struct {
	name, labels, values string
	written, rendered    bool
}{
	{"the first request, 503", unanswered, "_x20 1x60", false, true},
	{"several, 503", unanswered, "_x20 1 2 4 4 7 9x60", false, true},
	{"one a second, 503", unanswered, "_x20 15+15x60", false, true},
	{"one a second, were they answered", answered, "_x20 15+15x60", false, true},
	{"two a second, were they answered", answered, "_x20 30+30x60", true, true},
}

// TestSecondExampleWakes tests that the second example, written as annotations, wakes the host
// on the first request; the hand-written query, on the same counters, does not: go test -v
// -run TestSecondExampleWakes
func TestSecondExampleWakes(t *testing.T) {
	hand, ours := handwritten(t), fromAnnotations(t)
	var text strings.Builder
	table := tabwriter.NewWriter(&text, 0, 0, 2, ' ', 0)
	fmt.Fprint(table, "\nrequests at the gateway\tquery\tactive above\tafter 0s\t15s\t30s\t1m\t2m\t10m\twakes")
	for _, k := range knocks {
		load := knock(k.labels, k.values)
		byHand := awakes(t, table, k.name, "hand-written", load, hand)
		byUs := awakes(t, table, "", "rendered", load, ours)
		assert.Equal(t, k.written, byHand >= 0, "hand-written: %s", k.name)
		assert.Equal(t, k.rendered, byUs == 0, "rendered: %s: after %s", k.name, byUs)
	}
	require.NoError(t, table.Flush())
	t.Logf("%s\n\nhand-written:\n%s\nrendered:\n%s", text.String(), hand.Query, ours.Query)
}

func knock(labels, values string) string {
	return "load 15s\n  istio_requests_total{reporter=\"source\",source_workload=\"istio-ingressgateway\",source_workload_namespace=\"istio-system\"," +
		`destination_service="prt-svc-modelhost-llama.ns.svc.cluster.local",destination_service_name="prt-svc-modelhost-llama",` + labels + "} " + values + "\n"
}

func handwritten(t *testing.T) oracle.Query {
	text, err := os.ReadFile("testdata/second-example.yaml")
	require.NoError(t, err)
	queries, err := oracle.Queries(text)
	require.NoError(t, err)
	require.Len(t, queries, 1)
	require.Equal(t, writtenRequests, strings.TrimSpace(queries[0].Query))
	return queries[0]
}

// fromAnnotations returns the example's settings: none to ten pods, five requests a second for
// each, polled every 15 seconds, a cooldown of two minutes.
func fromAnnotations(t *testing.T) oracle.Query {
	queries := rendered(t, hosts[0], "{}", map[string]string{
		"min-replicas": "0", "max-replicas": "10", "rps": "5", "polling-interval": "15s", "cooldown-period": "2m",
	})
	require.Len(t, queries, 1)
	return queries[0]
}

// awakes returns when the query first wakes, as KEDA polls it, or -1; and adds a row with what
// it reads.
func awakes(t *testing.T, table *tabwriter.Writer, name, query, load string, q oracle.Query) time.Duration {
	const start = 5 * time.Minute
	store := oracle.Load(t, load)
	defer store.Close()
	first, threshold := time.Duration(-1), activation(t, q)
	fmt.Fprintf(table, "\n%s\t%s\t%g", name, query, threshold)
	for after := time.Duration(0); after <= 10*time.Minute; after += 15 * time.Second {
		got, err := store.Read(q, start+after)
		require.NoError(t, err)
		// pkg/scalers/prometheus_scaler.go, GetMetricsAndActivity: above, not at it.
		if got > threshold && first < 0 {
			first = after
		}
		if shown[after] {
			fmt.Fprintf(table, "\t%.4g", got)
		}
	}
	if first < 0 {
		fmt.Fprint(table, "\tnever")
	} else {
		fmt.Fprintf(table, "\tafter %s", first)
	}
	return first
}

var shown = map[time.Duration]bool{0: true, 15 * time.Second: true, 30 * time.Second: true, time.Minute: true, 2 * time.Minute: true, 10 * time.Minute: true}

func activation(t *testing.T, q oracle.Query) float64 {
	if q.ActivationThreshold == "" {
		return 0
	}
	threshold, err := strconv.ParseFloat(q.ActivationThreshold, 64)
	require.NoError(t, err)
	return threshold
}
