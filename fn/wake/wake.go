// Package wake answers what can scale a workload up from zero: which of its triggers measure
// something while it has no pods, which of them its formula uses, and what its fallback does.
package wake

import (
	"errors"
	"net/url"
	"slices"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/exporter"
	"modelhost.dev/scale-modelhosts/fn/host"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/placeholder"
	"modelhost.dev/scale-modelhosts/fn/plan"
	"modelhost.dev/scale-modelhosts/fn/promql"
	"modelhost.dev/scale-modelhosts/fn/scaler"
)

// Presence reports whether what a trigger measures is there while its workload has no pods.
type Presence = exporter.Presence

// The presences.
const (
	Unknown      = exporter.Unknown
	OnlyWithPods = exporter.OnlyWithPods
	AtZeroToo    = exporter.AtZeroToo
)

// Analysis answers for one plan. It parses each query once. Two goroutines must not use it
// at the same time.
type Analysis struct {
	plan    *plan.Plan
	inv     *inventory.Inventory
	queries map[string]parsed
	// names are those in the formula, once they are needed; nil if it does not parse.
	names     map[string]bool
	hasParsed bool
}

type parsed struct {
	query promql.Query
	err   error
}

// Analyze returns the analysis of a plan.
func Analyze(p *plan.Plan, inv *inventory.Inventory) *Analysis {
	return &Analysis{plan: p, inv: inv, queries: map[string]parsed{}}
}

// Query parses a query.
func (a *Analysis) Query(text string) (promql.Query, error) {
	p, done := a.queries[text]
	if !done {
		if placeholder.In(text) {
			p.err = ErrPlaceholder
		} else {
			p.query, p.err = promql.Parse(text)
		}
		a.queries[text] = p
	}
	return p.query, p.err
}

// ErrPlaceholder is the error for a query that another tool fills in later.
var ErrPlaceholder = errors.New("holds a placeholder")

// Presence returns the presence of what the plan's trigger i measures. It depends on the
// trigger's type, on the definition of its signal, or on the metrics in its query.
func (a *Analysis) Presence(i int) Presence {
	t := a.plan.Spec.Triggers[i]
	source := scaler.SourceOf(t.Type)
	switch origin := a.origin(i); {
	case source.Kind == scaler.Pods:
		return OnlyWithPods
	case origin.Signal != "" && origin.Definition.OutsidePod:
		return AtZeroToo
	case origin.Signal != "":
		return OnlyWithPods
	}
	value := t.Metadata[source.Parameter]
	switch source.Kind {
	case scaler.Query:
		return a.queryPresence(value)
	case scaler.Address:
		return a.AddressPresence(value)
	case scaler.Selector:
		return a.podsPresence(value)
	case scaler.Store:
		return Unknown
	}
	return AtZeroToo
}

func (a *Analysis) origin(i int) plan.TriggerOrigin {
	if i < len(a.plan.TriggerOrigins) {
		return a.plan.TriggerOrigins[i]
	}
	return plan.TriggerOrigin{}
}

// queryPresence takes the series that may be gone at zero out of the query, first those that
// certainly are. A query that then has no value above zero wakes nothing.
func (a *Analysis) queryPresence(text string) Presence {
	query, err := a.Query(text)
	if err != nil {
		// Another finding says that it does not parse.
		return AtZeroToo
	}
	certain := func(selector promql.Selector) bool { return a.SelectorPresence(selector) == OnlyWithPods }
	possible := func(selector promql.Selector) bool { return a.SelectorPresence(selector) != AtZeroToo }
	switch {
	case query.WithoutSeries(certain) != promql.AnyValue:
		return OnlyWithPods
	case query.WithoutSeries(possible) != promql.AnyValue:
		return Unknown
	}
	return AtZeroToo
}

// SelectorPresence returns the presence of the series that a selector takes.
func (a *Analysis) SelectorPresence(selector promql.Selector) Presence {
	e, _ := exporter.ForMetric(selector.Metric)
	switch {
	case len(RejectedLabels(selector, e.AtZero)) > 0:
		return OnlyWithPods
	case e.Presence == OnlyWithPods:
		return a.podSeriesPresence(selector, e)
	case e.AfterFirstAnswer && a.namesWorkload(selector):
		return OnlyWithPods
	case e.Presence != AtZeroToo, len(RejectedLabels(selector, e.OftenAtZero)) > 0:
		return Unknown
	}
	return AtZeroToo
}

// RejectedLabels returns the labels of which a selector takes none of the values.
func RejectedLabels(selector promql.Selector, values map[string][]string) []string {
	var rejected []string
	for label, all := range values {
		if !TakesAny(selector, label, slices.Values(all)) {
			rejected = append(rejected, label)
		}
	}
	slices.Sort(rejected)
	return rejected
}

// AddressPresence returns the presence of what answers at an address. The workload's own
// Service has no endpoints without pods.
func (a *Analysis) AddressPresence(address string) Presence {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || a.plan.Workload == nil {
		return Unknown
	}
	service, _, _ := strings.Cut(u.Hostname(), ".")
	found := a.inv.Services.Lookup(a.plan.Object.Namespace, service).ClosestByPath(a.plan.Object)
	if len(found) == 1 && host.Selects(found[0], a.plan.Workload) {
		return OnlyWithPods
	}
	return Unknown
}

// IsFilledInLater reports whether another tool fills in what decides whether a trigger wakes
// the workload: its type, its query or address, or its name if there is a formula.
func (a *Analysis) IsFilledInLater(i int) bool {
	t := a.plan.Spec.Triggers[i]
	switch source := scaler.SourceOf(t.Type); {
	case placeholder.In(t.Type), a.Modifiers().Formula != "" && placeholder.In(t.Name):
		return true
	case a.plan.Spec.Fallback != nil && placeholder.In(t.Metadata["ignoreNullValues"]):
		return true
	case source.Kind == scaler.Query, source.Kind == scaler.Address:
		return placeholder.In(t.Metadata[source.Parameter])
	}
	return false
}

// Wakers are the triggers by what they do at zero, as indices. What a trigger without a type
// does is unknown.
type Wakers struct {
	// Yes can wake the workload. Unknown can if what they measure is there without pods, or
	// if the formula makes a number of nothing. No cannot.
	Yes, Unknown, No []int
	// Fallback fail at zero, and the fallback then wakes the workload.
	Fallback []int
}

// Wakers returns what each of the plan's triggers does at zero.
func (a *Analysis) Wakers() Wakers {
	w := Wakers{Fallback: a.WokenByFallback()}
	for i, t := range a.plan.Spec.Triggers {
		list := &w.No
		switch at := a.Presence(i); {
		case t.Type == "":
			list = &w.Unknown
		case keda.IsResourceTrigger(t.Type) || !a.MayCount(t):
		case a.IsFilledInLater(i), at == Unknown:
			list = &w.Unknown
		case at == AtZeroToo && a.Counts(t):
			list = &w.Yes
		case a.Modifiers().Formula != "":
			list = &w.Unknown
		}
		*list = append(*list, i)
	}
	return w
}

// Modifiers returns the plan's scalingModifiers, which are empty if it has none.
func (a *Analysis) Modifiers() keda.ScalingModifiers {
	if a.plan.Spec.Advanced == nil || a.plan.Spec.Advanced.ScalingModifiers == nil {
		return keda.ScalingModifiers{}
	}
	return *a.plan.Spec.Advanced.ScalingModifiers
}

// Counts reports whether a trigger has an effect of its own: with a formula, only if the
// formula uses its name.
func (a *Analysis) Counts(t keda.Trigger) bool {
	return a.Modifiers().Formula == "" || a.formulaNames()[t.Name]
}

// MayCount reports whether a trigger may have an effect: it does not know that of a formula
// that does not parse, or uses no name.
func (a *Analysis) MayCount(t keda.Trigger) bool {
	return len(a.formulaNames()) == 0 || a.Counts(t)
}

func (a *Analysis) formulaNames() map[string]bool {
	if !a.hasParsed {
		a.hasParsed = true
		names, _ := FormulaNames(a.Modifiers().Formula)
		a.names = map[string]bool{}
		for _, name := range names {
			a.names[name] = true
		}
	}
	return a.names
}
