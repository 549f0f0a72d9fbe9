package config

import (
	"fmt"
	"net"
	"strconv"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/httpaddon"
)

// HTTP is KEDA's HTTP add-on, for the signals http-concurrency and http-rps: where it is, how long it holds requests, and how they get to it.
type HTTP struct {
	// API is the kind that the add-on reads: InterceptorRoute (default; add-on 0.14 or newer), or HTTPScaledObject (older ones), which knows one of the two signals at a time.
	API string `json:"api,omitempty" jsonschema:"enum=InterceptorRoute,enum=HTTPScaledObject"`
	// ScalerAddress is the add-on's external scaler, host and port. Default keda-add-ons-http-external-scaler.keda:9090.
	ScalerAddress string `json:"scalerAddress,omitempty"`
	// Interceptor is the Service that requests must go to.
	Interceptor Interceptor `json:"interceptor,omitempty"`
	// Readiness is how long a request waits for a pod to be ready; 0s is without end. Default 10m, or the host's cold start where that is longer.
	Readiness *Seconds `json:"readiness,omitempty"`
	// Request bounds the whole of a request, waiting included; 0s is without end. Left out, it is the interceptor's own (without end). Not for HTTPScaledObject.
	Request *Seconds `json:"request,omitempty"`
	// ResponseHeader is how long a pod may take to begin its answer; 0s is without end. Left out, it is the interceptor's own (5m); for HTTPScaledObject, whose own is half a second, 5m.
	ResponseHeader *Seconds `json:"responseHeader,omitempty"`
	// ColdStart is what requests get instead of waiting.
	ColdStart *HTTPColdStart `json:"coldStart,omitempty"`
	// Routing is how requests get to the interceptor: by what is generated for it, or by what you have.
	Routing Routing `json:"routing,omitempty"`
	// SyncWave is Argo CD's sync wave of the route, which has to be applied before its ScaledObject, such as -1. Left out, there is no such annotation.
	SyncWave *int32 `json:"syncWave,omitempty"`
}

// Interceptor is a port of the interceptor's Service.
type Interceptor struct {
	// Service is its name. Default keda-add-ons-http-interceptor-proxy.
	Service string `json:"service,omitempty"`
	// Namespace is where it is. Default keda.
	Namespace string `json:"namespace,omitempty"`
	// Port is its number. Default 8080.
	Port int32 `json:"port,omitempty" jsonschema:"minimum=1,maximum=65535"`
}

// HTTPColdStart is what requests get while no pod is ready.
type HTTPColdStart struct {
	// Fallback is the Service that requests go to which have waited for Readiness.
	Fallback *HTTPFallback `json:"fallback,omitempty"`
	// Placeholder is answered at once, and no request waits; http-rps wakes the host then. Not for HTTPScaledObject.
	Placeholder *HTTPPlaceholder `json:"placeholder,omitempty"`
}

// HTTPFallback is a port of a Service in the host's namespace.
type HTTPFallback struct {
	// Service is its name.
	Service string `json:"service" jsonschema:"required"`
	// Port is the port's number, or its name.
	Port Port `json:"port" jsonschema:"required"`
}

// HTTPPlaceholder is an answer that needs no pod.
type HTTPPlaceholder struct {
	// StatusCode is that of HTTP. Default 503.
	StatusCode int32 `json:"statusCode,omitempty" jsonschema:"minimum=100,maximum=599"`
	// Body is the text of the answer.
	Body string `json:"body,omitempty"`
	// Headers are those of the answer, such as Retry-After.
	Headers map[string]string `json:"headers,omitempty"`
}

// DefaultReadiness is long enough for most models to load.
const DefaultReadiness = Seconds(600)

// DefaultResponseHeader is how long an answer may take to begin with newer add-ons.
const DefaultResponseHeader = Seconds(300)

// Default fills in where the add-on is. How long requests wait is settled for each host.
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

// InterceptorHost is the interceptor's Service in full.
func (s Spec) InterceptorHost() string {
	return s.HTTP.Interceptor.Service + "." + s.HTTP.Interceptor.Namespace + ".svc." + s.Istio.ClusterDomain
}

func (c *check) http(h HTTP, g Generated) {
	c.oneOf("spec.http.api", h.API, httpaddon.Kinds())
	c.hostPort("spec.http.scalerAddress", h.ScalerAddress)
	c.pattern("spec.http.interceptor.service", h.Interceptor.Service, label, "use a Service's name")
	c.pattern("spec.http.interceptor.namespace", h.Interceptor.Namespace, label, "use a namespace's name")
	c.port("spec.http.interceptor.port", h.Interceptor.Port)
	c.timeouts(h)
	if h.ColdStart != nil {
		c.coldStart("spec.http.coldStart", *h.ColdStart, h.API)
	}
	c.routing("spec.http.routing", h.Routing)
	c.syncWave("spec.http.syncWave", h.SyncWave, g)
}

// hostPort checks an address without a scheme. It may have a password in it.
func (c *check) hostPort(path, value string) {
	host, port, err := net.SplitHostPort(value)
	n, bad := strconv.Atoi(port)
	if err != nil || bad != nil || host == "" || n < 1 || n > 65535 || strings.ContainsAny(host, "/@") {
		c.add(path, "is not a host and a port", "write it without a scheme, such as "+httpaddon.DefaultScalerAddress)
	}
}

func (c *check) port(path string, n int32) {
	if n < 1 || n > 65535 {
		c.add(path, fmt.Sprintf("%d is no port", n), "write a number from 1 to 65535")
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
			c.add("spec.http."+t.name, "0s is the add-on's own time to an HTTPScaledObject, and not without end", "write how long, such as 20m")
		}
	}
	if h.ColdStart != nil && h.ColdStart.Fallback != nil && limited(h.Request) && h.Readiness == nil && *h.Request <= DefaultReadiness {
		c.add("spec.http.request", fmt.Sprintf("%s leaves no time for the fallback, which comes after readiness, %s", *h.Request, DefaultReadiness), "write more, or readiness as well")
	}
	if limited(h.Request) && limited(h.Readiness) && *h.Request < *h.Readiness {
		c.add("spec.http.request", fmt.Sprintf("%s is less than readiness, %s, which is never reached", *h.Request, *h.Readiness), "write more, or less for readiness")
	}
	if limited(h.Routing.Timeout) && limited(h.Readiness) && *h.Routing.Timeout < *h.Readiness {
		c.add("spec.http.routing.timeout", fmt.Sprintf("%s is less than readiness, %s: the gateway gives up before the interceptor does", *h.Routing.Timeout, *h.Readiness), "write more, or less for readiness")
	}
}

// limited says whether a timeout ends at all.
func limited(s *Seconds) bool { return s != nil && *s > 0 }

func (c *check) coldStart(path string, s HTTPColdStart, api string) {
	switch {
	case s.Fallback == nil && s.Placeholder == nil:
		c.add(path, "has neither fallback nor placeholder", "give it one of them, or remove it")
	case s.Placeholder != nil && api == httpaddon.KindHTTPScaledObject:
		c.add(path+".placeholder", "an HTTPScaledObject has none", "remove it")
	case s.Placeholder != nil && (s.Placeholder.StatusCode < 100 || s.Placeholder.StatusCode > 599):
		c.add(path+".placeholder.statusCode", fmt.Sprintf("%d is no status code", s.Placeholder.StatusCode), "write one from 100 to 599, such as 503")
	}
	if f := s.Fallback; f != nil {
		c.present(path+".fallback.service", f.Service, label, "name a Service of the host's namespace")
		if f.Port == (Port{}) {
			c.add(path+".fallback.port", "is missing", "write the port's number, or its name in the Service")
		}
	}
}
