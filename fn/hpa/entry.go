package hpa

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"k8s.io/apimachinery/pkg/api/resource"

	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/lazyregexp"
	"modelhost.dev/scale-modelhosts/fn/promql"
)

// SuggestedTrigger is an entry of triggers to start from, in place of a metric that KEDA has no
// like of. What Prometheus has under the metric's name is for its user to see.
// Its name is none of those that others have.
func (m Metric) SuggestedTrigger(others []keda.Trigger) TriggerEntry {
	name := m.identifier()
	for i := 2; slices.ContainsFunc(others, func(t keda.Trigger) bool { return t.Name == name }); i++ {
		name = fmt.Sprintf("%s_%d", m.identifier(), i)
	}
	if m.source.custom() == nil && strings.Contains(m.Name, "gpu") && m.isPercentage() {
		return TriggerEntry{Signal: "gpu", Target: m.Value, Name: name}
	}
	aggregate, metricType := "sum", m.MetricType
	if metricType != keda.MetricTypeAverageValue {
		// What is not divided by the replicas is no total.
		aggregate, metricType = "avg", keda.MetricTypeValue
	}
	return TriggerEntry{
		Type: keda.TriggerPrometheus, Name: name, MetricType: metricType,
		Metadata: keda.Metadata{
			"query":     aggregate + "(" + m.series() + ")",
			"threshold": decimal(m.Value),
		},
	}
}

// highestTarget is the highest percentage that an HPA can act on: it does so at a tenth
// more, and there is no more than all.
const highestTarget = 90

func (m Metric) isPercentage() bool {
	n, err := strconv.Atoi(m.Value)
	return m.MetricType == keda.MetricTypeUtilization && err == nil && n <= highestTarget
}

// series are those that the metric is of, as a selector.
func (m Metric) series() string { return metricName(m.Name) + selected(m.matchers()) }

// TriggerEntry is an entry of triggers: a signal with its target, or a trigger of KEDA's.
type TriggerEntry struct {
	Signal     string        `json:"signal,omitempty"`
	Target     string        `json:"target,omitempty"`
	Type       string        `json:"type,omitempty"`
	Name       string        `json:"name"`
	MetricType string        `json:"metricType,omitempty"`
	Metadata   keda.Metadata `json:"metadata,omitempty"`
}

// IsSelectedBy says whether a trigger's query is of the very series of the metric: those
// that its own selector takes.
func (m Metric) IsSelectedBy(t keda.Trigger) bool {
	wanted, err := promql.Parse(m.series())
	if err != nil || t.Type != keda.TriggerPrometheus {
		return false
	}
	q, err := promql.Parse(t.Metadata["query"])
	if err != nil {
		return false
	}
	own := wanted.Selectors()[0].TermsWithout("namespace", "pod")
	return slices.ContainsFunc(q.Selectors(), func(s promql.Selector) bool { return slices.Equal(s.TermsWithout("namespace", "pod"), own) })
}

// IsReplacedBy says whether a trigger takes the metric's place: it has its name, or its
// query is of it.
func (m Metric) IsReplacedBy(t keda.Trigger) bool { return m.IsNamed(t) || m.IsReplacedByQuery(t) }

// IsReplacedByQuery says whether a trigger's query is of the metric.
func (m Metric) IsReplacedByQuery(t keda.Trigger) bool {
	if t.Type != keda.TriggerPrometheus {
		return false
	}
	q, err := promql.Parse(t.Metadata["query"])
	return err == nil && (slices.Contains(q.Metrics(), m.Name) || slices.Contains(q.Metrics(), metricName(m.Name)))
}

// IsNamed says whether a trigger has the metric's name, by which it is known to take
// its place; of several metrics of one name the later ones are numbered.
func (m Metric) IsNamed(t keda.Trigger) bool {
	rest, ok := strings.CutPrefix(t.Name, m.identifier())
	return ok && (rest == "" || numbered.MatchString(rest))
}

var numbered = lazyregexp.New(`^_[0-9]+$`)

// identifier is the metric's name as that of a trigger.
func (m Metric) identifier() string { return labelName(m.Name) }

func selected(matchers []string) string {
	if len(matchers) == 0 {
		return ""
	}
	return "{" + strings.Join(matchers, ",") + "}"
}

// matchers select the series that the metric is of.
func (m Metric) matchers() []string {
	ofPods := []string{`namespace="$(namespace)"`, `pod=~"$(pod-regex)"`}
	source := m.source.custom()
	if source == nil {
		return ofPods
	}
	var matchers []string
	switch {
	case m.source.Type == typePods:
		matchers = ofPods
	case source.DescribedObject != nil:
		matchers = []string{`namespace="$(namespace)"`, labelName(strings.ToLower(source.DescribedObject.Kind)) + "=" + strconv.Quote(source.DescribedObject.Name)}
	}
	return append(matchers, source.Metric.Selector.matchers()...)
}

func (s *selector) matchers() []string {
	if s == nil {
		return nil
	}
	var matchers []string
	for _, key := range slices.Sorted(maps.Keys(s.MatchLabels)) {
		matchers = append(matchers, labelName(key)+"="+strconv.Quote(s.MatchLabels[key]))
	}
	for _, r := range s.MatchExpressions {
		matchers = append(matchers, labelName(r.Key)+r.condition())
	}
	return matchers
}

// condition is a requirement in PromQL.
func (r requirement) condition() string {
	alternatives := make([]string, len(r.Values))
	for i, value := range r.Values {
		alternatives[i] = escaped(value)
	}
	switch r.Operator {
	case "In":
		return "=~" + strconv.Quote(strings.Join(alternatives, "|"))
	case "NotIn":
		return "!~" + strconv.Quote(strings.Join(alternatives, "|"))
	case "DoesNotExist":
		return `=""`
	}
	return `!=""`
}

// escaped is a label's value within a regular expression: dots are all that it may have.
func escaped(value string) string { return strings.ReplaceAll(value, ".", `\.`) }

// metricName is a name as Prometheus has them, labelName that of a label.
func metricName(name string) string { return written(name, "_:") }
func labelName(name string) string  { return written(name, "_") }

func written(name, also string) string {
	var b strings.Builder
	for i, r := range name {
		digit := r >= '0' && r <= '9'
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', digit && i > 0, strings.ContainsRune(also, r):
			b.WriteRune(r)
		case digit:
			b.WriteString("_" + string(r))
		default:
			b.WriteByte('_')
		}
	}
	return b.String()
}

// decimal is a quantity as a plain number; what is none stays as it is.
func decimal(quantity string) string {
	q, err := resource.ParseQuantity(quantity)
	if err != nil {
		return quantity
	}
	return strconv.FormatFloat(q.AsApproximateFloat64(), 'f', -1, 64)
}
