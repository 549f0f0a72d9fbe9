package reference

import (
	"strconv"
	"strings"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/scaler"
	"modelhost.dev/scale-modelhosts/fn/signal"
)

// signals returns a table of signals, and their queries.
func signals() string {
	t := newTable("signal", "scales on", "unit of the target", "range", "metric type", "wakes from zero", "source", "as of")
	for _, name := range []string{config.SignalCPU, config.SignalMemory} {
		t.add(code(name), map[string]string{config.SignalCPU: "CPU", config.SignalMemory: "memory"}[name]+" usage of the pods", "percent of the request, or a quantity per pod (`500m`, `8Gi`)", "from 0",
			keda.MetricTypeUtilization+", or "+keda.MetricTypeAverageValue, "no", "the Kubernetes resource metrics API, KEDA's "+name+" trigger", "Kubernetes 1.36, KEDA "+scaler.KEDARelease())
	}
	for _, s := range append(signal.HTTP(), signal.BuiltIn()...) {
		t.add(code(s.Name), s.Description, s.Unit, span(s.Signal), s.MetricType, yesNo(s.OutsidePod), s.Source, s.Version)
	}
	return t.String() + "\n" + queries()
}

// span returns the range of values of a signal.
func span(s config.Signal) string {
	if s.Maximum == nil {
		return "from " + strconv.FormatFloat(*s.Minimum, 'f', -1, 64)
	}
	return strconv.FormatFloat(*s.Minimum, 'f', -1, 64) + " to " + strconv.FormatFloat(*s.Maximum, 'f', -1, 64)
}

// queries returns the built-in queries with their placeholders.
func queries() string {
	var b strings.Builder
	b.WriteString("```promql\n")
	for _, s := range signal.BuiltIn() {
		b.WriteString("# " + s.Name + "\n" + s.Query)
		if s.WakeQuery != s.Query {
			b.WriteString("# " + s.Name + ", if the model host may be at zero\n" + s.WakeQuery)
		}
	}
	return b.String() + "```\n"
}

func yesNo(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}
