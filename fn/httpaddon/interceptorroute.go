package httpaddon

// InterceptorRouteSpec says which requests the interceptor takes, where it sends them,
// and which of them count.
type InterceptorRouteSpec struct {
	// Target is required.
	Target Target `json:"target"`
	// Rules are alternatives. A route without any gets no requests.
	Rules []Rule `json:"rules,omitempty"`
	// ScalingMetric has one metric at least; of both, the one that asks for more counts.
	ScalingMetric ScalingMetric `json:"scalingMetric"`
	// Timeouts are those of the interceptor itself where absent.
	Timeouts *Timeouts `json:"timeouts,omitempty"`
	// ColdStart is what requests get instead of waiting.
	ColdStart *ColdStart `json:"coldStart,omitempty"`
}

// Target is a port of a Service in the route's namespace: one of Port and PortName.
type Target struct {
	Service  string `json:"service"`
	Port     int32  `json:"port,omitempty"`
	PortName string `json:"portName,omitempty"`
}

// Rule takes a request whose host, path and headers are all among it; what is absent
// takes any.
type Rule struct {
	// Hosts are those of the Host header, without a port; *.example.com takes all below.
	Hosts []string `json:"hosts,omitempty"`
	// Paths are prefixes, of whole parts between slashes. The longest wins.
	Paths   []Path   `json:"paths,omitempty"`
	Headers []Header `json:"headers,omitempty"`
}

// Path is a prefix of paths.
type Path struct {
	Value string `json:"value"`
}

// Header is one that a request must have, with the value if there is one.
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
	// TargetValue is a whole number from 1 up.
	TargetValue int32 `json:"targetValue"`
}

// RequestRate counts requests per second.
type RequestRate struct {
	// TargetValue is a whole number from 1 up.
	TargetValue int32 `json:"targetValue"`
	// Window is what the rate is taken over, 1m where absent.
	Window string `json:"window,omitempty"`
	// Granularity is that of the window, 1s where absent.
	Granularity string `json:"granularity,omitempty"`
}

// Timeouts are durations such as 600s; 0s is without end.
type Timeouts struct {
	// Readiness is how long a request waits for a pod, without end where absent.
	Readiness string `json:"readiness,omitempty"`
	// Request is for all of a request, waiting included; without end where absent.
	Request string `json:"request,omitempty"`
	// ResponseHeader is how long a pod may take to begin its answer, 300s where absent.
	ResponseHeader string `json:"responseHeader,omitempty"`
}

// ColdStart is what requests get while no pod is ready: one or both.
type ColdStart struct {
	// Fallback is where requests go that have waited for Readiness, 30s where that is absent or 0s.
	Fallback *Fallback `json:"fallback,omitempty"`
	// Placeholder is answered at once.
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

// Placeholder is an answer that needs no pod.
type Placeholder struct {
	Response Response `json:"response"`
}

// Response is such an answer.
type Response struct {
	// StatusCode is written always: what it is where absent, releases see differently.
	StatusCode int32             `json:"statusCode,omitempty"`
	Body       string            `json:"body,omitempty"`
	Headers    map[string]string `json:"headers,omitempty"`
}
