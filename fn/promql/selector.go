package promql

import (
	"slices"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"
)

// Selector is what a query takes from the store in one place.
type Selector struct {
	// Metric is the name that every series has; "" where they may have several.
	Metric string
	// Matchers are those of the other labels, in the query's order.
	Matchers []*labels.Matcher
}

// Selectors are all of the query's, in its order, however often they come.
func (q Query) Selectors() []Selector {
	var all []Selector
	parser.Inspect(q.expr, func(n parser.Node, _ []parser.Node) error {
		if v, ok := n.(*parser.VectorSelector); ok {
			all = append(all, selectorOf(v))
		}
		return nil
	})
	return all
}

func selectorOf(v *parser.VectorSelector) Selector {
	s := Selector{Metric: v.Name}
	for _, m := range v.LabelMatchers {
		switch {
		case m.Name != metricName:
			s.Matchers = append(s.Matchers, m)
		case m.Type == labels.MatchEqual:
			s.Metric = m.Value
		}
	}
	return s
}

// MatchersOn are the matchers of a label.
func (s Selector) MatchersOn(label string) []*labels.Matcher {
	var on []*labels.Matcher
	for _, m := range s.Matchers {
		if m.Name == label {
			on = append(on, m)
		}
	}
	return on
}

// TermsWithout is the selector in words, sorted: the metric, and each matcher but those of
// some labels.
func (s Selector) TermsWithout(names ...string) []string {
	words := []string{s.Metric}
	for _, m := range s.Matchers {
		if !slices.Contains(names, m.Name) {
			words = append(words, m.String())
		}
	}
	slices.Sort(words[1:])
	return words
}

// Accepts says whether a series may have the value in the label, as far as the matchers
// of this label go.
func (s Selector) Accepts(label, value string) bool {
	for _, m := range s.MatchersOn(label) {
		if !m.Matches(value) {
			return false
		}
	}
	return true
}
