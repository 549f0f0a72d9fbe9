package scaler

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// Measure is what a trigger measures.
type Measure struct {
	// Target is the parameter with which the HPA compares the measured value; "" if the
	// trigger has no such parameter, or one of several.
	Target string
	// Unit is what the target counts, such as messages; "" for the value of a query.
	Unit string
	// OnlyWithPods is set if the measured value grows only while the workload has pods.
	OnlyWithPods bool
	// applies reports whether a trigger measures this; nil for all triggers.
	applies func(Input) bool
	// rejects is the set of targets that KEDA itself rejects.
	rejects rejection
	// description is the measure in words. A part in brackets is omitted if the parameter in braces
	// is absent. It names no parameter that may contain a credential.
	description string
}

// rejection is a set of numbers that KEDA itself rejects as a target. KEDA passes other numbers on
// to the HPA.
type rejection int

const (
	// rejectsNothing passes every number on.
	rejectsNothing rejection = iota
	// zero means absent, unless a formula composes the metric.
	zero
	// minusOne means absent, unless a formula composes the metric.
	minusOne
	// notPositive rejects zero and less, with or without a formula.
	notPositive
	// notPositiveWithoutFormula rejects zero and less, unless a formula composes the metric.
	notPositiveWithoutFormula
	// byCheck leaves the target to the type's own checks.
	byCheck
)

// redisStreamMeasures are the measures of pkg/scalers/redis_streams_scaler.go. KEDA treats a
// lagCount of 0 as absent.
var redisStreamMeasures = []Measure{
	{
		Target: "lagCount", Unit: "entries", description: "lag[ of group {consumerGroup}][ on the Redis stream {stream}]", rejects: byCheck,
		applies: func(in Input) bool {
			return in.isSet("consumerGroup") && in.isSet("lagCount") && !in.isZero("lagCount")
		},
	},
	{
		Target: "pendingEntriesCount", Unit: "entries", OnlyWithPods: true, description: "entries pending[ for group {consumerGroup}][ on the Redis stream {stream}]", rejects: byCheck,
		applies: func(in Input) bool { return in.isSet("consumerGroup") },
	},
	{Target: "streamLength", Unit: "entries", description: "entries in the Redis[ stream {stream}]", rejects: byCheck},
}

// rabbitMQMeasures are the measures of pkg/scalers/rabbitmq_scaler.go: queueLength is the older
// parameter.
var rabbitMQMeasures = []Measure{
	{
		Target: "queueLength", Unit: "messages", description: "messages[ in queue {queueName}]", rejects: byCheck,
		applies: func(in Input) bool { return in.isSet("queueLength") },
	},
	{Target: "value", Unit: "messages", description: "messages[ in queue {queueName}][ ({mode})]", rejects: byCheck},
}

// isSet reports whether metadata sets a parameter, directly or by a variable.
func (in Input) isSet(name string) bool {
	return strings.TrimSpace(in.Metadata[name]) != "" || in.Metadata[name+fromEnv] != ""
}

// isZero reports whether metadata sets a parameter to the number zero.
func (in Input) isZero(name string) bool {
	n, err := strconv.ParseFloat(strings.TrimSpace(in.Metadata[name]), 64)
	return err == nil && n == 0
}

// Measure returns what a trigger measures, and whether KEDA has its type.
func (in Input) Measure() (Measure, bool) {
	for _, m := range factsByType[in.Type].measures {
		if m.applies == nil || m.applies(in) {
			return m, true
		}
	}
	return Measure{}, false
}

// Target is the value with which the HPA compares what a trigger measures.
type Target struct {
	// Name is the parameter, Value its value.
	Name, Value string
	// Default is set if the value is KEDA's default.
	Default bool
}

// Targets returns the targets that apply to a trigger. It returns several only for types that have
// several, and none if the target is absent and has no positive default.
func (in Input) Targets() []Target {
	names := factsByType[in.Type].oneOfTargets
	if m, ok := in.Measure(); ok && m.Target != "" {
		names = []string{m.Target}
	}
	s, _ := Find(in.Type)
	var targets []Target
	for _, name := range names {
		for _, p := range s.ParametersNamed(name) {
			if i := slices.IndexFunc(p.Names, in.isGiven); i >= 0 {
				targets = append(targets, Target{Name: p.Names[i], Value: strings.TrimSpace(in.Metadata[p.Names[i]])})
				break
			}
			// For some types, zero and less mean absent.
			if n, err := strconv.ParseFloat(p.Default, 64); err == nil && n > 0 {
				targets = append(targets, Target{Name: name, Value: p.Default, Default: true})
				break
			}
		}
	}
	return targets
}

// isGiven reports whether metadata contains a value of a parameter.
func (in Input) isGiven(name string) bool { return strings.TrimSpace(in.Metadata[name]) != "" }

// Activation returns the value above which a trigger is active, if that is one number.
func (in Input) Activation() (string, bool) {
	s, _ := Find(in.Type)
	var defaults []string
	for _, p := range s.Parameters {
		for _, name := range p.Names {
			if !strings.HasPrefix(name, "activation") {
				continue
			}
			if in.isGiven(name) {
				return strings.TrimSpace(in.Metadata[name]), true
			}
			defaults = append(defaults, cmp.Or(p.Default, "0"))
		}
	}
	if len(defaults) != 1 {
		return "", false
	}
	return defaults[0], true
}

// Describe returns the measure in words. text describes the value of a parameter.
func (m Measure) Describe(metadata map[string]string, text func(name, value string) string) string {
	var b strings.Builder
	for rest := m.description; rest != ""; {
		plain, part, found := strings.Cut(rest, "[")
		b.WriteString(plain)
		if !found {
			break
		}
		part, rest, _ = strings.Cut(part, "]")
		before, named, _ := strings.Cut(part, "{")
		name, after, _ := strings.Cut(named, "}")
		if value := text(name, metadata[name]); value != "" {
			b.WriteString(before + value + after)
		}
	}
	return b.String()
}

// parameters returns the parameters that the description names.
func (m Measure) parameters() []string {
	var names []string
	m.Describe(nil, func(name, _ string) string {
		names = append(names, name)
		return ""
	})
	return names
}
