package plan

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/signal"
	"modelhost.dev/scale-modelhosts/fn/suggest"
)

// addTriggers adds a trigger for every metric of the adopted HPA, in the HPA's order, for
// every signal, in the catalogue's order, for every entry of triggers, and for every line
// of the schedule.
func (r *resolver) addTriggers() {
	r.addMetrics()
	for _, name := range slices.SortedFunc(maps.Keys(r.settings.signals), r.Catalogue.Compare) {
		s := r.settings.signals[name]
		r.addSignal(name, s, "")
	}
	source := r.settings.triggers.Source
	for _, i := range r.settings.entries {
		entry := r.settings.triggers.V[i]
		field := fmt.Sprintf("%s[%d]", source.Field, i)
		at := Source{source.Layer, field}
		if entry.Signal == "" {
			r.addEntry(entry, at)
			continue
		}
		r.addSignalEntry(entry, at)
	}
	r.addSchedule()
	for i, origin := range r.plan.TriggerOrigins {
		r.setSource(fmt.Sprintf("spec.triggers[%d]", i), origin.Source)
	}
}

// addSignal adds the trigger for a signal.
func (r *resolver) addSignal(name string, s signalSetting, authentication string) {
	if s.target.V == "" {
		r.reportNoTarget(name, s)
		return
	}
	entry, known := r.Catalogue.Get(name)
	if !known {
		hint := "known are " + strings.Join(r.Catalogue.Names(), ", ")
		if near, ok := suggest.Closest(name, r.Catalogue.Names()); ok {
			hint = fmt.Sprintf("did you mean %s?", near)
		}
		r.add(RuleSignal, s.target.Source.Field, fmt.Sprintf("unknown signal %q", name), hint)
		return
	}
	switch entry.Kind {
	case config.SignalOfResource:
		r.addResource(name, s, authentication)
	case config.SignalOfHTTP:
		r.addHTTP(entry, s, authentication)
	default:
		r.addQuery(entry, s, authentication)
	}
}

// reportNoTarget points at the signal's other annotations if it has no target.
func (r *resolver) reportNoTarget(name string, s signalSetting) {
	field, hint := s.target.Source.Field, "set it next to signal, such as target: 70"
	if field == "" {
		field, hint = cmp.Or(s.window.Source.Field, s.activation.Source.Field), fmt.Sprintf("set the target with %s", r.plan.Host.AnnotationName(name))
	}
	r.add(RuleTarget, field, fmt.Sprintf("the signal %s has no target", name), hint)
}

// addResource adds a cpu or memory trigger.
func (r *resolver) addResource(name string, s signalSetting, authentication string) {
	if s.activation.V != "" {
		r.add(RuleTarget, s.activation.Source.Field, signal.WhyNoActivation(name), "remove it")
	}
	if s.window.V != nil {
		r.add(RuleTarget, s.window.Source.Field, "KEDA's "+name+" trigger has no window; Kubernetes sets it", "remove it")
	}
	if authentication != "" && authentication != config.None {
		r.add(RuleTarget, s.target.Source.Field, "KEDA's "+name+" trigger takes no authentication", "remove it")
	}
	metricType, value, err := ParseResourceTarget(name, s.target.V)
	if err != nil {
		r.add(RuleTarget, s.target.Source.Field, err.Error(), "")
		return
	}
	r.addTrigger(keda.Trigger{Type: name, MetricType: metricType, Metadata: keda.Metadata{"value": value}},
		TriggerOrigin{Signal: name, Source: s.target.Source})
}

// addQuery adds the Prometheus trigger for a signal.
func (r *resolver) addQuery(entry signal.Entry, s signalSetting, authentication string) {
	name, definition := entry.Name, entry.Signal
	threshold, err := parseQueryTarget(s.target.V)
	if err != nil {
		r.add(RuleTarget, s.target.Source.Field, err.Error(), "")
		return
	}
	metadata := keda.Metadata{
		"serverAddress": r.Config.Prometheus.ServerAddress,
		"threshold":     threshold,
	}
	query := definition.Query
	// At zero, metrics of pods are always absent. Otherwise that means a lost exporter.
	ignore := *definition.IgnoreNullValues || r.scalesToZero()
	if r.scalesToZero() {
		query = definition.WakeQuery
	}
	metadata["ignoreNullValues"] = strconv.FormatBool(ignore)
	r.setActivation(name, definition, s, metadata)
	window := config.DefaultWindow
	if definition.Window != nil {
		window = *definition.Window
	}
	if s.window.V != nil {
		window = *s.window.V
	}
	if window == 0 {
		r.add(RuleTarget, s.window.Source.Field, "the window is zero", "use a duration of at least two scrapes, such as 1m")
		return
	}
	metadata["query"] = r.fill(query, r.queryValues(window), s.target.Source)
	t := keda.Trigger{
		Type: keda.TriggerPrometheus, Name: strings.ReplaceAll(name, "-", "_"),
		MetricType: definition.MetricType, Metadata: metadata,
	}
	r.authenticate(&t, authentication, s.target.Source)
	r.addTrigger(t, TriggerOrigin{Signal: name, Source: s.target.Source, Definition: definition, Builtin: entry.BuiltIn})
}

// setActivation sets the activation if the host scales to zero, or if one is set.
func (r *resolver) setActivation(name string, definition config.Signal, s signalSetting, metadata keda.Metadata) {
	value, source := s.activation.V, s.activation.Source
	if value == "" && r.scalesToZero() {
		value, source = cmp.Or(definition.Activation, "0"), Source{LayerDefaults, "functionConfig spec.signals." + name + ".activation"}
	}
	if value == "" {
		return
	}
	text, err := parseActivation(value)
	if err != nil {
		r.add(RuleTarget, source.Field, err.Error(), "")
		return
	}
	metadata["activationThreshold"] = text
	r.setSource(fmt.Sprintf("spec.triggers[%d].metadata.activationThreshold", len(r.plan.Spec.Triggers)), source)
}

func (r *resolver) addTrigger(t keda.Trigger, origin TriggerOrigin) {
	r.plan.Spec.Triggers = append(r.plan.Spec.Triggers, t)
	r.plan.TriggerOrigins = append(r.plan.TriggerOrigins, origin)
}
