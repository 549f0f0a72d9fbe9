package addon_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	oracle "modelhost.dev/scale-modelhosts/testdata/oracle/http"
)

const (
	other        = "prt-keda-modelhost-other"
	otherService = "models/prt-svc-modelhost-other"
	otherBackend = "prt-svc-modelhost-other.models:80"
	hosts        = "[llama.example.com]"
	otherHosts   = "[other.example.com]"
)

func TestNeighboursDoNotWake(t *testing.T) {
	on(t, stream(manifests(t, "route"), neighbour(t)), func(t *testing.T, c *oracle.Cluster) {
		r := c.Send("other.example.com", "/")
		assert.Equal(t, 404, c.Send("nobody.example.com", "/").Answer().Status)
		assert.Equal(t, 404, c.Send("llama.example.com.evil.com", "/").Answer().Status)
		later(2 * oracle.Tick)
		assert.False(t, scaling(t, c, llama).Active)
		assert.True(t, scaling(t, c, other).Active)
		c.Scale(service, oracle.Ready)
		later(oracle.Tick)
		assert.True(t, r.Held(), "another's pod is not its own")
		c.Scale(otherService, oracle.Ready)
		assert.Equal(t, otherBackend, r.Answer().Body)
	})
}

// TestMatching tests which backend answers if both exist: its name, or the status if none
// does.
func TestMatching(t *testing.T) {
	both := func(ours, others string) string {
		return stream(manifests(t, "route", hosts, ours), strings.ReplaceAll(neighbour(t), otherHosts, others))
	}
	// aged creates llama's route on one day of January and the other on another.
	aged := func(packages, ours, others string) string {
		for name, day := range map[string]string{llama: ours, other: others} {
			labels := "  name: " + name + "\n  namespace: models\n"
			packages = strings.Replace(packages, labels+"  labels", labels+"  creationTimestamp: \"2026-01-"+day+"T00:00:00Z\"\n  labels", 1)
		}
		return packages
	}
	same := both(hosts, hosts)
	cases := []struct {
		name, packages, host, path, want string
	}{
		{"the host", manifests(t, "route"), host, "/", "llama"},
		{"any path", manifests(t, "route"), host, "/v1/chat/completions", "llama"},
		{"a port in the header", manifests(t, "route"), host + ":8080", "/", "llama"},
		{"a port in the route", manifests(t, "route", hosts, "['llama.example.com:443']"), host, "/", "llama"},
		{"capitals in the header", manifests(t, "route"), "Llama.example.com", "/", "404"},
		{"capitals in the route", manifests(t, "route", hosts, "[Llama.example.com]"), host, "/", "404"},
		{"a dot at the end", manifests(t, "route"), host + ".", "/", "404"},
		{"the Service's name is a host like any other", manifests(t, "route", hosts, "[prt-svc-modelhost-llama.models]"), "prt-svc-modelhost-llama.models", "/", "llama"},

		{"wildcard", manifests(t, "route", hosts, "['*.example.com']"), host, "/", "llama"},
		{"wildcard over two labels", manifests(t, "route", hosts, "['*.example.com']"), "a.b.example.com", "/", "llama"},
		{"wildcard and the name itself", manifests(t, "route", hosts, "['*.example.com']"), "example.com", "/", "404"},
		{"a name before a wildcard", both("['*.example.com']", otherHosts), "other.example.com", "/", "other"},
		{"wildcard beside a name", both("['*.example.com']", otherHosts), host, "/", "llama"},
		{"the longer wildcard", both("['*.example.com']", "['*.other.example.com']"), "a.other.example.com", "/", "other"},
		{"half a label is not a wildcard", manifests(t, "route", hosts, "['llama-*.example.com']"), "llama-1.example.com", "/", "404"},
		{"catch-all", both(hosts, "['*']"), "anything", "/", "other"},
		{"no hosts are a catch-all", both(hosts, "[]"), "anything", "/", "other"},

		{"a path", both(hosts, hosts+"\n      paths: [{value: /v1}]"), host, "/v1/chat", "other"},
		{"beside a path", both(hosts, hosts+"\n      paths: [{value: /v1}]"), host, "/health", "llama"},
		{"same host, different paths", both(hosts+"\n      paths: [{value: /a}]", hosts+"\n      paths: [{value: /b}]"), host, "/b/c", "other"},
		{"neither path", both(hosts+"\n      paths: [{value: /a}]", hosts+"\n      paths: [{value: /b}]"), host, "/c", "404"},
		{"the longer path", both(hosts+"\n      paths: [{value: /a}]", hosts+"\n      paths: [{value: /a/b/}]"), host, "/a/b", "other"},
		{"a path is whole segments", manifests(t, "route", hosts, hosts+"\n      paths: [{value: /v1}]"), host, "/v10", "404"},
		{"a path in capitals", manifests(t, "route", hosts, hosts+"\n      paths: [{value: /v1}]"), host, "/V1", "404"},
		// A name without that path does not hide a wildcard that has it.
		{"a wildcard behind a name's path", both(hosts+"\n      paths: [{value: /a}]", "['*.example.com']"), host, "/b", "other"},

		{"same host, the older", aged(same, "01", "02"), host, "/", "llama"},
		{"same host, the other older", aged(same, "02", "01"), host, "/", "other"},
		{"same host, of one age", same, host, "/", "other"},
		{"no rules", manifests(t, "route", "  rules:\n    - hosts: [llama.example.com]\n", ""), host, "/", "404"},
		{"an empty rule", manifests(t, "route", "  rules:\n    - hosts: [llama.example.com]\n", "  rules: [{}]\n"), "anything", "/", "llama"},
		{"a port by name", manifests(t, "route", "port: 80}\n  rules", "portName: http}\n  rules"), host, "/", "llama"},
		{"a port by a name that is not there", manifests(t, "route", "port: 80}\n  rules", "portName: web}\n  rules"), host, "/", "500"},
		{"a port by name of no Service", manifests(t, "route", "port: 80}\n  rules", "portName: http}\n  rules", "service: prt-svc-modelhost-llama", "service: none"), host, "/", "500"},
		{"no port", manifests(t, "route", ", port: 80}\n  rules", "}\n  rules"), host, "/", "500"},
		// The pods are ready, whatever the port: the interceptor dials without success for a
		// minute.
		{"a port that is not there", manifests(t, "route", "port: 80}\n  rules", "port: 8000}\n  rules"), host, "/", "504"},
		// An EndpointSlice never arrives: only the readiness timeout ends the wait.
		{"no Service", manifests(t, "route", "service: prt-svc-modelhost-llama", "service: none"), host, "/", "504"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			on(t, c.packages, func(t *testing.T, cluster *oracle.Cluster) {
				cluster.Scale(service, oracle.Ready)
				cluster.Scale(otherService, oracle.Ready)
				got := cluster.Send(c.host, c.path).Answer()
				answer := map[string]string{backend: "llama", otherBackend: "other"}[got.Body]
				if got.Status != 200 {
					answer = map[int]string{404: "404", 500: "500", 502: "502", 504: "504"}[got.Status]
				}
				assert.Equal(t, c.want, answer, "%+v", got)
			})
		})
	}
}

// TestSameHostNeverWakesTheLoser shows that of two routes for one host, the loser never wakes.
func TestSameHostNeverWakesTheLoser(t *testing.T) {
	on(t, stream(manifests(t, "route"), strings.ReplaceAll(neighbour(t), otherHosts, hosts)), func(t *testing.T, c *oracle.Cluster) {
		for range 20 {
			c.Send(host, "/")
		}
		later(oracle.Tick)
		assert.Equal(t, 20.0, scaling(t, c, other).Metrics[0].Value)
		assert.False(t, scaling(t, c, llama).Active)
	})
}

// TestFaultsAndWaking tests requests that cannot be answered: an unknown port name fails
// before the request is counted; a Service without endpoints is counted and held.
func TestFaultsAndWaking(t *testing.T) {
	cases := map[string]struct {
		packages string
		active   bool
	}{
		"a port by a name that is not there": {manifests(t, "route", "port: 80}\n  rules", "portName: web}\n  rules"), false},
		"no Service":                         {manifests(t, "route", "service: prt-svc-modelhost-llama", "service: none"), true},
		"an ExternalName":                    {manifests(t, "route", "selector: {app: llama}", "type: ExternalName\n  externalName: llama.elsewhere.com"), true},
		"a Service without a selector":       {manifests(t, "route", "  selector: {app: llama}\n", ""), true},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			on(t, c.packages, func(t *testing.T, cluster *oracle.Cluster) {
				r := cluster.Send(host, "/")
				later(oracle.Tick)
				assert.Equal(t, c.active, scaling(t, cluster, llama).Active)
				cluster.Scale(service, oracle.Ready)
				if c.active {
					assert.Equal(t, 504, r.Answer().Status)
					assert.Equal(t, 600*time.Second, r.Answer().After)
				}
			})
		})
	}
}
