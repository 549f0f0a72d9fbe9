package plan

import (
	"fmt"
	"strings"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/host"
	"modelhost.dev/scale-modelhosts/fn/hpa"
)

// Source is where a resolved value came from.
type Source struct {
	// Layer is annotation, profile, defaults, built-in, HPA or ScaledObject.
	Layer string
	// Field is what a message points at: an annotation, a setting's path or a profile.
	Field string
}

// The layers, lowest first.
const (
	LayerBuiltin    = "built-in"
	LayerDefaults   = "defaults"
	LayerProfile    = "profile"
	LayerHPA        = "HPA"
	LayerAnnotation = "annotation"
	// LayerScaledObject is the only layer of an object's plan.
	LayerScaledObject = "ScaledObject"
)

// IsShared reports whether the value was not set for this host alone.
func (s Source) IsShared() bool {
	return s.Layer != LayerAnnotation && s.Layer != LayerHPA && s.Layer != LayerScaledObject
}

// String returns the source in words.
func (s Source) String() string {
	if s.Layer == LayerBuiltin {
		return "built-in default"
	}
	return s.Field
}

// Value is a resolved value that remembers its source.
type Value[T any] struct {
	V      T
	Source Source
}

// layer holds the settings from one place.
type layer struct {
	settings config.Settings
	// source returns where a field of the settings was set.
	source func(field string) Source
	// metrics are the HPA's, if the layer is one; replaces reports whether it is.
	metrics  []Value[hpa.Metric]
	replaces bool
}

// layers returns the layers of a host, lowest first.
func layers(h host.Host, spec config.Spec, chain []string, adopted *hpa.HPA) []layer {
	all := []layer{
		{settings: builtinSettings(spec), source: func(string) Source { return Source{LayerBuiltin, ""} }},
		{settings: spec.Defaults, source: setting(LayerDefaults, "spec.defaults")},
	}
	var profiles map[string]config.Profile
	if len(chain) > 0 {
		profiles = spec.AllProfiles()
	}
	for _, name := range chain {
		source, settings := setting(LayerProfile, "spec.profiles."+name), profiles[name].Settings
		if _, own := spec.Profiles[name]; !own {
			settings.MaxReplicas = within(settings.MaxReplicas, spec.Limits)
			source = func(field string) Source {
				return Source{LayerProfile, fmt.Sprintf("built-in profile %s, %s", name, field)}
			}
		}
		all = append(all, layer{settings: settings, source: source})
	}
	if adopted != nil && adopted.IsReadable() {
		all = append(all, hpaLayer(*adopted))
	}
	return append(all, layer{settings: h.Annotations.Settings, source: annotation(h)})
}

// builtinSettings returns the settings of the lowest layer.
func builtinSettings(spec config.Spec) config.Settings {
	least, most := config.DefaultMinReplicas, config.DefaultMaxReplicas
	return config.Settings{MinReplicas: &least, MaxReplicas: within(&most, spec.Limits), Authentication: spec.Prometheus.Authentication}
}

// within lowers a maximum that the user did not set to the functionConfig's limit: the user
// could not correct it.
func within(most *int32, limits config.Limits) *int32 {
	if most == nil || limits.MaxReplicas <= 0 || *most <= limits.MaxReplicas {
		return most
	}
	return &limits.MaxReplicas
}

func setting(name, path string) func(string) Source {
	return func(field string) Source { return Source{name, "functionConfig " + path + "." + field} }
}

// annotation returns a function that returns the annotation that sets a field.
func annotation(h host.Host) func(string) Source {
	return func(field string) Source {
		return Source{LayerAnnotation, AnnotationField(h, annotationKey(field))}
	}
}

// AnnotationField returns the field that messages about an annotation point at.
func AnnotationField(h host.Host, key string) string {
	return "metadata.annotations[" + h.AnnotationName(key) + "]"
}

// annotationKey returns the annotation's key for a field of the settings: the field in
// kebab-case, or the name of the signal.
func annotationKey(field string) string {
	if rest, ok := strings.CutPrefix(field, "signals."); ok {
		name, part, _ := strings.Cut(rest, ".")
		if part == "activation" {
			return name + "-activation"
		}
		return name
	}
	name, _, _ := strings.Cut(field, "[")
	var b strings.Builder
	for _, r := range name {
		if r >= 'A' && r <= 'Z' {
			b.WriteByte('-')
			r += 'a' - 'A'
		}
		b.WriteRune(r)
	}
	return b.String()
}
