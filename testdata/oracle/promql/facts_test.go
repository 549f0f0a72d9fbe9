package promql_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	oracle "modelhost.dev/scale-modelhosts/testdata/oracle/promql"
)

// The queries of the hand-written manifests that the project was asked from,
// for the model host llama in the namespace ns.
const (
	writtenGPU = `avg(
  DCGM_FI_DEV_GPU_UTIL{namespace="ns", pod=~"prt-depl-modelhost-llama-.*"}
)`
	writtenRequests = `sum(
  rate(istio_requests_total{
    destination_service_name="prt-svc-modelhost-llama",
    destination_workload_namespace="ns",
    response_code!~"5.."
  }[1m])
)`
)

// Queries that are known to do better.
const (
	selector = `istio_requests_total{reporter="source", destination_service="prt-svc-modelhost-llama.ns.svc.cluster.local"}`

	wakeSafe   = `sum(clamp_min(` + selector + ` - (` + selector + ` offset 1m), 0) or ` + selector + `) / 60`
	wakeSafest = `sum(clamp_min(` + selector + ` - last_over_time(` + selector + `[1h] offset 1m), 0) or ` + selector + `) / 60`
	plainRate  = `sum(rate(` + selector + `[1m]))`
	ownGPU     = `avg(avg by (pod) (DCGM_FI_DEV_GPU_UTIL{namespace="ns", pod=~"prt-depl-modelhost-llama-[a-z0-9]{1,10}-[a-z0-9]{5}"}))`
)

func llama(query string) oracle.Query {
	return oracle.Query{
		Kind: "Deployment", Workload: "prt-depl-modelhost-llama", Namespace: "ns", Service: "prt-svc-modelhost-llama",
		Query: query, IgnoreNullValues: true,
	}
}

// Every scenario fires on some query and lets a better one pass: what each of
// the known queries fails at is exactly this.
func TestScenariosTellQueriesApart(t *testing.T) {
	t.Log("Prometheus", oracle.Version)
	cases := map[string]struct {
		query string
		wakes bool
		fails []string
	}{
		"GPU as written": {writtenGPU, false, []string{"gpu: the host's own pods, each counted once"}},
		"GPU by pod":     {ownGPU, false, nil},
		"requests as written": {writtenRequests, true, []string{
			"requests: each counted once, nobody else's",
			"requests: scraped every minute",
			"requests: the first of all wakes",
			"requests: the first after a quiet day wakes",
		}},
		"rate": {plainRate, true, []string{
			"requests: scraped every minute",
			"requests: the first of all wakes",
		}},
		"difference":                   {wakeSafe, true, []string{"requests: a failed scrape is no burst"}},
		"difference that bridges gaps": {wakeSafest, true, nil},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			q := llama(c.query)
			q.Wakes = c.wakes
			assert.ElementsMatch(t, c.fails, failures(t, q))
		})
	}
}

// failures are the names of the scenarios that the query fails.
func failures(t *testing.T, q oracle.Query) []string {
	t.Helper()
	var names []string
	for _, s := range oracle.Scenarios() {
		if !s.Concerns(q) {
			continue
		}
		if err := s.Check(t, q); err != nil {
			t.Logf("%s: %v", s.Name, err)
			names = append(names, s.Name)
		}
	}
	return names
}

// The GPU query as it was written takes llama-2's pods for llama's.
func TestWrittenGPUQueryMatchesNeighbours(t *testing.T) {
	load := `load 15s
  DCGM_FI_DEV_GPU_UTIL{namespace="ns",pod="prt-depl-modelhost-llama-7d4b9c6f5d-abcde",gpu="0"} 20x40
  DCGM_FI_DEV_GPU_UTIL{namespace="ns",pod="prt-depl-modelhost-llama-2-6c9f7d8b4c-fghij",gpu="0"} 100x40
`
	got, err := oracle.Read(t, load, llama(writtenGPU), 5*time.Minute)
	require.NoError(t, err)
	assert.InDelta(t, 60, got, 0.001)

	got, err = oracle.Read(t, load, llama(ownGPU), 5*time.Minute)
	require.NoError(t, err)
	assert.InDelta(t, 20, got, 0.001)
}

// At zero the request query as it was written sees nothing, for minutes; the
// difference sees the first request at once, and nothing more a minute later.
func TestWrittenRequestQueryDoesNotWake(t *testing.T) {
	load := `load 15s
  istio_requests_total{reporter="source",destination_service="prt-svc-modelhost-llama.ns.svc.cluster.local",destination_service_name="prt-svc-modelhost-llama",destination_workload_namespace="unknown",response_code="503"} _x20 1x100
`
	for at := 5 * time.Minute; at < 7*time.Minute; at += 15 * time.Second {
		written, err := oracle.Read(t, load, llama(writtenRequests), at)
		require.NoError(t, err)
		assert.Zero(t, written)

		better, err := oracle.Read(t, load, llama(wakeSafe), at)
		require.NoError(t, err)
		if at < 6*time.Minute {
			assert.InDelta(t, 1.0/60, better, 1e-9, at)
		} else {
			assert.Zero(t, better, at)
		}
	}
}

// One failed scrape of a gateway leaves a gap, behind which the plain difference
// takes all requests there ever were for those of the last minute.
func TestDifferenceTakesGapForBurst(t *testing.T) {
	load := `load 15s
  istio_requests_total{reporter="source",destination_service="prt-svc-modelhost-llama.ns.svc.cluster.local"} 1000000x20 stale 1000000x60
`
	plain, err := oracle.Read(t, load, llama(wakeSafe), 6*time.Minute+15*time.Second)
	require.NoError(t, err)
	assert.InDelta(t, 1000000.0/60, plain, 1)

	bridged, err := oracle.Read(t, load, llama(wakeSafest), 6*time.Minute+15*time.Second)
	require.NoError(t, err)
	assert.Zero(t, bridged)
}

func TestScenariosHaveNames(t *testing.T) {
	var names []string
	for _, s := range oracle.Scenarios() {
		names = append(names, s.Name)
	}
	slices.Sort(names)
	assert.Equal(t, slices.Compact(slices.Clone(names)), names)
}
