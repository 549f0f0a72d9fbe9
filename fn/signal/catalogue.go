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

// IsResource says whether the signal is a KEDA trigger of its own.
func IsResource(name string) bool { return name == CPU || name == Memory }

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
	named, order := map[string]config.Signal{}, []string{CPU, Memory}
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

// Order is cpu and memory, then the built-in signals, in the order in which they are shown.
func (c Catalogue) Order() []string { return c.order }

// Names are all signals' names with cpu and memory, sorted.
func (c Catalogue) Names() []string {
	return slices.Sorted(slices.Values(append(slices.Collect(maps.Keys(c.named)), CPU, Memory)))
}
