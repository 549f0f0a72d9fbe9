package rule

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/prometheus/prometheus/model/labels"

	"modelhost.dev/scale-modelhosts/fn/exporter"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/promql"
	"modelhost.dev/scale-modelhosts/fn/signal"
	"modelhost.dev/scale-modelhosts/fn/wake"
)

var QueryNeighbours = &Rule{
	ID:          "query-neighbours",
	Severity:    finding.Warning,
	Layer:       Scaling,
	Scope:       Plans,
	LooksUp:     workloadKinds,
	Summary:     "a query that also selects the pods of other workloads",
	Consequence: "the load of those workloads scales this one too",
	Run:         checkQueryNeighbours,
}

// checkQueryNeighbours reports queries that also match pods of the package's other workloads.
func checkQueryNeighbours(p *pass) {
	p.eachSelector(func(path string, selector promql.Selector, e exporter.Exporter) {
		pod, _ := wake.PodLabels(selector)
		if p.Workload == nil || e.Presence == exporter.AtZeroToo || len(selector.MatchersOn(pod)) == 0 || !p.mayMatchOwnPods(selector) || p.isExact(selector, pod) {
			return
		}
		if names, more, elsewhere := p.otherWorkloads(selector); len(names) > 0 {
			hint := p.podsHint(pod)
			if _, namespace := wake.PodLabels(selector); elsewhere {
				hint += fmt.Sprintf(" and %s=\"%s\"", namespace, p.Object.EffectiveNamespace())
			}
			p.report(path, fmt.Sprintf("%s also matches the pods of %s", selects(selector, pod), strings.Join(names, ", ")+andMore(more)), hint)
		}
	})
}

// otherWorkloads returns other workloads whose pods a selector matches, how many more there are, and
// whether any of them is in another namespace.
func (p *pass) otherWorkloads(selector promql.Selector) (names []string, more int, elsewhere bool) {
	for _, w := range p.matched.by(selector, p) {
		switch {
		case w == p.Workload:
			continue
		case len(names) < maxNamed:
			names = append(names, w.Resource().String())
		default:
			more++
		}
		elsewhere = elsewhere || !w.SharesNamespace(p.Object)
	}
	return names, more, elsewhere
}

// by returns the workloads whose pods a selector matches, cached by selector.
func (m *matches) by(selector promql.Selector, p *pass) []*inventory.Object {
	key := p.Object.EffectiveNamespace() + " " + fmt.Sprint(selector.Matchers)
	if found, ok := m.known.Load(key); ok {
		return found.([]*inventory.Object)
	}
	var found []*inventory.Object
	for _, w := range candidateWorkloads(selector, p.inv) {
		if p.acceptsNamespace(selector, w) && wake.TakesPods(selector, w) {
			found = append(found, w)
		}
	}
	m.known.Store(key, found)
	return found
}

// candidateWorkloads returns the workloads whose pods a selector may match, by the prefix that the
// selector requires, or all workloads if it requires none.
func candidateWorkloads(selector promql.Selector, inv *inventory.Inventory) []*inventory.Object {
	label, _ := wake.PodLabels(selector)
	begins := ""
	for _, m := range selector.MatchersOn(label) {
		if m.Type == labels.MatchEqual {
			begins = m.Value
			break
		}
		if m.Type == labels.MatchRegexp && len(m.Prefix()) > len(begins) {
			begins = m.Prefix()
		}
	}
	if begins == "" {
		return inv.Workloads.Objects
	}
	// A pod's name begins with the workload's, possibly truncated, so either may be the longer.
	found := slices.Clone(inv.Workloads.WithPrefix(begins[:min(len(begins), signal.MinNameLength)]))
	for end := range begins {
		for _, w := range inv.Workloads.ByName(begins[:end]) {
			if w.Name == begins[:end] && end < signal.MinNameLength {
				found = append(found, w)
			}
		}
	}
	slices.SortFunc(found, func(a, b *inventory.Object) int { return cmp.Compare(a.Position, b.Position) })
	return slices.Compact(found)
}

// isExact reports whether a selector is as exact as it can be. Kubernetes truncates long names
// in pod names, so those of two workloads can be the same.
func (p *pass) isExact(selector promql.Selector, label string) bool {
	for _, m := range selector.MatchersOn(label) {
		if m.Type == labels.MatchRegexp && signal.IsPodRegex(m.Value, p.Workload.Kind, p.Workload.Name) {
			return true
		}
	}
	return false
}

// acceptsNamespace reports whether a selector accepts a workload's namespace.
func (p *pass) acceptsNamespace(selector promql.Selector, w *inventory.Object) bool {
	_, namespace := wake.PodLabels(selector)
	return w.SharesNamespace(p.Object) || w.Namespace != "" && selector.Accepts(namespace, w.Namespace)
}
