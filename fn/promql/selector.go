package promql

import (
	"slices"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"
)

// Selector is one vector selector in a query.
type Selector struct {
	// Metric is the name of the metric, "" if series with several names match.
	Metric string
	// Matchers holds the matchers of other labels, in query order.
	Matchers []*labels.Matcher
}

// Selectors returns all selectors of the query in order, including duplicates.
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

// MatchersOn returns the matchers of a label.
func (s Selector) MatchersOn(label string) []*labels.Matcher {
	var on []*labels.Matcher
	for _, m := range s.Matchers {
		if m.Name == label {
			on = append(on, m)
		}
	}
	return on
}

// TermsWithout returns the metric and the matchers as strings, without the matchers of some
// labels. The matchers are sorted.
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

// Accepts reports whether a label may have a value, according to the matchers of that label.
func (s Selector) Accepts(label, value string) bool {
	for _, m := range s.MatchersOn(label) {
		if !m.Matches(value) {
			return false
		}
	}
	return true
}
