package rule

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/prometheus/prometheus/model/labels"

	"modelhost.dev/scale-modelhosts/fn/exporter"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/promql"
)

// averageDivided is for averages that the HPA takes for totals: with AverageValue it
// asks for as many replicas as targets go into the answer, whatever they do to it.
func averageDivided(s *pass) {
	s.eachShaped(func(path string, t keda.Trigger, q promql.Query) {
		shape := q.Aggregation()
		if t.MetricType == keda.MetricTypeValue || shape != promql.Ratio && (shape != promql.PerSeries || !s.ofPods(q)) {
			return
		}
		outcome := "replicas do not follow the load"
		if most, target := q.Range(scaled).Max, number64(t.Metadata["threshold"]); target > 0 && !math.IsInf(most, 1) {
			if target >= most {
				// That it is never passed is told already.
				return
			}
			outcome = fmt.Sprintf("of at most %v, it never asks for more than %v replicas", most, math.Ceil(most/target))
		}
		gives := "what one pod or node has, or an average of it"
		if shape == promql.Ratio {
			gives = "a quotient or a quantile"
		}
		s.report(path, fmt.Sprintf("the query gives %s, and metricType %s takes it for the total of all pods: %s", gives, cmp.Or(t.MetricType, keda.MetricTypeAverageValue+", the default,"), outcome),
			"write metricType: Value")
	})
}

// totalUndivided is for totals that the HPA does not divide by the replicas.
func totalUndivided(s *pass) {
	s.eachShaped(func(path string, t keda.Trigger, q promql.Query) {
		if t.MetricType == keda.MetricTypeValue && q.Aggregation() == promql.Sum && !recorded(q) {
			s.report(path, "the query adds up, and metricType Value does not divide the total by the replicas: above the threshold, it goes on to the maximum",
				"write metricType: AverageValue with the threshold of one replica, or average")
		}
	})
}

// eachShaped goes over the queries whose answers the HPA scales more than one replica by.
func (s *pass) eachShaped(do func(path string, t keda.Trigger, q promql.Query)) {
	if s.modifiers().Formula == "" && s.most() > 1 {
		s.eachQuery(do)
	}
}

// ofPods reports whether the query selects only metrics of pods or nodes, one series or
// more of each: the greatest of a queue's exporters is the queue's length, and no share of it.
func (s *pass) ofPods(q promql.Query) bool {
	for _, selector := range q.Selectors() {
		e, _ := exporter.ForMetric(selector.Metric)
		byPod := len(selector.MatchersOn("pod")) + len(selector.MatchersOn("exported_pod"))
		if !e.PerNode && (e.Place == exporter.Outside || e.Place != exporter.Pod && byPod == 0 && !s.selectsOwn(selector)) {
			return false
		}
	}
	return len(q.Selectors()) > 0
}

// selectsOwn reports whether a selector asks for the host by its Service, a label of its
// pods, or the like, and so for a series of each of its pods.
func (s *pass) selectsOwn(selector promql.Selector) bool {
	return s.Workload != nil && !s.selectsOthers(selector) && slices.ContainsFunc(selector.Matchers, func(m *labels.Matcher) bool {
		_, tells := s.ownValues(m.Name)
		return tells && !m.Matches(stranger)
	})
}

// recorded says whether a recording rule's metric is among the query's, which may
// average already.
func recorded(q promql.Query) bool {
	for _, metric := range q.Metrics() {
		if _, known := exporter.ForMetric(metric); !known && strings.Contains(metric, ":") {
			return true
		}
	}
	return false
}

// scaled is what the series of known metrics are within.
func scaled(selector promql.Selector) (promql.Range, bool) {
	scale, ok := exporter.ScaleOf(selector.Metric)
	return promql.Range{Min: 0, Max: scale.Max}, ok
}

// amount is a number of a trigger's metadata.
func amount(text string) (float64, bool) {
	value, err := strconv.ParseFloat(text, 64)
	return value, err == nil
}

func number64(text string) float64 {
	value, _ := amount(text)
	return value
}
