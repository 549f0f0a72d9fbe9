package config

import (
	"fmt"
	"time"
)

// IstioRetries are the retries of a VirtualService: istio.io/api v1.29, networking/v1, HTTPRetry.
type IstioRetries struct {
	// Attempts is the maximum number of retries of a request.
	Attempts int32 `json:"attempts" jsonschema:"required,minimum=1"`
	// Backoff is the wait before the first retry, e.g. 5s. It doubles with each retry, up to ten
	// times the first. Default 25ms, as in Istio.
	Backoff string `json:"backoff,omitempty"`
	// PerTryTimeout limits one attempt, e.g. 30s. Default is no limit.
	PerTryTimeout string `json:"perTryTimeout,omitempty"`
	// RetryOn lists the conditions for a retry, in Envoy's terms. Default
	// 503,connect-failure,refused-stream,unavailable,cancelled.
	RetryOn string `json:"retryOn,omitempty"`
}

// DefaultRetryOn is Istio's default, and the 503 of a proxy that knows no pod.
const DefaultRetryOn = "503,connect-failure,refused-stream,unavailable,cancelled"

// DefaultBackoff is Istio's default.
const DefaultBackoff = 25 * time.Millisecond

func (c *check) retries(path string, r IstioRetries) {
	if r.Attempts < 1 {
		c.add(path+".attempts", fmt.Sprintf("%d is less than 1", r.Attempts), "set the number of retries")
	}
	for _, d := range []struct{ name, text string }{{"backoff", r.Backoff}, {"perTryTimeout", r.PerTryTimeout}} {
		if value, err := time.ParseDuration(d.text); d.text != "" && (err != nil || value < time.Millisecond) {
			c.add(path+"."+d.name, fmt.Sprintf("%q is not a duration of at least 1ms", d.text), "use a duration such as 500ms or 5s")
		}
	}
}

// Longest returns the longest time during which a request is retried. Envoy doubles the wait
// with each retry, up to ten times the first, and waits a random part of it
// (envoyproxy.io, config.route.v3.RetryPolicy.RetryBackOff).
func (r IstioRetries) Longest() time.Duration {
	base, err := time.ParseDuration(r.Backoff)
	if err != nil {
		base = DefaultBackoff
	}
	total, wait := time.Duration(0), base
	for range min(r.Attempts, 1000) {
		total += wait
		wait = min(2*wait, 10*base)
	}
	return total
}
