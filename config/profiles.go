package config

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/suggest"
)

// Profile is a named group of settings, which may extend another.
type Profile struct {
	// Description states the purpose of the profile.
	Description string `json:"description,omitempty"`
	// Extends names the profile that this one extends.
	Extends string `json:"extends,omitempty"`
	Settings
}

// BuiltinProfiles returns the built-in profiles by name.
func BuiltinProfiles() map[string]Profile {
	return map[string]Profile{
		"gpu-bound": {
			Description: "scales on CPU and GPU utilization, from 1 to 10 replicas, at most two pods at a time",
			Settings: Settings{
				MinReplicas: ptr(int32(1)),
				MaxReplicas: ptr(int32(10)),
				Signals:     map[string]SignalSetting{"cpu": {Target: "75"}, "gpu": {Target: "70"}},
				Behavior: &keda.Behavior{ScaleUp: &keda.ScalingRules{
					StabilizationWindowSeconds: ptr(int32(60)),
					Policies:                   []keda.ScalingPolicy{{Type: keda.PolicyPods, Value: 2, PeriodSeconds: 30}},
				}},
			},
		},
		"request-driven": {
			Description: "scales on requests per second, from zero, with a cooldown",
			Settings:    fromZero(map[string]SignalSetting{"rps": {Target: "5"}}),
		},
		"queue-driven": {
			Description: "scales on the length of a queue, which an entry of triggers names, from zero",
			Settings:    fromZero(nil),
		},
	}
}

// fromZero returns the settings that profiles with scale to zero share. The cooldown periods
// are long enough for a model to load: KEDA counts them from the last activity, not from
// readiness.
func fromZero(signals map[string]SignalSetting) Settings {
	return Settings{
		MinReplicas:           ptr(int32(0)),
		MaxReplicas:           ptr(int32(10)),
		PollingInterval:       ptr(Seconds(15)),
		CooldownPeriod:        ptr(Seconds(300)),
		InitialCooldownPeriod: ptr(Seconds(300)),
		Signals:               signals,
	}
}

// AllProfiles returns the built-in profiles, overridden by the functionConfig's.
func (s Spec) AllProfiles() map[string]Profile {
	all := BuiltinProfiles()
	maps.Copy(all, s.Profiles)
	return all
}

// Chain returns the names of a profile and of those that it extends, the base first. It
// returns an error for an unknown name or a cycle.
func (s Spec) Chain(name string) ([]string, error) {
	if name == "" {
		return nil, nil
	}
	profiles := s.AllProfiles()
	var chain []string
	for next := name; next != ""; next = profiles[next].Extends {
		profile, known := profiles[next]
		if !known {
			return nil, unknownProfile(next, profiles)
		}
		if slices.Contains(chain, next) {
			return nil, fmt.Errorf("profile %q extends itself: %s", next, strings.Join(append(chain, next), " → "))
		}
		if profile.Extends == next {
			return nil, fmt.Errorf("profile %q extends itself", next)
		}
		chain = append(chain, next)
	}
	slices.Reverse(chain)
	return chain, nil
}

func unknownProfile(name string, profiles map[string]Profile) error {
	names := slices.Sorted(maps.Keys(profiles))
	if near, ok := suggest.Closest(name, names); ok {
		return fmt.Errorf("unknown profile %q; did you mean %q?", name, near)
	}
	return fmt.Errorf("unknown profile %q; known profiles: %s", name, strings.Join(names, ", "))
}

func ptr[T any](v T) *T { return &v }
