package promql_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	oracle "modelhost.dev/scale-modelhosts/testdata/oracle/promql"
)

// In names of scenarios, if they are long.
const (
	countedOnce  = "requests: each counted once, no other host's"
	everyMinute  = "requests: scraped every minute"
	restart      = "requests: a gateway's restart is nothing below zero, and no burst"
	failedScrape = "requests: a failed scrape is no burst"
	gatewayWakes = "requests: 503s of the gateway at zero: the first of all wakes"
	meshWakes    = "requests: 503s in the mesh at zero: the first of all wakes"
	restartWakes = "requests: the first after a gateway's restart wakes"
	quietDay     = "requests: the first after a quiet day wakes"
	ownGPUs      = "gpu: several GPUs in a pod, each pod counted once, no other host's"
)

// wake returns the query that bridges gaps, with other matchers before that of the Service.
func wake(matchers string) string {
	return strings.ReplaceAll(wakeReset, `reporter="source"`, matchers)
}

// TestScenariosTellQueriesApart tests that scenarios fail for some queries and pass for better
// ones: it lists exactly what each known query fails.
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
		"hand-written GPU query": {writtenGPU, false, oracle.Cluster{}, []string{
			ownGPUs, "DCGM_FI_DEV_GPU_UTIL: zero when it stops", "DCGM_FI_DEV_GPU_UTIL: without pods there is nothing",
		}},
		"GPU by GPU":        {strings.Replace(ownGPU, "avg by (pod) ", "", 1), false, oracle.Cluster{}, []string{ownGPUs}},
		"GPU by pod":        {ownGPU, false, oracle.Cluster{}, nil},
		"GPU, the Operator": {ownGPU, false, oracle.Cluster{Operator: true}, []string{ownGPUs}},
		"hand-written request query": {writtenRequests, true, oracle.Cluster{}, []string{
			countedOnce, everyMinute, restart, gatewayWakes, meshWakes, quietDay, restartWakes,
		}},
		"rate":                         {plainRate, true, oracle.Cluster{}, []string{everyMinute, gatewayWakes, meshWakes, restartWakes}},
		"difference":                   {wakeSafe, true, oracle.Cluster{}, []string{failedScrape}},
		"difference that bridges gaps": {wakeSafest, true, oracle.Cluster{}, []string{restartWakes}},
		"difference, or all of it":     {wakeReset, true, oracle.Cluster{}, nil},

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
		"destinations": {wake(`reporter="destination"`), true, oracle.Cluster{}, []string{gatewayWakes, meshWakes, quietDay, restartWakes}},

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

// failures returns the names of the scenarios that the query fails.
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
