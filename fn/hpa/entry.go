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

// SuggestedTrigger returns an entry of triggers to start from, for a metric that KEDA cannot
// express. Whether Prometheus has the metric under this name is not known. The entry's name
// differs from those of others.
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
		// A metric that is not divided by the replicas is not a sum.
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

// highestTarget is the highest percentage that an HPA can act on: it acts 10% above the
// target, and 100% is the maximum.
const highestTarget = 90

func (m Metric) isPercentage() bool {
	n, err := strconv.Atoi(m.Value)
	return m.MetricType == keda.MetricTypeUtilization && err == nil && n <= highestTarget
}

// series returns a PromQL selector of the metric's series.
func (m Metric) series() string { return metricName(m.Name) + selected(m.matchers()) }

// TriggerEntry is an entry of triggers: a signal with its target, or a KEDA trigger.
type TriggerEntry struct {
	Signal     string        `json:"signal,omitempty"`
	Target     string        `json:"target,omitempty"`
	Type       string        `json:"type,omitempty"`
	Name       string        `json:"name"`
	MetricType string        `json:"metricType,omitempty"`
	Metadata   keda.Metadata `json:"metadata,omitempty"`
}

// IsSelectedBy reports whether a trigger's query selects exactly the metric's series.
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

// IsReplacedBy reports whether a trigger replaces the metric: by its name or by its query.
func (m Metric) IsReplacedBy(t keda.Trigger) bool { return m.IsNamed(t) || m.IsReplacedByQuery(t) }

// IsReplacedByQuery reports whether a trigger's query reads the metric.
func (m Metric) IsReplacedByQuery(t keda.Trigger) bool {
	if t.Type != keda.TriggerPrometheus {
		return false
	}
	q, err := promql.Parse(t.Metadata["query"])
	return err == nil && (slices.Contains(q.Metrics(), m.Name) || slices.Contains(q.Metrics(), metricName(m.Name)))
}

// IsNamed reports whether a trigger has the metric's name and so replaces it. If several
// metrics have the same name, the later ones are numbered.
func (m Metric) IsNamed(t keda.Trigger) bool {
	rest, ok := strings.CutPrefix(t.Name, m.identifier())
	return ok && (rest == "" || numbered.MatchString(rest))
}

var numbered = lazyregexp.New(`^_[0-9]+$`)

// identifier returns the metric's name in the form of a trigger's name.
func (m Metric) identifier() string { return labelName(m.Name) }

func selected(matchers []string) string {
	if len(matchers) == 0 {
		return ""
	}
	return "{" + strings.Join(matchers, ",") + "}"
}

// matchers returns the matchers that select the metric's series.
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

// condition returns the requirement in PromQL.
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

// escaped escapes a label's value for a regular expression. Dots are its only special
// characters.
func escaped(value string) string { return strings.ReplaceAll(value, ".", `\.`) }

// metricName returns a valid name of a Prometheus metric, and labelName of a label.
func metricName(name string) string { return sanitize(name, "_:") }
func labelName(name string) string  { return sanitize(name, "_") }

// sanitize replaces the characters that are neither letters, digits nor among also.
func sanitize(name, also string) string {
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

// decimal returns a quantity as a plain number, and other text as it is.
func decimal(quantity string) string {
	q, err := resource.ParseQuantity(quantity)
	if err != nil {
		return quantity
	}
	return strconv.FormatFloat(q.AsApproximateFloat64(), 'f', -1, 64)
}
