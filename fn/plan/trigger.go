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
	"modelhost.dev/scale-modelhosts/fn/nearest"
	"modelhost.dev/scale-modelhosts/fn/signal"
)

// triggers makes a trigger of every signal, in the catalogue's order, and of
// every entry of triggers, in the user's.
func (r *resolver) triggers() {
	for _, name := range r.signalOrder() {
		s := r.settings.signals[name]
		r.signal(name, s, "")
	}
	source := r.settings.triggers.Source
	for i, entry := range r.settings.triggers.V {
		field := fmt.Sprintf("%s[%d]", source.Field, i)
		at := Source{source.Layer, field}
		if entry.Signal == "" {
			r.entry(entry, at)
			continue
		}
		r.signalEntry(entry, at)
	}
	for i, origin := range r.plan.Origins {
		r.from(fmt.Sprintf("spec.triggers[%d]", i), origin.Source)
	}
}

// signalOrder is cpu and memory, the built-in signals in their order, then the
// functionConfig's by name.
func (r *resolver) signalOrder() []string {
	order := []string{signal.CPU, signal.Memory}
	for _, s := range signal.Builtin() {
		order = append(order, s.Name)
	}
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

// signalEntry is an entry of triggers that names a signal.
func (r *resolver) signalEntry(entry config.Trigger, at Source) {
	foreign := entry.Type != "" || entry.MetricType != "" || len(entry.Metadata) > 0 || entry.AuthenticationRef != nil
	if foreign {
		r.add(RuleTrigger, at.Field, fmt.Sprintf("has signal %s and fields of a KEDA trigger", entry.Signal),
			"write either {signal, target, activation, window}, or a KEDA trigger")
		return
	}
	s := signalSetting{
		target:     Value[config.Amount]{entry.Target, at},
		activation: Value[config.Amount]{entry.Activation, at},
		window:     Value[*config.Seconds]{entry.Window, at},
	}
	before := len(r.plan.Spec.Triggers)
	r.signal(entry.Signal, s, entry.Authentication)
	if len(r.plan.Spec.Triggers) > before {
		t := &r.plan.Spec.Triggers[before]
		t.UseCachedMetrics = entry.UseCachedMetrics
		if entry.Name != "" {
			t.Name = entry.Name
		}
	}
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
	definition, known := r.Catalogue.Get(name)
	if !known {
		hint := "known are " + strings.Join(r.Catalogue.Names(), ", ")
		if near, ok := nearest.Of(name, r.Catalogue.Names()); ok {
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
		field, hint = cmp.Or(s.window.Source.Field, s.activation.Source.Field), fmt.Sprintf("say what to aim at with %s", r.plan.Host.Annotation(name))
	}
	r.add(RuleTarget, field, fmt.Sprintf("the signal %s has no target", name), hint)
}

// resource makes a cpu or memory trigger.
func (r *resolver) resource(name string, s signalSetting, authentication string) {
	if s.activation.V != "" {
		r.add(RuleTarget, s.activation.Source.Field, "KEDA's "+name+" trigger has no activation; it never wakes a host", "remove it")
	}
	if s.window.V != nil {
		r.add(RuleTarget, s.window.Source.Field, "KEDA's "+name+" trigger has no window; Kubernetes measures it", "remove it")
	}
	if authentication != "" && authentication != noAuthentication {
		r.add(RuleTarget, s.target.Source.Field, "KEDA's "+name+" trigger takes no authentication", "remove it")
	}
	metricType, value, err := resourceTarget(name, s.target.V)
	if err != nil {
		r.add(RuleTarget, s.target.Source.Field, err.Error(), "")
		return
	}
	r.trigger(keda.Trigger{Type: name, MetricType: metricType, Metadata: keda.Metadata{"value": value}},
		Origin{Signal: name, Source: s.target.Source})
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
	r.trigger(t, Origin{Signal: name, Source: s.target.Source, Definition: definition, Builtin: r.Catalogue.IsBuiltin(name)})
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

func (r *resolver) trigger(t keda.Trigger, origin Origin) {
	r.plan.Spec.Triggers = append(r.plan.Spec.Triggers, t)
	r.plan.Origins = append(r.plan.Origins, origin)
}

// values are what stands for the placeholders of any trigger.
func (r *resolver) values() signal.Values {
	h := r.plan.Host
	return signal.Values{
		"key":        h.Key,
		"namespace":  h.Namespace,
		"deployment": h.Workload.Name,
		"service":    h.Service,
		"pod-regex":  signal.PodRegex(h.Workload.Kind, h.Workload.Name),
	}
}

// queryValues are those with what only a signal's query may hold.
func (r *resolver) queryValues(window config.Seconds) signal.Values {
	values := r.values()
	values["pod-label"] = r.Config.Prometheus.PodLabel
	values["namespace-label"] = r.Config.Prometheus.NamespaceLabel
	values["window"] = window.Window()
	values["window-seconds"] = strconv.Itoa(int(window))
	return values
}

// fill fills placeholders in and reports those that cannot be.
func (r *resolver) fill(text string, values signal.Values, at Source) string {
	filled, unknown, empty := values.Fill(text)
	for _, name := range slices.Compact(slices.Sorted(slices.Values(unknown))) {
		hint := "known are $(" + strings.Join(values.Names(), "), $(") + ")"
		if near, ok := nearest.Of(name, values.Names()); ok {
			hint = fmt.Sprintf("did you mean $(%s)?", near)
		}
		r.add(RulePlaceholder, at.Field, fmt.Sprintf("there is no placeholder $(%s)", name), hint)
	}
	if slices.Contains(empty, "namespace") {
		r.add(RuleNamespace, at.Field, "the namespace is not known here, but $(namespace) needs it",
			"set metadata.namespace, kustomize's namespace, or spec.namespace of the functionConfig")
	}
	return filled
}

// fillAll fills in a trigger's metadata.
func (r *resolver) fillAll(metadata keda.Metadata, at Source) {
	for _, key := range slices.Sorted(maps.Keys(metadata)) {
		metadata[key] = r.fill(metadata[key], r.values(), Source{at.Layer, at.Field + ".metadata." + key})
	}
}

// entry is an entry of triggers as KEDA writes it.
func (r *resolver) entry(entry config.Trigger, at Source) {
	t := entry.Trigger
	if t.Type == "" {
		r.add(RuleTrigger, at.Field, "has neither a signal nor a type", "write {signal: gpu, target: 70}, or a KEDA trigger with its type and metadata")
		return
	}
	if entry.Target != "" || entry.Activation != "" || entry.Window != nil {
		r.add(RuleTrigger, at.Field, fmt.Sprintf("target, activation and window belong to a signal, but this is KEDA's %s trigger", t.Type),
			"write its values into metadata")
		return
	}
	t.Metadata = maps.Clone(t.Metadata)
	r.fillAll(t.Metadata, at)
	if t.Type == keda.TriggerPrometheus && t.Metadata["serverAddress"] == "" {
		if t.Metadata == nil {
			t.Metadata = keda.Metadata{}
		}
		t.Metadata["serverAddress"] = r.Config.Prometheus.ServerAddress
	}
	r.authenticate(&t, entry.Authentication, at)
	r.trigger(t, Origin{Source: at})
}
