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

// triggers makes a trigger of every metric of an adopted HPA, in the HPA's order, of
// every signal, in the catalogue's, of every entry of triggers, in the user's, and of
// every line of the schedule.
func (r *resolver) triggers() {
	r.metrics()
	for _, name := range slices.SortedFunc(maps.Keys(r.settings.signals), r.Catalogue.Compare) {
		s := r.settings.signals[name]
		r.signal(name, s, "")
	}
	source := r.settings.triggers.Source
	for _, i := range r.settings.entries {
		entry := r.settings.triggers.V[i]
		field := fmt.Sprintf("%s[%d]", source.Field, i)
		at := Source{source.Layer, field}
		if entry.Signal == "" {
			r.entry(entry, at)
			continue
		}
		r.signalEntry(entry, at)
	}
	r.schedule()
	for i, origin := range r.plan.TriggerOrigins {
		r.from(fmt.Sprintf("spec.triggers[%d]", i), origin.Source)
	}
}

// signal makes the trigger of one signal.
func (r *resolver) signal(name string, s signalSetting, authentication string) {
	if s.target.V == "" {
		r.noTarget(name, s)
		return
	}
	entry, known := r.Catalogue.Get(name)
	if !known {
		hint := "known are " + strings.Join(r.Catalogue.Names(), ", ")
		if near, ok := suggest.Closest(name, r.Catalogue.Names()); ok {
			hint = fmt.Sprintf("did you mean %s?", near)
		}
		r.add(RuleSignal, s.target.Source.Field, fmt.Sprintf("there is no signal %q", name), hint)
		return
	}
	switch entry.Kind {
	case config.SignalOfResource:
		r.resource(name, s, authentication)
	case config.SignalOfHTTP:
		r.http(entry, s, authentication)
	default:
		r.query(entry, s, authentication)
	}
}

// noTarget points at what else was said of the signal.
func (r *resolver) noTarget(name string, s signalSetting) {
	field, hint := s.target.Source.Field, "write it beside the signal, such as target: 70"
	if field == "" {
		field, hint = cmp.Or(s.window.Source.Field, s.activation.Source.Field), fmt.Sprintf("say what to aim at with %s", r.plan.Host.AnnotationName(name))
	}
	r.add(RuleTarget, field, fmt.Sprintf("the signal %s has no target", name), hint)
}

// resource makes a cpu or memory trigger.
func (r *resolver) resource(name string, s signalSetting, authentication string) {
	if s.activation.V != "" {
		r.add(RuleTarget, s.activation.Source.Field, signal.WhyNoActivation(name), "remove it")
	}
	if s.window.V != nil {
		r.add(RuleTarget, s.window.Source.Field, "KEDA's "+name+" trigger has no window; Kubernetes measures it", "remove it")
	}
	if authentication != "" && authentication != config.None {
		r.add(RuleTarget, s.target.Source.Field, "KEDA's "+name+" trigger takes no authentication", "remove it")
	}
	metricType, value, err := ParseResourceTarget(name, s.target.V)
	if err != nil {
		r.add(RuleTarget, s.target.Source.Field, err.Error(), "")
		return
	}
	r.trigger(keda.Trigger{Type: name, MetricType: metricType, Metadata: keda.Metadata{"value": value}},
		TriggerOrigin{Signal: name, Source: s.target.Source})
}

// query makes a Prometheus trigger of a signal.
func (r *resolver) query(entry signal.Entry, s signalSetting, authentication string) {
	name, definition := entry.Name, entry.Signal
	threshold, err := queryTarget(s.target.V)
	if err != nil {
		r.add(RuleTarget, s.target.Source.Field, err.Error(), "")
		return
	}
	metadata := keda.Metadata{
		"serverAddress": r.Config.Prometheus.ServerAddress,
		"threshold":     threshold,
	}
	query := definition.Query
	// At zero, in-pod metrics are absent by nature; elsewhere that means a lost exporter.
	ignore := *definition.IgnoreNullValues || r.sleeps()
	if r.sleeps() {
		query = definition.WakeQuery
	}
	metadata["ignoreNullValues"] = strconv.FormatBool(ignore)
	r.activation(name, definition, s, metadata)
	window := config.DefaultWindow
	if definition.Window != nil {
		window = *definition.Window
	}
	if s.window.V != nil {
		window = *s.window.V
	}
	if window == 0 {
		r.add(RuleTarget, s.window.Source.Field, "the window is zero", "write a duration of at least two scrapes, such as 1m")
		return
	}
	metadata["query"] = r.fill(query, r.queryValues(window), s.target.Source)
	t := keda.Trigger{
		Type: keda.TriggerPrometheus, Name: strings.ReplaceAll(name, "-", "_"),
		MetricType: definition.MetricType, Metadata: metadata,
	}
	r.authenticate(&t, authentication, s.target.Source)
	r.trigger(t, TriggerOrigin{Signal: name, Source: s.target.Source, Definition: definition, Builtin: entry.BuiltIn})
}

// activation is written only where the host may be at zero, or on request.
func (r *resolver) activation(name string, definition config.Signal, s signalSetting, metadata keda.Metadata) {
	value, source := s.activation.V, s.activation.Source
	if value == "" && r.sleeps() {
		value, source = cmp.Or(definition.Activation, "0"), Source{LayerDefaults, "functionConfig spec.signals." + name + ".activation"}
	}
	if value == "" {
		return
	}
	text, err := activation(value)
	if err != nil {
		r.add(RuleTarget, source.Field, err.Error(), "")
		return
	}
	metadata["activationThreshold"] = text
	r.from(fmt.Sprintf("spec.triggers[%d].metadata.activationThreshold", len(r.plan.Spec.Triggers)), source)
}

func (r *resolver) trigger(t keda.Trigger, origin TriggerOrigin) {
	r.plan.Spec.Triggers = append(r.plan.Spec.Triggers, t)
	r.plan.TriggerOrigins = append(r.plan.TriggerOrigins, origin)
}
