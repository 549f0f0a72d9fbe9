package config

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/problem"
	"modelhost.dev/scale-modelhosts/fn/strictyaml"
	"modelhost.dev/scale-modelhosts/fn/suggest"
)

// flatKey is a key of a ConfigMap: the path of its field in the spec, and the function that
// sets the field.
type flatKey struct {
	path string
	set  func(*Spec, string) error
}

// text returns a flat key whose value is the field's.
func text(path string, field func(*Spec) *string) flatKey {
	return flatKey{path, func(s *Spec, v string) error { *field(s) = v; return nil }}
}

// patterns returns a flat key whose value is one or more naming patterns with commas
// between them.
func patterns(name string, isWorkload bool, field func(*Naming) *string) flatKey {
	return flatKey{"spec.naming." + name, func(s *Spec, v string) error { return s.Naming.set(v, isWorkload, field) }}
}

// flag returns a flat key whose value is true or false.
func flag(path string, field func(*Spec) *bool) flatKey {
	return flatKey{path, func(s *Spec, v string) error {
		if v != "true" && v != "false" {
			return fmt.Errorf("%q is neither true nor false", v)
		}
		*field(s) = v == "true"
		return nil
	}}
}

// flat holds the keys of a ConfigMap, except config.
var flat = map[string]flatKey{
	"prometheus-server-address":         text("spec.prometheus.serverAddress", func(s *Spec) *string { return &s.Prometheus.ServerAddress }),
	"prometheus-authentication":         text("spec.prometheus.authentication", func(s *Spec) *string { return &s.Prometheus.Authentication }),
	"prometheus-labels":                 text("spec.prometheus.labels", func(s *Spec) *string { return &s.Prometheus.Labels }),
	"prometheus-pod-label":              text("spec.prometheus.podLabel", func(s *Spec) *string { return &s.Prometheus.PodLabel }),
	"prometheus-namespace-label":        text("spec.prometheus.namespaceLabel", func(s *Spec) *string { return &s.Prometheus.NamespaceLabel }),
	"prometheus-server-pod-label":       text("spec.prometheus.serverPodLabel", func(s *Spec) *string { return &s.Prometheus.ServerPodLabel }),
	"prometheus-server-namespace-label": text("spec.prometheus.serverNamespaceLabel", func(s *Spec) *string { return &s.Prometheus.ServerNamespaceLabel }),
	"istio-data-plane":                  text("spec.istio.dataPlane", func(s *Spec) *string { return &s.Istio.DataPlane }),
	"istio-callers":                     text("spec.istio.callers", func(s *Spec) *string { return &s.Istio.Callers }),
	"istio-gateway-name":                text("spec.istio.gateway.name", func(s *Spec) *string { return &s.Istio.Gateway.Name }),
	"istio-gateway-namespace":           text("spec.istio.gateway.namespace", func(s *Spec) *string { return &s.Istio.Gateway.Namespace }),
	"istio-ingress-use-waypoint":        flag("spec.istio.ingressUseWaypoint", func(s *Spec) *bool { return &s.Istio.IngressUseWaypoint }),
	"istio-cluster-domain":              text("spec.istio.clusterDomain", func(s *Spec) *string { return &s.Istio.ClusterDomain }),
	"annotation-prefix":                 text("spec.annotationPrefix", func(s *Spec) *string { return &s.AnnotationPrefix }),
	"naming-deployment":                 patterns("deployment", true, func(n *Naming) *string { return &n.Deployment }),
	"naming-service":                    patterns("service", false, func(n *Naming) *string { return &n.Service }),
	"naming-scaled-object":              patterns("scaledObject", false, func(n *Naming) *string { return &n.ScaledObject }),
	"hpa-policy":                        text("spec.hpaPolicy", func(s *Spec) *string { return &s.HPAPolicy }),
	"replicas-policy":                   text("spec.replicasPolicy", func(s *Spec) *string { return &s.ReplicasPolicy }),
	"namespace":                         text("spec.namespace", func(s *Spec) *string { return &s.Namespace }),
	"strict":                            flag("spec.strict", func(s *Spec) *bool { return &s.Strict }),
}

// configKey holds the whole spec as YAML.
const configKey = "config"

// FlatKeys returns the keys of a ConfigMap, sorted.
func FlatKeys() []string {
	return slices.Sorted(slices.Values(append(slices.Collect(maps.Keys(flat)), configKey)))
}

// FlatField returns the path of the field that a ConfigMap's key sets: spec for config, ""
// for an unknown key.
func FlatField(key string) string {
	if key == configKey {
		return "spec"
	}
	return flat[key].path
}

// configMap is a functionConfig in kpt's form: flat keys, which override the spec under the
// key config.
type configMap struct{ data map[string]yaml.Node }

func readConfigMap(node *yaml.Node) (Spec, placing, []problem.Problem) {
	var spec Spec
	var c configMap
	problems := strictyaml.Decode(child(node, "data"), "data", &c.data)
	for _, key := range c.keys() {
		problems = append(problems, c.read(key, &spec)...)
	}
	return spec, c.place, problems
}

// keys returns the sorted keys, config first.
func (c configMap) keys() []string {
	keys := slices.Sorted(maps.Keys(c.data))
	slices.SortStableFunc(keys, func(a, b string) int {
		switch configKey {
		case a:
			return -1
		case b:
			return 1
		}
		return 0
	})
	return keys
}

func (c configMap) read(key string, into *Spec) []problem.Problem {
	value, path := c.data[key], strictyaml.Field("data", key)
	known, ok := flat[key]
	switch {
	case !ok && key != configKey:
		return []problem.Problem{{Path: path, Message: "unknown key", Hint: knownKeys(key)}}
	case value.Kind != yaml.ScalarNode:
		return []problem.Problem{{Path: path, Message: "is not a string", Hint: "use a string"}}
	case key == configKey:
		return readText(value.Value, path, into)
	}
	if err := known.set(into, value.Value); err != nil {
		return []problem.Problem{{Path: path, Message: err.Error()}}
	}
	return nil
}

func readText(text, path string, into *Spec) []problem.Problem {
	parsed, problems := strictyaml.Parse(text, path)
	if len(problems) > 0 {
		return problems
	}
	return strictyaml.Decode(parsed, path, into)
}

func knownKeys(key string) string {
	if near, ok := suggest.Closest(key, FlatKeys()); ok {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return "known keys: " + strings.Join(FlatKeys(), ", ")
}

// place returns the path in the ConfigMap of a field of the spec.
func (c configMap) place(path string) string {
	if rest, ok := strings.CutPrefix(path, "spec.naming["); ok {
		// One flat key holds the patterns of all sets.
		if _, field, ok := strings.Cut(rest, "]"); ok && c.place("spec.naming"+field) != "data."+configKey+".naming"+field {
			return c.place("spec.naming" + field)
		}
	}
	for key, known := range flat {
		if _, given := c.data[key]; given && known.path == path {
			return strictyaml.Field("data", key)
		}
	}
	if rest, ok := strings.CutPrefix(path, "spec."); ok {
		return "data." + configKey + "." + rest
	}
	return path
}
