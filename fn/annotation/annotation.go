// Package annotation is what a model host's annotations say about its scaling.
package annotation

import (
	"slices"
	"strings"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/problem"
	"modelhost.dev/scale-modelhosts/fn/signal"
	"modelhost.dev/scale-modelhosts/fn/suggest"
)

// Values is the parsed annotations of one workload.
type Values struct {
	// Enabled is false where the host opted out.
	Enabled bool
	// Profile names the settings underneath; "" where none is named.
	Profile string
	// Key and Service are "" where the annotations do not say.
	Key, Service string
	// Settings are the scaling asked for.
	Settings config.Settings
	// HPAPolicy and ReplicasPolicy are "" where the annotations do not say.
	HPAPolicy, ReplicasPolicy string
	// Paused and PausedReplicas are KEDA's pause; nil where not asked for.
	Paused         *bool
	PausedReplicas *int32
	// Raw holds the annotations given, by key without prefix.
	Raw map[string]string
}

// Problem is one thing wrong with an annotation.
type Problem struct {
	// Key is the annotation's key without its prefix.
	Key string
	// Problem has a path within the annotation's YAML.
	problem.Problem
}

// IsUnknownKey reports whether no annotation has the key.
func (p Problem) IsUnknownKey() bool { return p.Unknown && p.Path == "" }

// readFunc reads one annotation's text into the intent.
type readFunc func(in *Values, text string) []problem.Problem

// Parse reads all annotations of intent; values by key without prefix. It
// reports every problem, in the order of the keys.
func Parse(annotations map[string]string, signals []string) (Values, []Problem) {
	in := Values{Enabled: true, Raw: annotations}
	var problems []Problem
	for _, key := range sortedKeys(annotations) {
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
		return []problem.Problem{{Message: "is empty", Hint: "write a number, or remove the annotation"}}
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
	return problem.Problem{Unknown: true, Message: "is not a known annotation", Hint: "known are " + strings.Join(names, ", ")}
}

func hasActivation(name string) bool { return signal.WhyNoActivation(name) == "" }

func sortedKeys(m map[string]string) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
