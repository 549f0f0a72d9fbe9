// Package signal is the catalogue of named metrics that a trigger scales on,
// and how their queries are filled in for one model host.
package signal

import (
	"maps"
	"slices"

	"modelhost.dev/scale-modelhosts/config"
)

// Resource signals are KEDA's own cpu and memory triggers, not queries.
const (
	CPU    = "cpu"
	Memory = "memory"
)

// RPS is the signal of Istio's requests.
const RPS = "rps"

// IsResource says whether the signal is a KEDA trigger of its own.
func IsResource(name string) bool { return name == CPU || name == Memory }

// HTTP signals are counted by KEDA's HTTP add-on, at its interceptor.
const (
	HTTPConcurrency = "http-concurrency"
	HTTPRPS         = "http-rps"
)

// IsHTTP says whether the signal is counted by KEDA's HTTP add-on.
func IsHTTP(name string) bool { return name == HTTPConcurrency || name == HTTPRPS }

// HTTP are the signals of KEDA's HTTP add-on, in the order in which they are shown.
func HTTP() []Named {
	return []Named{
		{HTTPConcurrency, config.Signal{
			Description: "requests in flight, those that wait for a pod among them, per replica", Unit: "requests",
			Source: "KEDA's HTTP add-on, at its interceptor", Version: "HTTP add-on 0.15", MetricType: "AverageValue", OutsidePod: true, Minimum: new(float64),
		}},
		{HTTPRPS, config.Signal{
			Description: "requests per second that reach the interceptor, per replica", Unit: "requests per second",
			Source: "KEDA's HTTP add-on, at its interceptor", Version: "HTTP add-on 0.15", MetricType: "AverageValue", OutsidePod: true, Minimum: new(float64),
		}},
	}
}

// NoActivation says why a signal has no activation; "" where it has one.
func NoActivation(name string) string {
	switch {
	case IsResource(name):
		return "KEDA's " + name + " trigger has no activation; it never wakes a host"
	case IsHTTP(name):
		return "KEDA's HTTP add-on has no activation; the first request wakes the host"
	}
	return ""
}

// Catalogue is every signal that one run knows.
type Catalogue struct {
	named, given map[string]config.Signal
	order        []string
}

// Builtin is the catalogue without a functionConfig, in the order in which it is shown.
func Builtin() []Named {
	all := builtin()
	for i := range all {
		all[i].Default()
	}
	return all
}

// New is the built-in catalogue with the functionConfig's signals over it.
func New(spec config.Spec) Catalogue {
	named, order := map[string]config.Signal{}, []string{CPU, Memory, HTTPConcurrency, HTTPRPS}
	for _, s := range Builtin() {
		named[s.Name] = selecting(s.Signal, spec.Istio)
		order = append(order, s.Name)
	}
	for name, s := range spec.Signals {
		named[name] = selecting(s, spec.Istio)
	}
	return Catalogue{named, spec.Signals, order}
}

// Get is the named signal.
func (c Catalogue) Get(name string) (config.Signal, bool) {
	s, ok := c.named[name]
	return s, ok
}

// IsBuiltin says whether the named signal is built in, and not the functionConfig's.
func (c Catalogue) IsBuiltin(name string) bool {
	_, known := c.named[name]
	_, given := c.given[name]
	return known && !given
}

// Order is cpu and memory, the HTTP add-on's signals, then the other built-in ones, in the
// order in which they are shown.
func (c Catalogue) Order() []string { return c.order }

// Names are all signals' names with those that are no queries, sorted.
func (c Catalogue) Names() []string {
	return slices.Sorted(slices.Values(append(slices.Collect(maps.Keys(c.named)), CPU, Memory, HTTPConcurrency, HTTPRPS)))
}
