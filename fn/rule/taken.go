package rule

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/prometheus/prometheus/model/labels"

	"modelhost.dev/scale-modelhosts/fn/exporter"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/promql"
	"modelhost.dev/scale-modelhosts/fn/signal"
)

// queryNeighbours holds what a query takes against the package's other workloads.
func queryNeighbours(s *pass) {
	s.eachSelector(func(path string, selector promql.Selector, e exporter.Exporter) {
		pod, _ := podLabels(selector)
		if s.Workload == nil || e.Place == exporter.Outside || len(selector.MatchersOn(pod)) == 0 || !s.ownPods(selector) || s.exact(selector, pod) {
			return
		}
		if names, more, elsewhere := s.taken(selector); len(names) > 0 {
			hint := s.podsHint(pod)
			if _, namespace := podLabels(selector); elsewhere {
				hint += fmt.Sprintf(" and %s=\"%s\"", namespace, s.Object.EffectiveNamespace())
			}
			s.report(path, fmt.Sprintf("%s takes the pods of %s, too", selects(selector, pod), strings.Join(names, ", ")+andMore(more)), hint)
		}
	})
}

// mostNamed bounds how many objects one finding lists.
const mostNamed = 10

// andMore says how many objects a list leaves out.
func andMore(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(" and %d more", n)
}

// taken returns other workloads whose pods a selector takes, how many more there are, and
// whether some of them are in another namespace.
func (s *pass) taken(selector promql.Selector) (names []string, more int, elsewhere bool) {
	for _, w := range s.matched.by(selector, s) {
		switch {
		case w == s.Workload:
			continue
		case len(names) < mostNamed:
			names = append(names, w.Resource().String())
		default:
			more++
		}
		elsewhere = elsewhere || !w.SharesNamespace(s.Object)
	}
	return names, more, elsewhere
}

// matches are the workloads whose pods selectors take, found once for each selector of a
// namespace. Several goroutines may ask.
type matches struct{ known sync.Map }

func (m *matches) by(selector promql.Selector, s *pass) []*inventory.Object {
	key := s.Object.EffectiveNamespace() + " " + fmt.Sprint(selector.Matchers)
	if found, ok := m.known.Load(key); ok {
		return found.([]*inventory.Object)
	}
	var found []*inventory.Object
	for _, w := range perhapsTaken(selector, s.inv) {
		if s.reaches(selector, w) && takesPods(selector, w) {
			found = append(found, w)
		}
	}
	m.known.Store(key, found)
	return found
}

// perhapsTaken returns the workloads whose pods a selector may take, going by how their
// names have to begin; all where the selector leaves that open.
func perhapsTaken(selector promql.Selector, inv *inventory.Inventory) []*inventory.Object {
	label, _ := podLabels(selector)
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
	// A pod's name begins with the workload's, which may be cut: either goes on as the other begins.
	found := slices.Clone(inv.Workloads.WithPrefix(begins[:min(len(begins), signal.LeastOfName)]))
	for end := range begins {
		for _, w := range inv.Workloads.ByName(begins[:end]) {
			if w.Name == begins[:end] && end < signal.LeastOfName {
				found = append(found, w)
			}
		}
	}
	slices.SortFunc(found, func(a, b *inventory.Object) int { return cmp.Compare(a.Position, b.Position) })
	return slices.Compact(found)
}

// exact says whether a selector is as exact as it can be: some names are so long that
// their pods' tell no more.
func (s *pass) exact(selector promql.Selector, label string) bool {
	for _, m := range selector.MatchersOn(label) {
		if m.Type == labels.MatchRegexp && signal.IsPodRegex(m.Value, s.Workload.Kind, s.Workload.Name) {
			return true
		}
	}
	return false
}

// reaches says whether a selector takes a workload's namespace.
func (s *pass) reaches(selector promql.Selector, w *inventory.Object) bool {
	_, namespace := podLabels(selector)
	return w.SharesNamespace(s.Object) || w.Namespace != "" && selector.Accepts(namespace, w.Namespace)
}
