package rule

import (
	"fmt"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/exporter"
	"modelhost.dev/scale-modelhosts/fn/promql"
	"modelhost.dev/scale-modelhosts/fn/suggest"
)

// queryMetric is for metrics that the exporter behind their prefix does not have, or has
// no more. A recording rule may give any.
func queryMetric(s *pass) {
	s.eachSelector(func(path string, selector promql.Selector, e exporter.Exporter) {
		now, former := exporter.CurrentMetric(selector.Metric)
		meant, misnamed := exporter.ClosestMetric(selector.Metric)
		switch {
		case former && now != "":
			s.report(path, fmt.Sprintf("%s is no longer a metric of %s: on current releases the query returns nothing", selector.Metric, e.Name), fmt.Sprintf("write %s", now))
		case former:
			s.report(path, fmt.Sprintf("%s is no longer a metric of %s: on current releases the query returns nothing", selector.Metric, e.Name), "scale on another metric")
		case misnamed:
			s.report(path, fmt.Sprintf("no known exporter has %s: unless a recording rule does, the query returns nothing", selector.Metric), fmt.Sprintf("did you mean %s?", meant))
		}
	})
}

// queryLabel holds labels against those that exporters are known to have. Prometheus
// may add any other, so that only near misses and other exporters' labels are told.
func queryLabel(s *pass) {
	s.eachSelector(func(path string, selector promql.Selector, e exporter.Exporter) {
		for _, m := range selector.Matchers {
			if e.HasLabel(m.Name) {
				continue
			}
			outcome := "matches nothing"
			if m.Matches("") {
				outcome = "leaves nothing out"
			}
			if hint := labelHint(e, m.Name); hint != "" {
				s.report(path, fmt.Sprintf("%s has no label %s, unless Prometheus adds it: %s %s", selector.Metric, m.Name, m, outcome), hint)
			}
		}
	})
}

// labelHint says what may be meant by a label that an exporter does not have; "" where
// nothing tells.
func labelHint(e exporter.Exporter, label string) string {
	if now, ok := exporter.CurrentLabel(label); ok {
		return fmt.Sprintf("write %s: %s is what it was called of old", now, label)
	}
	if other, ok := e.OtherWithLabel(label); ok {
		return fmt.Sprintf("remove it: metrics of %s have it", other.Name)
	}
	if near, ok := suggest.Closest(label, e.KnownLabels()); ok {
		return fmt.Sprintf("did you mean %s?", near)
	}
	return ""
}

// queryValue is for labels that have few values, none of which is asked for.
func queryValue(s *pass) {
	s.eachSelector(func(path string, selector promql.Selector, e exporter.Exporter) {
		for _, label := range e.LabelsWithValues() {
			values := e.Values(label)
			if takesAny(selector, label, values) || selector.Accepts(label, "") {
				continue
			}
			hint := "write " + suggest.Alternatives(values)
			if label == "response_code" {
				hint = "write a number such as 503, or =~\"5..\""
			}
			s.report(path, fmt.Sprintf("%s matches nothing: there is no such %s in %s's metrics", selects(selector, label), label, e.Name), hint)
		}
	})
}

// queryReporter is for Istio's metrics: both ends of a request report it.
func queryReporter(s *pass) {
	s.eachSelector(func(path string, selector promql.Selector, e exporter.Exporter) {
		if e.Name == "Istio" && strings.HasSuffix(selector.Metric, "_total") && len(selector.MatchersOn("reporter")) == 0 {
			s.report(path, selector.Metric+" without reporter counts a request twice where both ends are in the mesh", "write "+s.cfg.Istio.Reporter())
		}
	})
}
