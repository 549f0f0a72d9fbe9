package promql_test

import (
	"strings"
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

// In names of scenarios, where they are long.
const (
	countedOnce  = "requests: each counted once, nobody else's"
	everyMinute  = "requests: scraped every minute"
	restart      = "requests: a gateway's restart is nothing below zero, and no burst"
	failedScrape = "requests: a failed scrape is no burst"
	gatewayWakes = "requests: 503s of the gateway at zero: the first of all wakes"
	meshWakes    = "requests: 503s in the mesh at zero: the first of all wakes"
	quietDay     = "requests: the first after a quiet day wakes"
	ownGPUs      = "gpu: several GPUs in a pod, each pod counted once, nobody else's"
)

// wake is the query that bridges gaps, with other matchers before that of the Service.
func wake(matchers string) string {
	return strings.ReplaceAll(wakeSafest, `reporter="source"`, matchers)
}

// Every scenario fires on some query and lets a better one pass: what each of
// the known queries fails at is exactly this.
func TestScenariosTellQueriesApart(t *testing.T) {
	t.Log("Prometheus", oracle.Version)
	ambient, through := oracle.Cluster{Ambient: true}, oracle.Cluster{Ambient: true, ThroughWaypoint: true}
	gateway, mesh := oracle.Cluster{Counts: oracle.Gateway}, oracle.Cluster{Counts: oracle.InMesh}
	cases := map[string]struct {
		query   string
		wakes   bool
		cluster oracle.Cluster
		fails   []string
	}{
		"GPU as written": {writtenGPU, false, oracle.Cluster{}, []string{
			ownGPUs, "DCGM_FI_DEV_GPU_UTIL: zero when it stops", "DCGM_FI_DEV_GPU_UTIL: without pods there is nothing",
		}},
		"GPU by GPU":        {strings.Replace(ownGPU, "avg by (pod) ", "", 1), false, oracle.Cluster{}, []string{ownGPUs}},
		"GPU by pod":        {ownGPU, false, oracle.Cluster{}, nil},
		"GPU, the Operator": {ownGPU, false, oracle.Cluster{Operator: true}, []string{ownGPUs}},
		"requests as written": {writtenRequests, true, oracle.Cluster{}, []string{
			countedOnce, everyMinute, restart, gatewayWakes, meshWakes, quietDay,
		}},
		"rate":                         {plainRate, true, oracle.Cluster{}, []string{everyMinute, gatewayWakes, meshWakes}},
		"difference":                   {wakeSafe, true, oracle.Cluster{}, []string{failedScrape}},
		"difference that bridges gaps": {wakeSafest, true, oracle.Cluster{}, nil},

		"sources in ambient mode":            {wake(`reporter="source"`), true, ambient, []string{countedOnce, everyMinute, meshWakes}},
		"both in ambient mode":               {wake(`reporter=~"source|waypoint"`), true, ambient, nil},
		"both where gateways use a waypoint": {wake(`reporter=~"source|waypoint"`), true, through, []string{countedOnce, everyMinute, restart, failedScrape}},
		"the waypoint":                       {wake(`reporter="waypoint"`), true, through, nil},
		"all for the gateway's": {wake(`reporter="source"`), true, gateway, []string{
			countedOnce, everyMinute, meshWakes,
		}},
		"all for the mesh's": {wake(`reporter="source"`), true, mesh, []string{
			countedOnce, everyMinute, restart, failedScrape, gatewayWakes,
		}},
		"destinations": {wake(`reporter="destination"`), true, oracle.Cluster{}, []string{gatewayWakes, meshWakes, quietDay}},

		"engines": {`100 * avg(vllm:kv_cache_usage_perc{namespace="ns", pod=~"prt-depl-modelhost-llama-[a-z0-9]{1,10}-[a-z0-9]{5}"})`, false, oracle.Cluster{}, []string{
			"vllm:kv_cache_usage_perc: several engines in a pod, a ratio, in percent",
		}},
		"every engine in the namespace": {`sum(vllm:num_requests_waiting{namespace="ns"})`, false, oracle.Cluster{}, []string{
			"vllm:num_requests_waiting: the host's own, added up", "vllm:num_requests_waiting: zero when it stops", "vllm:num_requests_waiting: without pods there is nothing",
		}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			q := llama(c.query)
			q.Wakes, q.Cluster = c.wakes, c.cluster
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
		if _, err := s.Check(t, q); err != nil {
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
