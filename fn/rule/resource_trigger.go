package rule

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"k8s.io/apimachinery/pkg/api/resource"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/keda"
)

var resourceTrigger = &Rule{
	ID:           "resource-trigger",
	Severity:     finding.Error,
	Layer:        Scaling,
	Scope:        Plans,
	ReadsTrigger: []string{"metricType", "metadata.value"},
	Summary:      "a cpu or memory trigger with an invalid metricType or value",
	Consequence:  "KEDA never creates the HPA; a bad quantity crashes its operator for the whole cluster",
	Run:          checkResourceTrigger,
}

// checkResourceTrigger checks cpu and memory triggers in KEDA's own form.
func checkResourceTrigger(p *pass) {
	for i, t := range p.Spec.Triggers {
		if !keda.IsResourceTrigger(t.Type) {
			continue
		}
		if t.Metadata == nil && p.isHandWritten() || p.isUnresolved(triggerPath(i)) {
			// Another rule reports that it is missing or cannot be read.
			continue
		}
		if old, given := t.Metadata["type"]; given {
			hint := "remove it"
			if t.MetricType == "" {
				hint = "set metricType next to metadata"
				t.MetricType = cmp.Or(old, keda.MetricTypeUtilization)
			}
			p.report(triggerPath(i), "metadata.type was removed from KEDA", hint)
		}
		p.checkResourceTarget(triggerPath(i), t)
	}
}

// checkResourceTarget checks the value and metricType of one trigger.
func (p *pass) checkResourceTarget(path string, t keda.Trigger) {
	value, given := t.Metadata["value"]
	if given = given && value != ""; !given && slices.Contains([]string{keda.MetricTypeUtilization, keda.MetricTypeAverageValue}, t.MetricType) {
		example := "\"75\""
		if t.MetricType == keda.MetricTypeAverageValue {
			example = "\"500m\" or \"8Gi\""
		}
		p.report(path, fmt.Sprintf("the %s trigger has no value", t.Type), "set metadata.value, such as "+example)
		return
	}
	switch t.MetricType {
	case keda.MetricTypeUtilization:
		if percent, err := strconv.ParseInt(value, 10, 32); err != nil || percent <= 0 {
			p.report(path, fmt.Sprintf("value %q is not a positive integer percentage", value), "use a number such as \"75\"")
		}
	case keda.MetricTypeAverageValue:
		if quantity, err := resource.ParseQuantity(value); err != nil {
			p.report(path, fmt.Sprintf("value %q is not a quantity, which crashes KEDA's operator", value), "use a quantity such as \"500m\" or \"8Gi\"")
		} else if quantity.Sign() <= 0 {
			p.report(path, fmt.Sprintf("value %q is not greater than zero", value), "use a quantity such as \"500m\" or \"8Gi\"")
		}
	case "":
		p.report(path, fmt.Sprintf("the %s trigger has no metricType", t.Type), "set Utilization or AverageValue next to metadata")
	default:
		p.report(path, fmt.Sprintf("the %[2]s trigger does not support metricType %[1]q", t.MetricType, t.Type), "use Utilization or AverageValue")
	}
}
