package config_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/config"
)

func TestValidateHTTP(t *testing.T) {
	const address = "remove the scheme, as in keda-add-ons-http-external-scaler.keda:9090"
	testProblems(t, []invalid{
		{"an address", `{http: {scalerAddress: "scaler.add-ons.svc.cluster.local:9090"}}`, "", "", ""},
		{"an address with a scheme", `{http: {scalerAddress: "http://scaler:9090"}}`, "spec.http.scalerAddress", "is not a host and port", address},
		{"an address without a port", `{http: {scalerAddress: scaler}}`, "spec.http.scalerAddress", "is not a host and port", address},
		{"a port that is too large", `{http: {scalerAddress: "scaler:99999"}}`, "spec.http.scalerAddress", "is not a host and port", address},
		{"the older kind", "{http: {api: HTTPScaledObject}}", "", "", ""},
		{"another kind", "{http: {api: HTTPRoute}}", "spec.http.api", `"HTTPRoute" is not allowed`, "use InterceptorRoute or HTTPScaledObject"},
		{"timeouts", "{http: {readiness: 10m, request: 20m, responseHeader: 0s}}", "", "", ""},
		{"without end", "{http: {readiness: 10m, request: 0s}}", "", "", ""},
		{"a request that ends before the wait", "{http: {readiness: 10m, request: 5m}}", "spec.http.request", "300s is less than readiness, 600s", "raise it, or lower readiness"},
		{"a request for the older kind", "{http: {api: HTTPScaledObject, request: 5m}}", "spec.http.request", "an HTTPScaledObject has no such field", "remove it"},
		{"no end for the older kind", "{http: {api: HTTPScaledObject, readiness: 0s}}", "spec.http.readiness", "in an HTTPScaledObject, 0s does not disable the timeout; the add-on's default applies", "use a duration such as 20m"},
		{"a placeholder for the older kind", "{http: {api: HTTPScaledObject, coldStart: {placeholder: {}}}}", "spec.http.coldStart.placeholder", "an HTTPScaledObject has no such field", "remove it"},
		{"a cold start of nothing", "{http: {coldStart: {}}}", "spec.http.coldStart", "has neither fallback nor placeholder", "set at least one of them, or remove coldStart"},
		{"a fallback", "{http: {coldStart: {fallback: {service: busy, port: 80}}}}", "", "", ""},
		{"a fallback that is never reached", "{http: {request: 1m, coldStart: {fallback: {service: busy, port: 80}}}}", "spec.http.request", "60s leaves no time for the fallback, which starts after a readiness timeout of 600s", "raise it, or set readiness"},
		{"a fallback without a port", "{http: {coldStart: {fallback: {service: busy}}}}", "spec.http.coldStart.fallback.port", "is missing", "set the number or name of the Service's port"},
		{"a fallback of no port", "{http: {coldStart: {fallback: {service: busy, port: 0}}}}", "spec.http.coldStart.fallback.port", `"0" is not a port; use its number, 1 to 65535, or its name in the Service`, ""},
	})
}

func TestValidateRouting(t *testing.T) {
	const at = "spec.http.routing"
	testProblems(t, []invalid{
		{"a VirtualService", "{http: {routing: {kind: VirtualService, gateways: [istio-system/models, mesh]}}}", "", "", ""},
		{"a VirtualService for no gateway", "{http: {routing: {kind: VirtualService}}}", at + ".gateways", "is empty", "name the gateways for requests, such as istio-system/models"},
		{"the package's own", "{http: {routing: {kind: VirtualService, edit: true}}}", "", "", ""},
		{"the package's own and gateways", "{http: {routing: {kind: VirtualService, edit: true, gateways: [a/b]}}}", at + ".gateways", "is only for generated VirtualServices", "remove gateways or edit"},
		{"the package's own and a timeout", "{http: {routing: {kind: VirtualService, edit: true, timeout: 20m}}}", at + ".timeout", "is only for generated VirtualServices", "remove timeout or edit, and set the timeout in your own VirtualService"},
		{"gateways of an HTTPRoute", "{http: {routing: {kind: HTTPRoute, parentRefs: [{name: a}], gateways: [a/b]}}}", at + ".gateways", "is only for generated VirtualServices", "remove it, or set kind: VirtualService"},
		{"the package's own of no kind", "{http: {routing: {edit: true}}}", at + ".edit", "is only for VirtualServices", "set kind: VirtualService"},
		{"an HTTPRoute", "{http: {routing: {kind: HTTPRoute, parentRefs: [{name: models, sectionName: https}], timeout: 0s}}}", "", "", ""},
		{"an HTTPRoute for no Gateway", "{http: {routing: {kind: HTTPRoute}}}", at + ".parentRefs", "is empty", "name the Gateways for requests"},
		{"Gateways of nothing", "{http: {routing: {parentRefs: [{name: models}]}}}", at + ".parentRefs", "is only for HTTPRoutes", "remove it, or set kind: HTTPRoute"},
		{"a Gateway without a name", "{http: {routing: {kind: HTTPRoute, parentRefs: [{namespace: ingress}]}}}", at + ".parentRefs[0].name", "is missing", "name a Gateway"},
		{"a timeout of nothing", "{http: {routing: {timeout: 10m}}}", at + ".timeout", "is only for generated routes", "remove it, or set kind"},
		{"a gateway that gives up first", "{http: {readiness: 10m, routing: {kind: VirtualService, gateways: [a/b], timeout: 1m}}}", at + ".timeout", "60s is less than readiness, 600s; the gateway gives up before the interceptor", "raise it, or lower readiness"},
		{"a grant", "{http: {routing: {referenceGrant: none}}}", at + ".referenceGrant", `"none" is not allowed`, "use generate or existing"},
		{"a wave before", "{http: {syncWave: -1}}", "", "", ""},
		{"a wave before another", `{http: {syncWave: 2}, generated: {annotations: {argocd.argoproj.io/sync-wave: "3"}}}`, "", "", ""},
		{"a wave too late", "{http: {syncWave: 0}}", "spec.http.syncWave", "0 is not before 0, the wave of the ScaledObject", "use -1 or less"},
	})
}

func TestParsePort(t *testing.T) {
	for text, want := range map[string]config.Port{"80": {Number: 80}, "65535": {Number: 65535}, "http": {Name: "http"}, "h2c-api": {Name: "h2c-api"}} {
		got, err := config.ParsePort(text)
		require.NoError(t, err, text)
		assert.Equal(t, want, got)
		assert.Equal(t, text, got.String())
	}
	for _, text := range []string{"", "0", "65536", "-1", "HTTP", "80/tcp", "a.b"} {
		_, err := config.ParsePort(text)
		assert.ErrorContains(t, err, "is not a port", text)
	}
}
