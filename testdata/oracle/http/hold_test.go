package addon_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"

	oracle "modelhost.dev/scale-modelhosts/testdata/oracle/http"
)

const (
	placeholder = "  coldStart: {placeholder: {response: {statusCode: 202, body: loading}}}\n  timeouts:"
	fallback    = "  coldStart: {fallback: {service: {name: prt-svc-modelhost-other, port: 80}}}\n  timeouts:"
)

func TestReadinessMustCoverTheColdStart(t *testing.T) {
	on(t, manifests(t, "route"), func(t *testing.T, c *oracle.Cluster) {
		r := c.Send(host, "/")
		c.Scale(service, oracle.Starting)
		later(599 * time.Second)
		assert.True(t, r.Held())
		later(2 * time.Second)
		assert.Equal(t, 504, r.Answer().Status)
		assert.Equal(t, 600*time.Second, r.Answer().After)
		c.Scale(service, oracle.Ready)
		assert.Equal(t, 200, c.Send(host, "/").Answer().Status, "the next one")
	})
}

// TestRequestTimeoutCutsTheWait tests that without a readiness timeout, the interceptor's
// default, requests wait without limit, and that a timeout for the whole request ends this.
func TestRequestTimeoutCutsTheWait(t *testing.T) {
	on(t, manifests(t, "route", "{readiness: 600s}", "{readiness: 600s, request: 60s}"), func(t *testing.T, c *oracle.Cluster) {
		r := c.Send(host, "/")
		assert.Equal(t, 504, r.Answer().Status)
		assert.Equal(t, time.Minute, r.Answer().After)
	})
	on(t, manifests(t, "route", "  timeouts: {readiness: 600s}\n", ""), func(t *testing.T, c *oracle.Cluster) {
		r := c.Send(host, "/")
		later(3 * time.Hour)
		assert.True(t, r.Held())
		c.Scale(service, oracle.Ready)
		assert.Equal(t, 200, r.Answer().Status)
	})
}

func TestWarmBackendAnswersAtOnce(t *testing.T) {
	on(t, manifests(t, "route"), func(t *testing.T, c *oracle.Cluster) {
		c.Scale(service, oracle.Ready)
		got := c.Send(host, "/v1/chat").Answer()
		assert.Equal(t, oracle.Answer{Status: 200, Body: backend, Host: host}, got)
		c.Scale(service, oracle.Gone)
		later(oracle.Tick)
		r := c.Send(host, "/")
		later(time.Second)
		assert.True(t, r.Held(), "at zero again")
		c.Scale(service, oracle.Ready)
		assert.True(t, r.Answer().ColdStart)
	})
}

// TestPlaceholderNeedsTheRate shows that a placeholder is an answer: the request is no longer
// pending, so concurrency, which the scaler reads twice a second, never sees it. The rate
// does.
func TestPlaceholderNeedsTheRate(t *testing.T) {
	knock := func(t *testing.T, c *oracle.Cluster) (active bool) {
		for range 60 {
			got := c.Send(host, "/").Answer()
			assert.Equal(t, 202, got.Status)
			assert.Equal(t, "loading", got.Body)
			assert.Zero(t, got.After)
			later(time.Second)
			active = active || scaling(t, c, llama).Active
		}
		return active
	}
	on(t, manifests(t, "route", "  timeouts:", placeholder), func(t *testing.T, c *oracle.Cluster) {
		assert.False(t, knock(t, c))
	})
	on(t, manifests(t, "route", "concurrency: {targetValue: 8}", "requestRate: {targetValue: 5}", "  timeouts:", placeholder), func(t *testing.T, c *oracle.Cluster) {
		assert.True(t, knock(t, c))
		c.Scale(service, oracle.Ready)
		assert.Equal(t, backend, c.Send(host, "/").Answer().Body)
	})
}

func TestFallback(t *testing.T) {
	packages := stream(manifests(t, "route", "  timeouts:", fallback), neighbour(t))
	on(t, packages, func(t *testing.T, c *oracle.Cluster) {
		c.Scale("models/prt-svc-modelhost-other", oracle.Ready)
		r := c.Send(host, "/")
		later(599 * time.Second)
		assert.True(t, r.Held(), "for as long as readiness says")
		assert.True(t, scaling(t, c, llama).Active)
		got := r.Answer()
		assert.Equal(t, 200, got.Status)
		assert.Equal(t, "prt-svc-modelhost-other.models:80", got.Body)
		assert.Equal(t, host, got.Host)
		assert.Equal(t, 600*time.Second, got.After)
		assert.False(t, scaling(t, c, "prt-keda-modelhost-other").Active, "it counts for the host that was asked for")
	})
	// The interceptor does not wait for a fallback that is itself at zero, nor wake it: it
	// dials for a minute.
	on(t, packages, func(t *testing.T, c *oracle.Cluster) {
		got := c.Send(host, "/").Answer()
		assert.Equal(t, 504, got.Status)
		assert.Equal(t, 660*time.Second, got.After)
	})
	// Without readiness, a fallback applies after the add-on's 30 seconds, whatever the cold
	// start.
	on(t, manifests(t, "route", "  timeouts: {readiness: 600s}", "  coldStart: {fallback: {service: {name: prt-svc-modelhost-llama, port: 80}}}"), func(t *testing.T, c *oracle.Cluster) {
		got := c.Send(host, "/").Answer()
		assert.Equal(t, 504, got.Status)
		assert.Equal(t, 90*time.Second, got.After)
	})
}

// TestCallerGivesUp shows that a request no longer counts when its caller gives up: a caller
// or gateway that waits less than the cold start wakes the model host and does not keep it
// awake.
func TestCallerGivesUp(t *testing.T) {
	on(t, manifests(t, "route"), func(t *testing.T, c *oracle.Cluster) {
		r := c.SendFor(host, "/", 15*time.Second)
		later(10 * time.Second)
		assert.True(t, scaling(t, c, llama).Active)
		assert.Error(t, r.Answer().Err)
		later(2 * oracle.Tick)
		assert.False(t, scaling(t, c, llama).Active)
	})
}

func TestManyRequestsScale(t *testing.T) {
	on(t, manifests(t, "route"), func(t *testing.T, c *oracle.Cluster) {
		var held []*oracle.Request
		for range 50 {
			held = append(held, c.Send(host, "/"))
		}
		later(oracle.Tick)
		s := scaling(t, c, llama)
		assert.Equal(t, 50.0, s.Metrics[0].Value)
		assert.Equal(t, 8.0, s.Metrics[0].Target)
		assert.Equal(t, 7, s.Replicas(), "50 requests, 8 each")
		c.Scale(service, oracle.Ready)
		for _, r := range held {
			assert.Equal(t, 200, r.Answer().Status)
		}
		synctest.Wait()
		later(oracle.Tick)
		assert.Zero(t, scaling(t, c, llama).Metrics[0].Value)
	})
}
