package addon_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	oracle "modelhost.dev/scale-modelhosts/testdata/oracle/http"
)

const headless = "clusterIP: None\n  selector: {app: llama}"

// TestHeadlessServices shows that a headless Service's name resolves to the pods' own
// addresses: the route needs the port that the pods listen on, which may differ from the
// Service's port and its name.
func TestHeadlessServices(t *testing.T) {
	cases := map[string]struct {
		packages string
		want     int
	}{
		"the Service's port":   {manifests(t, "route", "selector: {app: llama}", headless), 504},
		"the port's name":      {manifests(t, "route", "selector: {app: llama}", headless, "port: 80}\n  rules", "portName: http}\n  rules"), 504},
		"the pods' port":       {manifests(t, "route", "selector: {app: llama}", headless, "port: 80}\n  rules", "port: 8000}\n  rules"), 200},
		"the same on both":     {manifests(t, "route", "selector: {app: llama}", headless, "port: 80, targetPort: 8000", "port: 8000", "port: 80}\n  rules", "port: 8000}\n  rules"), 200},
		"no target port is it": {manifests(t, "route", "selector: {app: llama}", headless, ", targetPort: 8000", ""), 200},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			on(t, c.packages, func(t *testing.T, cluster *oracle.Cluster) {
				r := cluster.Send(host, "/")
				later(time.Second)
				assert.True(t, r.Held())
				cluster.Scale(service, oracle.Ready)
				assert.Equal(t, c.want, r.Answer().Status)
			})
		})
	}
}

// TestPublishedNotReadyAddresses shows that published not-ready addresses look ready: the
// request is forwarded to a pod that still loads, and fails after the minute for which the
// interceptor dials.
func TestPublishedNotReadyAddresses(t *testing.T) {
	packages := manifests(t, "route", "selector: {app: llama}", "publishNotReadyAddresses: true\n  selector: {app: llama}")
	on(t, packages, func(t *testing.T, c *oracle.Cluster) {
		r := c.Send(host, "/")
		later(10 * time.Second)
		c.Scale(service, oracle.Starting)
		assert.Equal(t, 504, r.Answer().Status)
		assert.Equal(t, 70*time.Second, r.Answer().After)
	})
}
