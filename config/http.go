package config

import (
	"fmt"
	"net"
	"strconv"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/apimeta"
	"modelhost.dev/scale-modelhosts/fn/httpaddon"
)

// HTTP configures KEDA's HTTP add-on, for the signals http-concurrency and http-rps: its address,
// its timeouts, and how requests reach it.
type HTTP struct {
	// API is the kind of route that the add-on reads: InterceptorRoute (default; add-on 0.14 or
	// newer) or HTTPScaledObject (older), which supports only one of the two signals at a time.
	API string `json:"api,omitempty" jsonschema:"enum=InterceptorRoute,enum=HTTPScaledObject"`
	// ScalerAddress is the host and port of the add-on's external scaler. Default
	// keda-add-ons-http-external-scaler.keda:9090.
	ScalerAddress string `json:"scalerAddress,omitempty"`
	// Interceptor is the Service that requests must pass through.
	Interceptor Interceptor `json:"interceptor,omitempty"`
	// Readiness is how long a request waits for a ready pod. 0s means forever. Default 10m, or the
	// model host's cold start if that is longer.
	Readiness *Seconds `json:"readiness,omitempty"`
	// Request limits the total time of a request, including the wait. 0s means no limit. By
	// default, the interceptor sets none. Not for HTTPScaledObject.
	Request *Seconds `json:"request,omitempty"`
	// ResponseHeader is how long a pod may take to start its response. 0s means forever. Default
	// 5m.
	ResponseHeader *Seconds `json:"responseHeader,omitempty"`
	// ColdStart configures the response to requests that arrive while no pod is ready.
	ColdStart *HTTPColdStart `json:"coldStart,omitempty"`
	// Routing configures how requests reach the interceptor: through generated objects, or your
	// own.
	Routing Routing `json:"routing,omitempty"`
	// SyncWave is the Argo CD sync wave of the route, such as -1. The route must be applied before
	// its ScaledObject. By default, the annotation is not set.
	SyncWave *int32 `json:"syncWave,omitempty"`
}

// Interceptor is the Service of the add-on's interceptor.
type Interceptor struct {
	// Service is the Service's name. Default keda-add-ons-http-interceptor-proxy.
	Service string `json:"service,omitempty"`
	// Namespace is the Service's namespace. Default keda.
	Namespace string `json:"namespace,omitempty"`
	// Port is the Service's port. Default 8080.
	Port int32 `json:"port,omitempty" jsonschema:"minimum=1,maximum=65535"`
}

// HTTPColdStart configures the response to requests that arrive while no pod is ready.
type HTTPColdStart struct {
	// Fallback is the Service that answers requests for which no pod became ready within readiness.
	Fallback *HTTPFallback `json:"fallback,omitempty"`
	// Placeholder is an immediate response; requests do not wait. The signal http-rps then wakes
	// the model host. Not for HTTPScaledObject.
	Placeholder *HTTPPlaceholder `json:"placeholder,omitempty"`
}

// HTTPFallback is a Service in the model host's namespace.
type HTTPFallback struct {
	// Service is the Service's name.
	Service string `json:"service" jsonschema:"required"`
	// Port is the number or name of the Service's port.
	Port Port `json:"port" jsonschema:"required"`
}

// HTTPPlaceholder is a response that needs no pod.
type HTTPPlaceholder struct {
	// StatusCode is the HTTP status code. Default 503.
	StatusCode int32 `json:"statusCode,omitempty" jsonschema:"minimum=100,maximum=599"`
	// Body is the body of the response.
	Body string `json:"body,omitempty"`
	// Headers are the headers of the response, such as Retry-After.
	Headers map[string]string `json:"headers,omitempty"`
}

// DefaultReadiness is long enough for most models to load.
const DefaultReadiness = Seconds(600)

// DefaultResponseHeader is the default of newer add-ons. That of older ones, half a second,
// is too short for models.
const DefaultResponseHeader = Seconds(300)

// Default sets the defaults of absent fields, except readiness, which depends on the model
// host.
func (h *HTTP) Default() {
	or(&h.API, httpaddon.KindInterceptorRoute)
	or(&h.ScalerAddress, httpaddon.DefaultScalerAddress)
	or(&h.Interceptor.Service, httpaddon.DefaultInterceptorService)
	or(&h.Interceptor.Namespace, httpaddon.DefaultInterceptorNamespace)
	or(&h.Interceptor.Port, httpaddon.DefaultInterceptorPort)
	or(&h.Routing.Kind, RoutingNone)
	or(&h.Routing.ReferenceGrant, GrantGenerate)
	if h.API == httpaddon.KindHTTPScaledObject && h.ResponseHeader == nil {
		h.ResponseHeader = ptr(DefaultResponseHeader)
	}
	if h.ColdStart != nil && h.ColdStart.Placeholder != nil {
		placeholder := *h.ColdStart.Placeholder
		or(&placeholder.StatusCode, 503)
		h.ColdStart = &HTTPColdStart{h.ColdStart.Fallback, &placeholder}
	}
}

// InterceptorHost returns the fully qualified name of the interceptor's Service.
func (s Spec) InterceptorHost() string {
	return s.HTTP.Interceptor.Service + "." + s.HTTP.Interceptor.Namespace + ".svc." + s.Istio.ClusterDomain
}

func (c *check) http(h HTTP, g Generated) {
	c.oneOf("spec.http.api", h.API, httpaddon.Kinds())
	c.hostPort("spec.http.scalerAddress", h.ScalerAddress)
	c.pattern("spec.http.interceptor.service", h.Interceptor.Service, apimeta.Label, "use a Service's name")
	c.pattern("spec.http.interceptor.namespace", h.Interceptor.Namespace, apimeta.Label, "use a namespace's name")
	c.port("spec.http.interceptor.port", h.Interceptor.Port)
	c.timeouts(h)
	if h.ColdStart != nil {
		c.coldStart("spec.http.coldStart", *h.ColdStart, h.API)
	}
	c.routing("spec.http.routing", h.Routing)
	c.syncWave("spec.http.syncWave", h.SyncWave, g)
}

// hostPort checks an address without a scheme. The message does not quote it, because it
// may contain a password.
func (c *check) hostPort(path, value string) {
	host, port, err := net.SplitHostPort(value)
	n, bad := strconv.Atoi(port)
	if err != nil || bad != nil || host == "" || n < 1 || n > 65535 || strings.ContainsAny(host, "/@") {
		c.add(path, "is not a host and port", "remove the scheme, as in "+httpaddon.DefaultScalerAddress)
	}
}

func (c *check) port(path string, n int32) {
	if n < 1 || n > 65535 {
		c.add(path, fmt.Sprintf("%d is not a port", n), "use a number from 1 to 65535")
	}
}

func (c *check) timeouts(h HTTP) {
	if h.API == httpaddon.KindHTTPScaledObject && h.Request != nil {
		c.add("spec.http.request", "an HTTPScaledObject has no such field", "remove it")
	}
	for _, t := range []struct {
		name  string
		value *Seconds
	}{{"readiness", h.Readiness}, {"responseHeader", h.ResponseHeader}} {
		if h.API == httpaddon.KindHTTPScaledObject && t.value != nil && *t.value == 0 {
			c.add("spec.http."+t.name, "in an HTTPScaledObject, 0s does not disable the timeout; the add-on's default applies", "use a duration such as 20m")
		}
	}
	if h.ColdStart != nil && h.ColdStart.Fallback != nil && isLimited(h.Request) && h.Readiness == nil && *h.Request <= DefaultReadiness {
		c.add("spec.http.request", fmt.Sprintf("%s leaves no time for the fallback, which starts after a readiness timeout of %s", *h.Request, DefaultReadiness), "raise it, or set readiness")
	}
	if isLimited(h.Request) && isLimited(h.Readiness) && *h.Request < *h.Readiness {
		c.add("spec.http.request", fmt.Sprintf("%s is less than readiness, %s", *h.Request, *h.Readiness), "raise it, or lower readiness")
	}
	if isLimited(h.Routing.Timeout) && isLimited(h.Readiness) && *h.Routing.Timeout < *h.Readiness {
		c.add("spec.http.routing.timeout", fmt.Sprintf("%s is less than readiness, %s; the gateway gives up before the interceptor", *h.Routing.Timeout, *h.Readiness), "raise it, or lower readiness")
	}
}

// isLimited reports whether a timeout ends.
func isLimited(s *Seconds) bool { return s != nil && *s > 0 }

func (c *check) coldStart(path string, s HTTPColdStart, api string) {
	switch {
	case s.Fallback == nil && s.Placeholder == nil:
		c.add(path, "has neither fallback nor placeholder", "set at least one of them, or remove coldStart")
	case s.Placeholder != nil && api == httpaddon.KindHTTPScaledObject:
		c.add(path+".placeholder", "an HTTPScaledObject has no such field", "remove it")
	case s.Placeholder != nil && (s.Placeholder.StatusCode < 100 || s.Placeholder.StatusCode > 599):
		c.add(path+".placeholder.statusCode", fmt.Sprintf("%d is not a status code", s.Placeholder.StatusCode), "use one from 100 to 599, such as 503")
	}
	if f := s.Fallback; f != nil {
		c.present(path+".fallback.service", f.Service, apimeta.Label, "name a Service in the model host's namespace")
		if f.Port == (Port{}) {
			c.add(path+".fallback.port", "is missing", "set the number or name of the Service's port")
		}
	}
}
