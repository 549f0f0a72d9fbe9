package config

import (
	"fmt"
	"time"
)

// IstioRetries are those of a VirtualService: istio.io/api v1.29, networking/v1, HTTPRetry.
type IstioRetries struct {
	// Attempts is how often a request is tried again, at the most.
	Attempts int32 `json:"attempts" jsonschema:"required,minimum=1"`
	// Backoff is the first wait between attempts, e.g. 5s; it doubles up to ten times that. Default 25ms, which is Istio's.
	Backoff string `json:"backoff,omitempty"`
	// PerTryTimeout ends one attempt, e.g. 30s; left out, none.
	PerTryTimeout string `json:"perTryTimeout,omitempty"`
	// RetryOn are the conditions, as Envoy calls them. Default 503,connect-failure,refused-stream,unavailable,cancelled.
	RetryOn string `json:"retryOn,omitempty"`
}

// DefaultRetryOn is Istio's own, and the 503 of a proxy that knows no pod.
const DefaultRetryOn = "503,connect-failure,refused-stream,unavailable,cancelled"

// DefaultBackoff is Istio's.
const DefaultBackoff = 25 * time.Millisecond

func (c *check) retries(path string, r IstioRetries) {
	if r.Attempts < 1 {
		c.add(path+".attempts", fmt.Sprintf("%d is less than 1", r.Attempts), "write how often a request is tried again")
	}
	for _, d := range []struct{ name, text string }{{"backoff", r.Backoff}, {"perTryTimeout", r.PerTryTimeout}} {
		if value, err := time.ParseDuration(d.text); d.text != "" && (err != nil || value < time.Millisecond) {
			c.add(path+"."+d.name, fmt.Sprintf("%q is no duration of a millisecond or more", d.text), "write one such as 500ms or 5s")
		}
	}
}

// Longest is for how long a request is tried again at the most: Envoy doubles the wait
// from one attempt to the next, up to ten times the first, and takes a random part of it
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
