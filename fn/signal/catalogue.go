// Package signal is the catalogue of the signals that model hosts scale on, and fills in
// their queries for one model host.
package signal

import (
	"cmp"
	"maps"
	"slices"

	"modelhost.dev/scale-modelhosts/config"
)

// Entry is a signal of the catalogue.
type Entry struct {
	// Name is that of the annotation.
	Name string
	// Kind tells what measures the signal.
	Kind config.SignalKind
	// BuiltIn reports whether the entry is the catalogue's own, and not from the
	// functionConfig.
	BuiltIn bool
	config.Signal
}

// RPS is the signal for requests that Istio reports.
const RPS = "rps"

// Catalogue holds every signal that model hosts may ask for.
type Catalogue struct {
	entries map[string]Entry
	order   []string
}

// New returns the built-in catalogue. The functionConfig's signals replace built-in ones
// of the same name.
func New(spec config.Spec) Catalogue {
	c := Catalogue{entries: map[string]Entry{}}
	for _, e := range slices.Concat(resources(), HTTP(), BuiltIn()) {
		e.BuiltIn = true
		c.entries[e.Name] = e
		c.order = append(c.order, e.Name)
	}
	for name, s := range spec.Signals {
		c.entries[name] = Entry{Name: name, Signal: s}
	}
	for name, e := range c.entries {
		e.Signal = insertMatchers(e.Signal, spec.Istio)
		c.entries[name] = e
	}
	return c
}

// Get returns the entry of a name.
func (c Catalogue) Get(name string) (Entry, bool) {
	e, ok := c.entries[name]
	return e, ok
}

// Compare orders names of signals: the built-in ones as the reference shows them, then
// all others by name.
func (c Catalogue) Compare(a, b string) int {
	return cmp.Or(cmp.Compare(c.rank(a), c.rank(b)), cmp.Compare(a, b))
}

func (c Catalogue) rank(name string) int {
	if i := slices.Index(c.order, name); i >= 0 {
		return i
	}
	return len(c.order)
}

// Names returns the names of all signals, sorted.
func (c Catalogue) Names() []string { return slices.Sorted(maps.Keys(c.entries)) }

// WhyNoActivation returns why a signal has no activation; "" if it has one.
func WhyNoActivation(name string) string {
	switch config.KindOfSignal(name) {
	case config.SignalOfResource:
		return "KEDA's " + name + " trigger has no activation; it never wakes a host"
	case config.SignalOfHTTP:
		return "KEDA's HTTP add-on has no activation; the first request wakes the host"
	}
	return ""
}
