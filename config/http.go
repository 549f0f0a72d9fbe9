package config

import (
	"fmt"
	"net"
	"strconv"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/addon"
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

// Routing sends the hosts of model hosts to the interceptor.
type Routing struct {
	// Kind is what is generated: none (default), VirtualService (Istio) or HTTPRoute (Gateway API).
	Kind string `json:"kind,omitempty" jsonschema:"enum=none,enum=VirtualService,enum=HTTPRoute"`
	// Edit changes the package's own VirtualServices that send requests to the host's Service, and generates none.
	Edit bool `json:"edit,omitempty"`
	// Gateways are those of a generated VirtualService, as namespace/name.
	Gateways []string `json:"gateways,omitempty"`
	// ParentRefs are the Gateways of a generated HTTPRoute.
	ParentRefs []ParentRef `json:"parentRefs,omitempty"`
	// ReferenceGrant lets an HTTPRoute point into the interceptor's namespace: generate (default), or existing, where the platform has one.
	ReferenceGrant string `json:"referenceGrant,omitempty" jsonschema:"enum=generate,enum=existing"`
	// Timeout is the gateway's own for the whole of a request, waiting included; left out, it is the gateway's default, which some have.
	Timeout *Seconds `json:"timeout,omitempty"`
}

// ParentRef is a Gateway that an HTTPRoute hangs on.
type ParentRef struct {
	// Name is the Gateway's.
	Name string `json:"name" jsonschema:"required"`
	// Namespace is the Gateway's; the host's own where left out.
	Namespace string `json:"namespace,omitempty"`
	// SectionName is one listener of it; left out, all.
	SectionName string `json:"sectionName,omitempty"`
}

// What is generated to send requests to the interceptor.
const (
	RoutingNone           = "none"
	RoutingVirtualService = "VirtualService"
	RoutingHTTPRoute      = "HTTPRoute"
)

// Where a ReferenceGrant comes from.
const (
	GrantGenerate = "generate"
	GrantExisting = "existing"
)

// DefaultReadiness is long enough for most models to load.
const DefaultReadiness = Seconds(600)

// DefaultResponseHeader is how long an answer may take to begin with newer add-ons.
const DefaultResponseHeader = Seconds(300)

// Default fills in where the add-on is. How long requests wait is settled for each host.
func (h *HTTP) Default() {
	or(&h.API, addon.KindInterceptorRoute)
	or(&h.ScalerAddress, addon.DefaultScalerAddress)
	or(&h.Interceptor.Service, addon.DefaultInterceptorService)
	or(&h.Interceptor.Namespace, addon.DefaultInterceptorNamespace)
	or(&h.Interceptor.Port, addon.DefaultInterceptorPort)
	or(&h.Routing.Kind, RoutingNone)
	or(&h.Routing.ReferenceGrant, GrantGenerate)
	if h.API == addon.KindHTTPScaledObject && h.ResponseHeader == nil {
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
	c.oneOf("spec.http.api", h.API, addon.Kinds())
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
		c.add(path, "is not a host and a port", "write it without a scheme, such as "+addon.DefaultScalerAddress)
	}
}

func (c *check) port(path string, n int32) {
	if n < 1 || n > 65535 {
		c.add(path, fmt.Sprintf("%d is no port", n), "write a number from 1 to 65535")
	}
}

func (c *check) timeouts(h HTTP) {
	if h.API == addon.KindHTTPScaledObject && h.Request != nil {
		c.add("spec.http.request", "an HTTPScaledObject has no such field", "remove it")
	}
	for _, t := range []struct {
		name  string
		value *Seconds
	}{{"readiness", h.Readiness}, {"responseHeader", h.ResponseHeader}} {
		if h.API == addon.KindHTTPScaledObject && t.value != nil && *t.value == 0 {
			c.add("spec.http."+t.name, "0s is the add-on's own time to an HTTPScaledObject, and not without end", "write how long, such as 20m")
		}
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
	case s.Placeholder != nil && api == addon.KindHTTPScaledObject:
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

func (c *check) routing(path string, r Routing) {
	c.oneOf(path+".kind", r.Kind, []string{RoutingNone, RoutingVirtualService, RoutingHTTPRoute})
	c.oneOf(path+".referenceGrant", r.ReferenceGrant, []string{GrantGenerate, GrantExisting})
	generates := r.Kind == RoutingVirtualService && !r.Edit
	switch {
	case r.Edit && r.Kind != RoutingVirtualService:
		c.add(path+".edit", "is for VirtualServices only", "write kind: "+RoutingVirtualService)
	case generates && len(r.Gateways) == 0:
		c.add(path+".gateways", "is empty", "name the gateways that requests come in by, such as istio-system/models")
	case !generates && len(r.Gateways) > 0:
		c.add(path+".gateways", "is for VirtualServices that are generated", "remove it, or write kind: "+RoutingVirtualService)
	case r.Kind == RoutingHTTPRoute && len(r.ParentRefs) == 0:
		c.add(path+".parentRefs", "is empty", "name the Gateways that requests come in by")
	case r.Kind != RoutingHTTPRoute && len(r.ParentRefs) > 0:
		c.add(path+".parentRefs", "is for HTTPRoutes", "remove it, or write kind: "+RoutingHTTPRoute)
	case r.Kind == RoutingNone && r.Timeout != nil:
		c.add(path+".timeout", "is for what is generated, which is none", "remove it, or name a kind")
	}
	for i, gateway := range r.Gateways {
		at := fmt.Sprintf("%s.gateways[%d]", path, i)
		namespace, name, found := strings.Cut(gateway, "/")
		if !found {
			namespace, name = "", gateway
		}
		if found && !label.MatchString(namespace) || !subdomain.MatchString(name) {
			c.add(at, fmt.Sprintf("%q is no Gateway", gateway), "write it as namespace/name, or mesh for callers inside the mesh")
		}
	}
	for i, ref := range r.ParentRefs {
		at := fmt.Sprintf("%s.parentRefs[%d]", path, i)
		c.present(at+".name", ref.Name, subdomain, "name a Gateway")
		c.pattern(at+".namespace", ref.Namespace, label, "use a namespace's name")
		c.pattern(at+".sectionName", ref.SectionName, subdomain, "use a listener's name")
	}
}

// AnnotationSyncWave orders what Argo CD applies.
const AnnotationSyncWave = "argocd.argoproj.io/sync-wave"

// syncWave holds the route's wave against the one that all generated objects are in.
func (c *check) syncWave(path string, wave *int32, g Generated) {
	if wave == nil {
		return
	}
	others := int64(0)
	if text, given := g.Annotations[AnnotationSyncWave]; given {
		n, err := strconv.ParseInt(text, 10, 32)
		if err != nil {
			return
		}
		others = n
	}
	if int64(*wave) >= others {
		c.add(path, fmt.Sprintf("%d is not before %d, the wave of the ScaledObject", *wave, others), fmt.Sprintf("write %d or less", others-1))
	}
}
