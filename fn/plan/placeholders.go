package plan

import (
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

// values returns the values of the placeholders that any trigger may use.
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

// queryValues returns values with those of the placeholders that only a signal's query may
// use.
func (r *resolver) queryValues(window config.Seconds) signal.Values {
	values := r.values()
	values["pod-label"] = r.Config.Prometheus.PodLabel
	values["namespace-label"] = r.Config.Prometheus.NamespaceLabel
	values["server-pod-label"] = r.Config.Prometheus.ServerPodLabel
	values["server-namespace-label"] = r.Config.Prometheus.ServerNamespaceLabel
	// The catalogue has replaced it already. It is here as one of the known names.
	values["istio-requests"] = strings.Join(r.Config.Istio.Requests(), ", ")
	values["window"] = window.Window()
	values["window-seconds"] = strconv.Itoa(int(window))
	return values
}

// fill fills in placeholders and reports those that it cannot fill in.
func (r *resolver) fill(text string, values signal.Values, at Source) string {
	return r.fillValue(text, values, at, false)
}

// fillValue does the same for a value that may be a credential.
func (r *resolver) fillValue(text string, values signal.Values, at Source, isCredential bool) string {
	filled, unknown, empty := values.Fill(text)
	for _, name := range slices.Compact(slices.Sorted(slices.Values(unknown))) {
		hint := "known placeholders: $(" + strings.Join(values.Names(), "), $(") + ")"
		if near, ok := suggest.Closest(name, values.Names()); ok {
			hint = fmt.Sprintf("did you mean $(%s)?", near)
		}
		message := fmt.Sprintf("unknown placeholder $(%s)", name)
		if isCredential {
			message = "unknown placeholder" // its name may be the password itself
		}
		r.add(RulePlaceholder, at.Field, message, hint)
	}
	if slices.Contains(empty, "namespace") {
		r.add(RuleNamespace, at.Field, "the namespace is unknown, but $(namespace) needs it",
			"set metadata.namespace, kustomize's namespace, or spec.namespace of the functionConfig")
	}
	return filled
}

// fillAll fills in the placeholders of a trigger's metadata.
func (r *resolver) fillAll(metadata keda.Metadata, at Source) {
	for _, key := range slices.Sorted(maps.Keys(metadata)) {
		metadata[key] = r.fillValue(metadata[key], r.values(), Source{at.Layer, at.Field + ".metadata." + key}, keda.IsCredential(key))
	}
}
