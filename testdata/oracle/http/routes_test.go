package addon_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	oracle "modelhost.dev/scale-modelhosts/testdata/oracle/http"
)

// route is what an InterceptorRoute and an HTTPScaledObject have in common.
type route struct {
	namespace, name, kind, service string
	hosts, paths                   []string
	readiness, window              time.Duration
	placeholder                    bool
}

func routes(t *testing.T, manifests []byte) []route {
	objects, err := oracle.Read(manifests)
	require.NoError(t, err)
	var found []route
	for _, ir := range objects.InterceptorRoutes {
		r := route{namespace: ir.Namespace, name: ir.Name, kind: "interceptorRoute", service: ir.Spec.Target.Service}
		for _, rule := range ir.Spec.Rules {
			r.hosts = append(r.hosts, rule.Hosts...)
			for _, p := range rule.Paths {
				r.paths = append(r.paths, p.Value)
			}
		}
		if d := ir.Spec.Timeouts.Readiness; d != nil {
			r.readiness = d.Duration
		}
		if rate := ir.Spec.ScalingMetric.RequestRate; rate != nil {
			r.window = max(rate.Window.Duration, time.Minute)
		}
		r.placeholder = ir.Spec.ColdStart != nil && ir.Spec.ColdStart.Placeholder != nil
		found = append(found, r)
	}
	for _, h := range objects.HTTPScaledObjects {
		r := route{namespace: h.Namespace, name: h.Name, kind: "httpScaledObject", service: h.Spec.ScaleTargetRef.Service, hosts: h.Spec.Hosts, paths: h.Spec.PathPrefixes}
		if h.Spec.Timeouts != nil {
			r.readiness = h.Spec.Timeouts.ConditionWait.Duration
		}
		if m := h.Spec.ScalingMetric; m != nil && m.Rate != nil {
			r.window = max(m.Rate.Window.Duration, time.Minute)
		}
		found = append(found, r)
	}
	return found
}

// scaledObject returns the one whose trigger names the route.
func (r route) scaledObject(t *testing.T, manifests []byte) string {
	objects, err := oracle.Read(manifests)
	require.NoError(t, err)
	for _, so := range objects.ScaledObjects {
		for _, trigger := range so.Spec.Triggers {
			if so.Namespace == r.namespace && trigger.Metadata[r.kind] == r.name {
				assert.Equal(t, "external-push", trigger.Type)
				assert.NotEmpty(t, trigger.Metadata["scalerAddress"])
				return so.Name
			}
		}
	}
	require.Fail(t, "no ScaledObject names the route", "%+v", r)
	return ""
}

// requests returns n hosts and paths that match the route, in turn.
func (r route) requests(n int) (asked [][2]string) {
	paths := r.paths
	if len(paths) == 0 {
		paths = []string{""}
	}
	for i := range n {
		host := strings.Replace(r.hosts[i%len(r.hosts)], "*", "some", 1)
		path := strings.Trim(paths[i/len(r.hosts)%len(paths)], "/")
		asked = append(asked, [2]string{host, strings.TrimSuffix("/"+path, "/") + "/completions"})
	}
	return asked
}

const callers = 50

// wakes tests every route of a package: the first request wakes the host, a cold start that
// takes nearly as long as the route allows drops no request, and everything goes back to zero.
func wakes(t *testing.T, manifests []byte) {
	for _, r := range routes(t, manifests) {
		t.Run(r.name, func(t *testing.T) {
			require.NotEmpty(t, r.hosts, "the route matches nothing, or everything")
			so := r.scaledObject(t, manifests)
			synctest.Test(t, func(t *testing.T) {
				c := oracle.Start(t, manifests)
				later(2 * oracle.Tick)
				assert.False(t, ask(t, c, r, so).Active, "at rest")
				r.wake(t, c, so)
			})
		})
	}
}

func (r route) wake(t *testing.T, c *oracle.Cluster, so string) {
	start := time.Now()
	asked := r.requests(callers)
	held := []*oracle.Request{c.Send(asked[0][0], asked[0][1])}
	later(oracle.Tick)
	assert.True(t, ask(t, c, r, so).Active, "the first request does not wake")
	if r.placeholder {
		assert.False(t, held[0].Held())
		return
	}
	for _, a := range asked[1:] {
		held = append(held, c.Send(a[0], a[1]))
	}
	c.Scale(r.namespace+"/"+r.service, oracle.Starting)
	coldStart := r.readiness - time.Second
	if r.readiness == 0 {
		coldStart = time.Hour
	}
	later(coldStart - time.Since(start))
	for _, h := range held {
		assert.True(t, h.Held(), "answered before there is a pod: %+v", h)
	}
	c.Scale(r.namespace+"/"+r.service, oracle.Ready)
	for i, h := range held {
		got := h.Answer()
		assert.Equal(t, 200, got.Status, "%+v", got)
		assert.True(t, strings.HasPrefix(got.Body, r.service+"."+r.namespace+":"), got.Body)
		assert.Equal(t, asked[i][0], got.Host)
	}
	later(r.window + 2*oracle.Tick)
	assert.False(t, ask(t, c, r, so).Active, "the requests are over")
}

func ask(t *testing.T, c *oracle.Cluster, r route, so string) oracle.Scaling {
	s, err := c.Scaling(r.namespace, so)
	require.NoError(t, err)
	require.NotEmpty(t, s.Metrics)
	for _, m := range s.Metrics {
		assert.Positive(t, m.Target)
	}
	return s
}
