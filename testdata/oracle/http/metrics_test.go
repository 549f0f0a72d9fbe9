package addon_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	oracle "modelhost.dev/scale-modelhosts/testdata/oracle/http"
	"modelhost.dev/scale-modelhosts/testdata/oracle/http/scaler"
)

const (
	concurrency = "concurrency: {targetValue: 8}"
	rate        = "requestRate: {targetValue: 5, window: 1m, granularity: 1s}"
)

func TestMetrics(t *testing.T) {
	both := concurrency + "\n    " + rate
	cases := map[string]struct {
		packages string
		want     []scaler.Metric
	}{
		"concurrency": {manifests(t, "route"), []scaler.Metric{{Name: "http_" + llama + "_concurrency", Target: 8}}},
		"rate":        {manifests(t, "route", concurrency, rate), []scaler.Metric{{Name: "http_" + llama + "_rate", Target: 5}}},
		"both":        {manifests(t, "route", concurrency, both), []scaler.Metric{{Name: "http_" + llama + "_concurrency", Target: 8}, {Name: "http_" + llama + "_rate", Target: 5}}},

		"HTTPScaledObject":              {manifests(t, "httpscaledobject"), []scaler.Metric{{Name: "http-models_002F" + llama, Target: 8}}},
		"HTTPScaledObject, rate":        {manifests(t, "httpscaledobject", concurrency, rate), []scaler.Metric{{Name: "http-models_002F" + llama, Target: 5}}},
		"HTTPScaledObject, none is 100": {manifests(t, "httpscaledobject", "  scalingMetric:\n    "+concurrency+"\n", ""), []scaler.Metric{{Name: "http-models_002F" + llama, Target: 100}}},
		// The rate silently wins; the operator rejects it (TestOperator).
		"HTTPScaledObject, both": {manifests(t, "httpscaledobject", concurrency, both), []scaler.Metric{{Name: "http-models_002F" + llama, Target: 5}}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			on(t, c.packages, func(t *testing.T, cluster *oracle.Cluster) {
				got := scaling(t, cluster, llama)
				assert.False(t, got.Active)
				assert.Equal(t, c.want, got.Metrics)
			})
		})
	}
}

// TestTriggersThatNameNothing tests that a trigger without a route in its namespace is an
// error on every poll.
func TestTriggersThatNameNothing(t *testing.T) {
	for name, packages := range map[string]string{
		"no such route":                 manifests(t, "route", "interceptorRoute: "+llama, "interceptorRoute: none"),
		"the older kind's name":         manifests(t, "httpscaledobject", "httpScaledObject:", "interceptorRoute:"),
		"neither":                       manifests(t, "route", "        interceptorRoute: "+llama+"\n", ""),
		"a route of another namespace":  manifests(t, "route", "namespace: models\n  labels", "namespace: elsewhere\n  labels"),
		"a name with its own namespace": manifests(t, "route", "interceptorRoute: "+llama, "interceptorRoute: models/"+llama),
	} {
		t.Run(name, func(t *testing.T) {
			on(t, packages, func(t *testing.T, c *oracle.Cluster) {
				_, err := c.Scaling(namespace, llama)
				assert.Error(t, err)
			})
		})
	}
}

// TestActivationIsAnyRequest shows that the scaler ignores an activation threshold in the
// trigger's metadata.
func TestActivationIsAnyRequest(t *testing.T) {
	on(t, manifests(t, "route", "interceptorRoute: "+llama, "interceptorRoute: "+llama+"\n        activationThreshold: '10'"), func(t *testing.T, c *oracle.Cluster) {
		c.Send(host, "/")
		later(oracle.Tick)
		assert.True(t, scaling(t, c, llama).Active)
	})
}

// TestRate shows that the rate covers the window, so it keeps the model host awake for as
// long.
func TestRate(t *testing.T) {
	on(t, manifests(t, "route", concurrency, rate), func(t *testing.T, c *oracle.Cluster) {
		c.Scale(service, oracle.Ready)
		later(time.Minute)
		for range 60 {
			for range 20 {
				require.Equal(t, 200, c.Send(host, "/").Answer().Status)
			}
			later(time.Second)
		}
		s := scaling(t, c, llama)
		assert.InDelta(t, 20, s.Metrics[0].Value, 0.5)
		assert.Equal(t, 4, s.Replicas(), "20 requests per second, 5 each")
		later(58 * time.Second)
		assert.True(t, scaling(t, c, llama).Active)
		later(4 * time.Second)
		assert.False(t, scaling(t, c, llama).Active)
	})
}

// TestRateWakesOnTheFirstRequest tests a single request in a window that is not full yet: the
// first one also wakes by rate.
func TestRateWakesOnTheFirstRequest(t *testing.T) {
	on(t, manifests(t, "route", concurrency, rate), func(t *testing.T, c *oracle.Cluster) {
		later(time.Hour)
		c.Send(host, "/")
		later(oracle.Tick)
		assert.True(t, scaling(t, c, llama).Active)
		// Held requests are counted once: they leave the rate while they wait.
		later(62 * time.Second)
		assert.False(t, scaling(t, c, llama).Active)
	})
}
