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
	// LayerScaledObject is the only one of a written ScaledObject.
	LayerScaledObject = "ScaledObject"
)

// IsShared says that the value was not given for this host alone.
func (s Source) IsShared() bool {
	return s.Layer != LayerAnnotation && s.Layer != LayerHPA && s.Layer != LayerScaledObject
}

// String is the source in words.
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

// layer is the settings that one place gives.
type layer struct {
	settings config.Settings
	// source says where a field of the settings stands in that place.
	source func(field string) Source
	// metrics are an HPA's, which replaces says the layer is.
	metrics  []Value[hpa.Metric]
	replaces bool
}

// layers are the places that have a say on a host, lowest first.
func layers(h host.Host, spec config.Spec, chain []string, replaced *hpa.HPA) []layer {
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
	if replaced != nil && replaced.IsReadable() {
		all = append(all, adopted(*replaced))
	}
	return append(all, layer{settings: h.Annotations.Settings, source: annotation(h)})
}

// builtinSettings are the settings under all others.
func builtinSettings(spec config.Spec) config.Settings {
	least, most := config.DefaultMinReplicas, config.DefaultMaxReplicas
	return config.Settings{MinReplicas: &least, MaxReplicas: within(&most, spec.Limits), Authentication: spec.Prometheus.Authentication}
}

// within keeps what nobody asked for within the functionConfig's limit: it would
// be an error of no one.
func within(most *int32, limits config.Limits) *int32 {
	if most == nil || limits.MaxReplicas <= 0 || *most <= limits.MaxReplicas {
		return most
	}
	return &limits.MaxReplicas
}

func setting(name, path string) func(string) Source {
	return func(field string) Source { return Source{name, "functionConfig " + path + "." + field} }
}

// annotation translates a field of the settings into the annotation that sets it.
func annotation(h host.Host) func(string) Source {
	return func(field string) Source {
		return Source{LayerAnnotation, AnnotationField(h, annotationKey(field))}
	}
}

// AnnotationField is an annotation as messages point at it.
func AnnotationField(h host.Host, key string) string {
	return "metadata.annotations[" + h.AnnotationName(key) + "]"
}

// annotationKey is kebab-case of the field, and the signal's own name for signals.
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
