// Package annotation parses the scaling annotations of a model host.
package annotation

import (
	"maps"
	"slices"
	"strings"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/problem"
	"modelhost.dev/scale-modelhosts/fn/signal"
	"modelhost.dev/scale-modelhosts/fn/suggest"
)

// Values holds the parsed annotations of one workload. Absent values are "" or nil.
type Values struct {
	// Enabled is false if the workload opts out.
	Enabled bool
	// Profile names the profile that the annotations build on.
	Profile string
	// Key and Service override what naming patterns and selectors find.
	Key, Service string
	// Settings holds the scaling settings.
	Settings config.Settings
	// HPAPolicy and ReplicasPolicy override the functionConfig's policies.
	HPAPolicy, ReplicasPolicy string
	// Paused and PausedReplicas are KEDA's pause settings.
	Paused         *bool
	PausedReplicas *int32
	// Raw holds the annotations as written, by key without prefix.
	Raw map[string]string
}

// Problem is an annotation with an unknown key or an invalid value.
type Problem struct {
	// Key is the annotation's key without its prefix.
	Key string
	// Problem has a path within the annotation's YAML.
	problem.Problem
}

// IsUnknownKey reports whether no annotation has the key.
func (p Problem) IsUnknownKey() bool { return p.Unknown && p.Path == "" }

// readFunc parses one annotation's value.
type readFunc func(in *Values, text string) []problem.Problem

// Parse parses scaling annotations by key without prefix. It returns all problems, sorted by key.
func Parse(annotations map[string]string, signals []string) (Values, []Problem) {
	in := Values{Enabled: true, Raw: annotations}
	var problems []Problem
	for _, key := range slices.Sorted(maps.Keys(annotations)) {
		for _, p := range in.read(key, annotations[key], signals) {
			problems = append(problems, Problem{key, p})
		}
	}
	return in, problems
}

func (in *Values) read(key, text string, signals []string) []problem.Problem {
	if k, ok := findKey(key); ok {
		return k.read(in, text)
	}
	if slices.Contains(signals, key) {
		return in.setSignal(key, func(s *config.SignalSetting) { s.Target = config.Amount(text) }, text)
	}
	if name, ok := strings.CutSuffix(key, activationSuffix); ok && slices.Contains(signals, name) {
		if why := signal.WhyNoActivation(name); why != "" {
			return []problem.Problem{{Message: why, Hint: "remove it"}}
		}
		return in.setSignal(name, func(s *config.SignalSetting) { s.Activation = config.Amount(text) }, text)
	}
	return []problem.Problem{unknownKey(key, signals)}
}

func (in *Values) setSignal(name string, set func(*config.SignalSetting), text string) []problem.Problem {
	if strings.TrimSpace(text) == "" {
		return []problem.Problem{{Message: "is empty", Hint: "use a number, or remove the annotation"}}
	}
	if in.Settings.Signals == nil {
		in.Settings.Signals = map[string]config.SignalSetting{}
	}
	s := in.Settings.Signals[name]
	set(&s)
	in.Settings.Signals[name] = s
	return nil
}

func unknownKey(key string, signals []string) problem.Problem {
	names := Names(signals)
	if near, ok := suggest.Closest(key, names); ok {
		return problem.Problem{Unknown: true, Message: "is not a known annotation", Hint: "did you mean " + near + "?"}
	}
	return problem.Problem{Unknown: true, Message: "is not a known annotation", Hint: "use one of " + strings.Join(names, ", ")}
}

func hasActivation(name string) bool { return signal.WhyNoActivation(name) == "" }
