package promql_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	oracle "modelhost.dev/scale-modelhosts/testdata/oracle/promql"
)

// The queries of the hand-written manifests in the requirements, for the model host llama in
// the namespace ns.
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
	wakeReset  = `sum((` + selector + ` - last_over_time(` + selector + `[1h] offset 1m)) >= 0 or ` + selector + `) / 60`
	plainRate  = `sum(rate(` + selector + `[1m]))`
	ownGPU     = `avg(avg by (pod) (DCGM_FI_DEV_GPU_UTIL{namespace="ns", pod=~"prt-depl-modelhost-llama-[a-z0-9]{1,10}-[a-z0-9]{5}"}))`
)

func llama(query string) oracle.Query {
	return oracle.Query{
		Kind: "Deployment", Workload: "prt-depl-modelhost-llama", Namespace: "ns", Service: "prt-svc-modelhost-llama",
		Query: query, IgnoreNullValues: true,
	}
}

// TestHandWrittenGPUQueryMatchesNeighbours shows that the hand-written GPU query also matches
// llama-2's pods.
func TestHandWrittenGPUQueryMatchesNeighbours(t *testing.T) {
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

// TestHandWrittenRequestQueryDoesNotWake shows that at zero, the hand-written request query reads
// nothing for minutes; the difference sees the first request at once, and nothing more a
// minute later.
func TestHandWrittenRequestQueryDoesNotWake(t *testing.T) {
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

// TestDifferenceTakesGapForBurst shows that after one failed scrape of a gateway, the plain
// difference counts all requests ever made as those of the last minute.
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

// TestFirstAfterRestart shows a gateway that restarts and counts from one again. A query that
// clamps the difference at zero misses that first request for as long as it looks back; one
// that counts all of a counter that fell does not.
func TestFirstAfterRestart(t *testing.T) {
	load := `load 15s
  istio_requests_total{reporter="source",destination_service="prt-svc-modelhost-llama.ns.svc.cluster.local"} 41x20 stale _x10 1x100
`
	for _, at := range []time.Duration{8 * time.Minute, 8*time.Minute + 45*time.Second} {
		clamped, err := oracle.Read(t, load, llama(wakeSafest), at)
		require.NoError(t, err)
		assert.Zero(t, clamped)

		all, err := oracle.Read(t, load, llama(wakeReset), at)
		require.NoError(t, err)
		assert.InDelta(t, 1.0/60, all, 1e-9)
	}
}
