package httpaddon

// InterceptorRouteSpec determines which requests the interceptor accepts, where it sends them,
// and which of them count.
type InterceptorRouteSpec struct {
	// Target is required.
	Target Target `json:"target"`
	// Rules are alternatives. A route without any gets no requests.
	Rules []Rule `json:"rules,omitempty"`
	// ScalingMetric has at least one metric; of two, the one that asks for more replicas counts.
	ScalingMetric ScalingMetric `json:"scalingMetric"`
	// Timeouts default to the interceptor's own.
	Timeouts *Timeouts `json:"timeouts,omitempty"`
	// ColdStart is the response to requests that would have to wait.
	ColdStart *ColdStart `json:"coldStart,omitempty"`
}

// Target is a port of a Service in the route's namespace: one of Port and PortName.
type Target struct {
	Service  string `json:"service"`
	Port     int32  `json:"port,omitempty"`
	PortName string `json:"portName,omitempty"`
}

// Rule matches a request by host, path and headers. A field that is absent matches any.
type Rule struct {
	// Hosts are compared with the Host header, without a port; *.example.com matches all
	// subdomains.
	Hosts []string `json:"hosts,omitempty"`
	// Paths are prefixes of whole segments. The longest match wins.
	Paths   []Path   `json:"paths,omitempty"`
	Headers []Header `json:"headers,omitempty"`
}

// Path is a prefix of paths.
type Path struct {
	Value string `json:"value"`
}

// Header is a header that a request must have, with the value if one is set.
type Header struct {
	Name  string  `json:"name"`
	Value *string `json:"value,omitempty"`
}

// ScalingMetric is what is counted, per replica.
type ScalingMetric struct {
	Concurrency *Concurrency `json:"concurrency,omitempty"`
	RequestRate *RequestRate `json:"requestRate,omitempty"`
}

// Concurrency counts requests in flight, those that wait for a pod among them.
type Concurrency struct {
	// TargetValue is an integer above zero.
	TargetValue int32 `json:"targetValue"`
}

// RequestRate counts requests per second.
type RequestRate struct {
	// TargetValue is an integer above zero.
	TargetValue int32 `json:"targetValue"`
	// Window is the time over which the rate is computed; the default is 1m.
	Window string `json:"window,omitempty"`
	// Granularity is that of the window; the default is 1s.
	Granularity string `json:"granularity,omitempty"`
}

// Timeouts are durations such as 600s; 0s means no timeout.
type Timeouts struct {
	// Readiness is how long a request waits for a pod; the default is no timeout.
	Readiness string `json:"readiness,omitempty"`
	// Request is for the whole request, waiting included; the default is no timeout.
	Request string `json:"request,omitempty"`
	// ResponseHeader is how long a pod may take to begin its response; the default is 300s.
	ResponseHeader string `json:"responseHeader,omitempty"`
}

// ColdStart is what requests get while no pod is ready. One field or both may be set.
type ColdStart struct {
	// Fallback is where requests go after waiting for Readiness, or 30s if that is absent or 0s.
	Fallback *Fallback `json:"fallback,omitempty"`
	// Placeholder is returned at once.
	Placeholder *Placeholder `json:"placeholder,omitempty"`
}

// Fallback names the other Service.
type Fallback struct {
	Service FallbackService `json:"service"`
}

// FallbackService is a port of a Service in the route's namespace: one of Port and PortName.
type FallbackService struct {
	Name     string `json:"name"`
	Port     int32  `json:"port,omitempty"`
	PortName string `json:"portName,omitempty"`
}

// Placeholder is a response that needs no pod.
type Placeholder struct {
	Response Response `json:"response"`
}

// Response is an HTTP response.
type Response struct {
	// StatusCode is always written, because its default differs between releases.
	StatusCode int32             `json:"statusCode,omitempty"`
	Body       string            `json:"body,omitempty"`
	Headers    map[string]string `json:"headers,omitempty"`
}
