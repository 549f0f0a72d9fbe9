package keda_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	oracle "modelhost.dev/scale-modelhosts/testdata/oracle/keda"
)

// The kinds that route requests to the HTTP add-on, as scale-modelhosts generates them.
const (
	httpScaledObject = `
apiVersion: http.keda.sh/v1alpha1
kind: HTTPScaledObject
metadata:
  name: a
  namespace: ns
  annotations: {httpscaledobject.keda.sh/skip-scaledobject-creation: "true"}
spec:
  hosts: [llama.example.com]
  pathPrefixes: [/v1]
  scaleTargetRef: {name: llama, apiVersion: apps/v1, kind: Deployment, service: llama, port: 80}
  replicas: {min: 0, max: 10}
  scaledownPeriod: 300
  scalingMetric: {concurrency: {targetValue: 8}}
  timeouts: {conditionWait: 600s, responseHeader: 300s}
`
	virtualService = `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: a, namespace: ns}
spec:
  hosts: [llama.example.com]
  gateways: [istio-ingress/public]
  http:
    - match: [{uri: {prefix: /v1}}]
      route: [{destination: {host: keda-add-ons-http-interceptor-proxy.keda.svc.cluster.local, port: {number: 8080}}}]
      timeout: 700s
      retries: {attempts: 5, backoff: 2s, perTryTimeout: 10s, retryOn: "503"}
`
	httpRoute = `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: a, namespace: ns}
spec:
  parentRefs: [{name: public, namespace: istio-ingress}]
  hostnames: [llama.example.com]
  rules:
    - matches: [{path: {type: PathPrefix, value: /v1}}]
      backendRefs: [{name: keda-add-ons-http-interceptor-proxy, namespace: keda, port: 8080}]
      timeouts: {request: 0s}
`
	referenceGrant = `
apiVersion: gateway.networking.k8s.io/v1beta1
kind: ReferenceGrant
metadata: {name: a, namespace: keda}
spec:
  from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: ns}]
  to: [{group: "", kind: Service, name: keda-add-ons-http-interceptor-proxy}]
`
)

func TestRoutesAccepted(t *testing.T) {
	const concurrency = "concurrency: {targetValue: 8}"
	cases := map[string]string{
		"InterceptorRoute, all fields": replace(replace(route, "port: 80", "portName: http"), "timeouts: {readiness: 600s}", "timeouts: {readiness: 10m, request: 0s, responseHeader: 300s}\n  coldStart: {fallback: {service: {name: other, port: 80}}, placeholder: {response: {statusCode: 202, body: wait}}}"),
		"InterceptorRoute, both":       replace(route, concurrency, concurrency+", requestRate: {targetValue: 5, window: 1m, granularity: 1s}"),
		"InterceptorRoute, paths":      replace(route, "hosts: [llama.example.com]", "hosts: ['*.example.com'], paths: [{value: /v1}]"),
		"InterceptorRoute, no rules":   replace(route, "  rules: [{hosts: [llama.example.com]}]\n", ""),
		"HTTPScaledObject":             httpScaledObject,
		"HTTPScaledObject, rate":       replace(httpScaledObject, concurrency, "requestRate: {targetValue: 5, window: 1m}"),
		"HTTPScaledObject, both":       replace(httpScaledObject, concurrency, concurrency+", requestRate: {targetValue: 5}"),
		"HTTPScaledObject, no hosts":   replace(httpScaledObject, "  hosts: [llama.example.com]\n", ""),
		"VirtualService":               virtualService,
		"HTTPRoute":                    httpRoute,
		"HTTPRoute, wildcard":          replace(httpRoute, "llama.example.com", `"*.example.com"`),
		"ReferenceGrant":               referenceGrant,
	}
	for name, manifests := range cases {
		t.Run(name, func(t *testing.T) { assert.Empty(t, oracle.Check(stream(manifests))) })
	}
}

func TestRoutesRejected(t *testing.T) {
	cases := map[string]struct {
		manifests string
		want      []string // what each verdict says, after "schema: KIND ns/a: "
	}{
		"InterceptorRoute, no port":         {replace(route, ", port: 80", ""), []string{`spec.target: Invalid value: exactly one of 'port' or 'portName'`}},
		"InterceptorRoute, both ports":      {replace(route, "port: 80", "port: 80, portName: http"), []string{`spec.target: Invalid value: exactly one of 'port' or 'portName'`}},
		"InterceptorRoute, no metric":       {replace(route, "{concurrency: {targetValue: 8}}", "{}"), []string{`spec.scalingMetric: Invalid value: at least one of`}},
		"InterceptorRoute, target zero":     {replace(route, "targetValue: 8", "targetValue: 0"), []string{"spec.scalingMetric.concurrency.targetValue: Invalid value: 0"}},
		"InterceptorRoute, half a request":  {replace(route, "targetValue: 8", "targetValue: 8.5"), []string{`<nil>: Invalid value: ""`, "spec.scalingMetric.concurrency.targetValue: Invalid value"}},
		"InterceptorRoute, port 0":          {replace(route, "port: 80", "port: 0"), []string{"spec.target.port: Invalid value: 0"}},
		"InterceptorRoute, host twice":      {replace(route, "[llama.example.com]", "[a.com, a.com]"), []string{`spec.rules[0].hosts[1]: Duplicate value: "a.com"`}},
		"InterceptorRoute, empty path":      {replace(route, "hosts:", `paths: [{value: ""}], hosts:`), []string{`spec.rules[0].paths[0].value: Invalid value: ""`}},
		"InterceptorRoute, host at the top": {replace(route, "  rules:", "  hosts: [a.com]\n  rules:"), []string{`unknown field "spec.hosts" would be pruned`}},
		"InterceptorRoute, rate as v1alpha1": {replace(route, "concurrency: {", "rate: {"), []string{
			"spec.scalingMetric: Invalid value: at least one of", `unknown field "spec.scalingMetric.rate" would be pruned`,
		}},
		"InterceptorRoute, empty cold start": {replace(route, "  timeouts", "  coldStart: {}\n  timeouts"), []string{"spec.coldStart: Invalid value: at least one of 'fallback' or 'placeholder'"}},
		// What is valid only for the newest version is not valid for v0.15.0.
		"InterceptorRoute, static route": {replace(route, "  timeouts", "  staticRoutes: [{rules: [{paths: [{value: /}]}], response: {}}]\n  timeouts"), []string{`unknown field "spec.staticRoutes" would be pruned`}},
		"InterceptorRoute, v1alpha1":     {replace(route, "v1beta1", "v1alpha1"), []string{`version "v1alpha1" is not served`}},

		"HTTPScaledObject, no port":     {replace(httpScaledObject, ", port: 80", ""), []string{`spec.scaleTargetRef: Invalid value: must define either`}},
		"HTTPScaledObject, both ports":  {replace(httpScaledObject, "port: 80", "port: 80, portName: http"), []string{`spec.scaleTargetRef: Invalid value: must define either`}},
		"HTTPScaledObject, no Service":  {replace(httpScaledObject, "service: llama, ", ""), []string{"spec.scaleTargetRef.service: Required value"}},
		"HTTPScaledObject, host":        {replace(httpScaledObject, "hosts: [llama.example.com]", "host: llama.example.com"), []string{`unknown field "spec.host" would be pruned`}},
		"HTTPScaledObject, readiness":   {replace(httpScaledObject, "conditionWait", "readiness"), []string{`unknown field "spec.timeouts.readiness" would be pruned`}},
		"HTTPScaledObject, half target": {replace(httpScaledObject, "targetValue: 8", "targetValue: 8.5"), []string{`<nil>: Invalid value: ""`, "spec.scalingMetric.concurrency.targetValue: Invalid value"}},

		"VirtualService, port as number":   {replace(virtualService, "port: {number: 8080}", "port: 8080"), []string{"spec.http[0].route[0].destination.port: Invalid value"}},
		"VirtualService, back-off of 0":    {replace(virtualService, "backoff: 2s", "backoff: 0s"), []string{"spec.http[0].retries.backoff: Invalid value: \"0s\": must be a valid duration greater than 1ms"}},
		"VirtualService, timeout in words": {replace(virtualService, "timeout: 700s", "timeout: none"), []string{"spec.http[0].timeout: Invalid value"}},
		// The only way to set no timeout is to omit it.
		"VirtualService, timeout of 0": {replace(virtualService, "timeout: 700s", "timeout: 0s"), []string{"spec.http[0].timeout: Invalid value: \"0s\": must be a valid duration greater than 1ms"}},
		"VirtualService, misspelt":     {replace(virtualService, "retryOn", "retry_on"), []string{`unknown field "spec.http[0].retries.retry_on" would be pruned`}},
		"VirtualService, destination":  {replace(virtualService, "host: keda-add-ons-http-interceptor-proxy.keda.svc.cluster.local, ", ""), []string{"spec.http[0].route[0].destination.host: Required value"}},

		"HTTPRoute, no port":            {replace(httpRoute, ", port: 8080", ""), []string{"spec.rules[0].backendRefs[0]: Invalid value: Must have port for Service reference"}},
		"HTTPRoute, host with a port":   {replace(httpRoute, "llama.example.com", `"llama.example.com:80"`), []string{"spec.hostnames[0]: Invalid value"}},
		"HTTPRoute, path without slash": {replace(httpRoute, "value: /v1", "value: v1"), []string{"spec.rules[0].matches[0].path: Invalid value: value must be an absolute path"}},
		"HTTPRoute, timeout in days":    {replace(httpRoute, "request: 0s", "request: 1d"), []string{"spec.rules[0].timeouts.request: Invalid value"}},
		"HTTPRoute, try above request":  {replace(httpRoute, "request: 0s", "request: 1s, backendRequest: 2s"), []string{"spec.rules[0].timeouts: Invalid value: backendRequest timeout cannot be longer than request timeout"}},
		"HTTPRoute, hosts":              {replace(httpRoute, "hostnames:", "hosts:"), []string{`unknown field "spec.hosts" would be pruned`}},
		"HTTPRoute, v1alpha2":           {replace(httpRoute, "k8s.io/v1", "k8s.io/v1alpha2"), []string{`version "v1alpha2" is not served`}},

		"ReferenceGrant, from nowhere":  {replace(referenceGrant, ", namespace: ns}", "}"), []string{"spec.from[0].namespace: Required value"}},
		"ReferenceGrant, to nothing":    {replace(referenceGrant, `{group: "", kind: Service, name: keda-add-ons-http-interceptor-proxy}`, ""), []string{"spec.to: Invalid value: 0"}},
		"ReferenceGrant, v1":            {replace(referenceGrant, "v1beta1", "v1"), []string{`version "v1" is not served`}},
		"ReferenceGrant, name of group": {replace(referenceGrant, `group: ""`, "group: core/v1"), []string{"spec.to[0].group: Invalid value"}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got := oracle.Check(stream(c.manifests))
			require.Len(t, got, len(c.want), "%v", got)
			for i, v := range got {
				assert.Equal(t, oracle.Schema, v.Layer)
				assert.True(t, strings.HasPrefix(v.Message, c.want[i]), "got  %s\nwant %s", v.Message, c.want[i])
			}
		})
	}
}
