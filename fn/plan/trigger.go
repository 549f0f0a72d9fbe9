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
	for _, name := range r.signalOrder() {
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
	for i, origin := range r.plan.Origins {
		r.from(fmt.Sprintf("spec.triggers[%d]", i), origin.Source)
	}
}

// signalOrder is the built-in signals in the catalogue's order, then the functionConfig's
// by name.
func (r *resolver) signalOrder() []string {
	order := r.Catalogue.Order()
	rank := func(name string) int {
		if i := slices.Index(order, name); i >= 0 {
			return i
		}
		return len(order)
	}
	names := slices.Sorted(maps.Keys(r.settings.signals))
	slices.SortStableFunc(names, func(a, b string) int { return rank(a) - rank(b) })
	return names
}

// signal makes the trigger of one signal.
func (r *resolver) signal(name string, s signalSetting, authentication string) {
	if s.target.V == "" {
		r.noTarget(name, s)
		return
	}
	if signal.IsResource(name) {
		r.resource(name, s, authentication)
		return
	}
	if signal.IsHTTP(name) {
		r.http(name, s, authentication)
		return
	}
	definition, known := r.Catalogue.Get(name)
	if !known {
		hint := "known are " + strings.Join(r.Catalogue.Names(), ", ")
		if near, ok := suggest.Closest(name, r.Catalogue.Names()); ok {
			hint = fmt.Sprintf("did you mean %s?", near)
		}
		r.add(RuleSignal, s.target.Source.Field, fmt.Sprintf("there is no signal %q", name), hint)
		return
	}
	r.query(name, definition, s, authentication)
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
		r.add(RuleTarget, s.activation.Source.Field, signal.NoActivation(name), "remove it")
	}
	if s.window.V != nil {
		r.add(RuleTarget, s.window.Source.Field, "KEDA's "+name+" trigger has no window; Kubernetes measures it", "remove it")
	}
	if authentication != "" && authentication != config.None {
		r.add(RuleTarget, s.target.Source.Field, "KEDA's "+name+" trigger takes no authentication", "remove it")
	}
	metricType, value, err := ResourceTarget(name, s.target.V)
	if err != nil {
		r.add(RuleTarget, s.target.Source.Field, err.Error(), "")
		return
	}
	r.trigger(keda.Trigger{Type: name, MetricType: metricType, Metadata: keda.Metadata{"value": value}},
		TriggerOrigin{Signal: name, Source: s.target.Source})
}

// query makes a Prometheus trigger of a signal.
func (r *resolver) query(name string, definition config.Signal, s signalSetting, authentication string) {
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
	r.trigger(t, TriggerOrigin{Signal: name, Source: s.target.Source, Definition: definition, Builtin: r.Catalogue.IsBuiltin(name)})
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
	r.plan.Origins = append(r.plan.Origins, origin)
}
