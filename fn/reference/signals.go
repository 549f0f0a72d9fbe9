package reference

import (
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/signal"
)

func signals() string {
	t := newTable("signal", "scales on", "target in", "metric type", "wakes from zero", "source")
	for _, name := range []string{signal.CPU, signal.Memory} {
		t.add(code(name), name+" that the pods use", "percent of the request, or a quantity per pod (`500m`, `8Gi`)",
			keda.MetricTypeUtilization+", or "+keda.MetricTypeAverageValue, "no", "Kubernetes' metrics, KEDA's "+name+" trigger")
	}
	for _, s := range signal.Builtin() {
		t.add(code(s.Name), s.Description, s.Unit, s.MetricType, yesNo(s.OutsidePod), s.Source)
	}
	return t.String()
}

func yesNo(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}
