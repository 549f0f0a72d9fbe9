package rule

import (
	"fmt"
	"strings"

	"github.com/prometheus/prometheus/model/labels"

	"modelhost.dev/scale-modelhosts/fn/exporter"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/promql"
	"modelhost.dev/scale-modelhosts/fn/signal"
)

// queryNeighbours holds what a query takes against the package's other workloads.
func queryNeighbours(s *subject) {
	s.eachSelector(func(path string, selector promql.Selector, e exporter.Exporter) {
		pod, _ := podLabels(selector)
		if s.Workload == nil || e.Place == exporter.Outside || len(selector.On(pod)) == 0 || !s.ownPods(selector) || s.exact(selector, pod) {
			return
		}
		if names, elsewhere := s.taken(selector); len(names) > 0 {
			hint := s.podsHint(pod)
			if _, namespace := podLabels(selector); elsewhere {
				hint += fmt.Sprintf(" and %s=\"%s\"", namespace, s.Object.Home())
			}
			s.find(path, fmt.Sprintf("%s takes the pods of %s, too", selects(selector, pod), strings.Join(names, ", ")), hint)
		}
	})
}

// taken are the other workloads whose pods a selector takes, and whether some of them
// are in another namespace.
func (s *subject) taken(selector promql.Selector) (names []string, elsewhere bool) {
	for _, w := range s.inv.Workloads.Objects {
		if w == s.Workload || !s.reaches(selector, w) || !takesPods(selector, w) {
			continue
		}
		names = append(names, w.Resource().String())
		elsewhere = elsewhere || !w.SharesNamespace(s.Object)
	}
	return names, elsewhere
}

// exact says whether a selector is as exact as it can be: some names are so long that
// their pods' tell no more.
func (s *subject) exact(selector promql.Selector, label string) bool {
	for _, m := range selector.On(label) {
		if m.Type == labels.MatchRegexp && signal.IsPodRegex(m.Value, s.Workload.Kind, s.Workload.Name) {
			return true
		}
	}
	return false
}

// reaches says whether a selector takes a workload's namespace.
func (s *subject) reaches(selector promql.Selector, w *inventory.Object) bool {
	_, namespace := podLabels(selector)
	return w.SharesNamespace(s.Object) || w.Namespace != "" && selector.Takes(namespace, w.Namespace)
}
