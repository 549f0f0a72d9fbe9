package proposal

import (
	"strconv"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/plan"
	"modelhost.dev/scale-modelhosts/fn/signal"
)

// annotations are what a host is to be annotated with, in the order of the reference.
type annotations struct {
	prefix string
	pairs  []Pair
	// entries are those of triggers.
	entries []any
	// said are the signals that have annotations.
	said map[string]bool
}

func (a *annotations) set(key, value string) {
	a.pairs = append(a.pairs, Pair{a.prefix + "/" + key, value})
}

func (a *annotations) count(key string, n int32) { a.set(key, strconv.Itoa(int(n))) }

func (a *annotations) seconds(key string, n *int32) {
	if n != nil {
		a.set(key, strconv.Itoa(int(*n))+"s")
	}
}

// triggers says what is scaled on: the resources' own annotations where those can say
// it, and entries of triggers otherwise.
func (a *annotations) triggers(triggers []keda.Trigger) {
	byType := map[string]int{}
	for _, t := range triggers {
		byType[t.Type]++
	}
	for _, t := range triggers {
		if byType[t.Type] == 1 && sayable(t) {
			a.said[t.Type] = true
			a.set(t.Type, t.Metadata["value"])
			continue
		}
		a.entries = append(a.entries, t)
	}
}

// sayable says whether the annotation of a resource means just the trigger.
func sayable(t keda.Trigger) bool {
	if !signal.IsResource(t.Type) || t.Name != "" || t.UseCachedMetrics != nil || t.AuthenticationRef != nil || len(t.Metadata) != 1 {
		return false
	}
	metricType, value, err := plan.ResourceTarget(t.Type, config.Amount(t.Metadata["value"]))
	return err == nil && metricType == t.MetricType && value == t.Metadata["value"]
}

// finish says what of the functionConfig's defaults is not to hold for the host, and
// its entries of triggers.
func (a *annotations) finish(defaults config.Settings) {
	for _, name := range sorted(defaults.Signals) {
		if !a.said[name] {
			a.set(name, string(config.Off))
		}
	}
	if len(a.entries) > 0 {
		a.set("triggers", keda.Lines(a.entries))
	} else if len(defaults.Triggers) > 0 {
		a.set("triggers", "[]")
	}
	if len(defaults.Schedule) > 0 {
		a.set("schedule", string(config.Off))
	}
}
