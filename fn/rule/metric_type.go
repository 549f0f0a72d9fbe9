package rule

import (
	"fmt"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/keda"
)

var metricType = &Rule{
	ID:           "metric-type",
	Severity:     finding.Error,
	Layer:        Scaling,
	Scope:        Plans,
	ReadsTrigger: []string{"metricType", "type"},
	Summary:      "a metricType that external metrics do not support",
	Consequence:  "KEDA never creates the HPA",
	Run:          checkMetricType,
}

func checkMetricType(p *pass) {
	for i, t := range p.Spec.Triggers {
		if keda.IsResourceTrigger(t.Type) {
			continue
		}
		switch t.MetricType {
		case "", keda.MetricTypeValue, keda.MetricTypeAverageValue:
		default:
			p.report(triggerPath(i), fmt.Sprintf("the %[2]s trigger does not support metricType %[1]q", t.MetricType, t.Type), "use Value or AverageValue, or remove it")
		}
	}
}
