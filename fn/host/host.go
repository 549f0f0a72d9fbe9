// Package host finds the model hosts of a package: workloads whose annotations
// say how they scale.
package host

import (
	"fmt"
	"slices"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/intent"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/nearest"
)

// Host is one model host.
type Host struct {
	Workload *inventory.Object
	Intent   intent.Intent
	// Key is what tells the host from others.
	Key string
	// ScaledObject is the name that its ScaledObject gets.
	ScaledObject string
	// Service is the host's Service; KnownService says that it is in the package.
	Service      string
	KnownService bool
	// Namespace is the workload's, or else that of the functionConfig; "" where neither tells.
	Namespace string

	prefix string
}

// Annotation is an annotation's full name.
func (h Host) Annotation(key string) string { return h.prefix + "/" + key }

// Find finds the model hosts, in the package's order, and what is wrong with
// anybody's annotations of intent.
func Find(inv *inventory.Inventory, spec config.Spec, signals []string) ([]Host, finding.List) {
	f := finder{inv: inv, spec: spec, signals: signals}
	for _, o := range inv.All {
		f.look(o)
	}
	return f.hosts, f.findings
}

type finder struct {
	inv      *inventory.Inventory
	spec     config.Spec
	signals  []string
	hosts    []Host
	findings finding.List
}

func (f *finder) look(o *inventory.Object) {
	given := f.annotations(o)
	if !o.IsWorkload() {
		for _, key := range keysOf(given) {
			f.misplaced(o, "metadata.annotations", key, "intent stands on a "+o.Kind, "put it on the model host's Deployment")
		}
		return
	}
	f.elsewhere(o)
	if len(given) == 0 {
		return
	}
	parsed, problems := intent.Parse(given, f.signals)
	f.report(o, problems)
	if why, hint := f.excluded(o); why != "" {
		f.noHost(o, given, why, hint)
		return
	}
	n, ok := namesOf(f.spec.Naming, o.Name, parsed.Key)
	if !ok {
		f.noHost(o, given, fmt.Sprintf("the name does not fit %s", f.spec.Naming.Deployment),
			fmt.Sprintf("rename it, or say its key: %s/key: <key>", f.spec.AnnotationPrefix))
		return
	}
	h := Host{
		Workload: o, Intent: parsed, Key: n.key, ScaledObject: n.scaledObject,
		Namespace: firstOf(o.Namespace, f.spec.Namespace), prefix: f.spec.AnnotationPrefix,
	}
	f.service(&h, n.service)
	f.hosts = append(f.hosts, h)
}

// annotations are an object's annotations of intent by key, with those that
// nearly are reported.
func (f *finder) annotations(o *inventory.Object) map[string]string {
	node := o.Field("metadata", "annotations")
	if node == nil || node.Kind != yaml.MappingNode {
		return nil
	}
	given := map[string]string{}
	for i := 0; i+1 < len(node.Content); i += 2 {
		name, value := node.Content[i].Value, node.Content[i+1]
		prefix, key, found := strings.Cut(name, "/")
		switch {
		case !found:
		case prefix == f.spec.AnnotationPrefix:
			f.value(o, given, key, value)
		case o.IsWorkload() && resembles(prefix, f.spec.AnnotationPrefix):
			f.add(o, finding.Finding{
				Rule: RulePrefix, Severity: finding.Warning, Field: field("metadata.annotations", name),
				Message: fmt.Sprintf("%q is not an annotation of ours, but nearly", prefix),
				Hint:    fmt.Sprintf("did you mean %s/%s?", f.spec.AnnotationPrefix, key),
			})
		}
	}
	return given
}

func (f *finder) value(o *inventory.Object, given map[string]string, key string, value *yaml.Node) {
	name := field("metadata.annotations", f.spec.AnnotationPrefix+"/"+key)
	if _, twice := given[key]; twice {
		f.add(o, finding.Finding{Rule: RuleValue, Severity: finding.Error, Field: name, Message: "is given twice", Hint: "remove one"})
		return
	}
	if value.Kind != yaml.ScalarNode || value.ShortTag() != yaml.NodeTagString {
		message, hint := "is not a string; Kubernetes refuses it", fmt.Sprintf("quote it: %q", value.Value)
		if value.Kind != yaml.ScalarNode {
			hint = "write the YAML as a block of text: put | behind the colon"
		}
		f.add(o, finding.Finding{Rule: RuleValue, Severity: finding.Error, Field: name, Message: message, Hint: hint})
	}
	given[key] = value.Value
}

// elsewhere reports intent on the pod template and in labels, where nobody reads it.
func (f *finder) elsewhere(o *inventory.Object) {
	places := []struct {
		name  string
		texts map[string]string
	}{
		{"spec.template.metadata.annotations", inventory.Texts(o.Field("spec", "template", "metadata", "annotations"))},
		{"metadata.labels", o.Labels},
	}
	for _, place := range places {
		for _, name := range keysOf(place.texts) {
			if prefix, key, found := strings.Cut(name, "/"); found && prefix == f.spec.AnnotationPrefix {
				f.misplaced(o, place.name, key, "nobody reads intent here", "move it to metadata.annotations of the "+o.Kind)
			}
		}
	}
}

// excluded says why the selector leaves a workload out; "" where it does not.
func (f *finder) excluded(o *inventory.Object) (why, hint string) {
	sel := f.spec.Selector
	if !slices.Contains(sel.Kinds, o.Kind) {
		return fmt.Sprintf("its kind %s is not among spec.selector.kinds %v", o.Kind, sel.Kinds), "add the kind, or remove the annotations"
	}
	if len(sel.Namespaces) > 0 && !slices.Contains(sel.Namespaces, firstOf(o.Namespace, f.spec.Namespace)) {
		return fmt.Sprintf("its namespace %q is not among spec.selector.namespaces %v", o.Namespace, sel.Namespaces), "add the namespace, or remove the annotations"
	}
	for _, key := range keysOf(sel.MatchLabels) {
		if o.Labels[key] != sel.MatchLabels[key] {
			return fmt.Sprintf("it lacks the label %s: %s of spec.selector.matchLabels", key, sel.MatchLabels[key]), "add the label, or remove the annotations"
		}
	}
	return "", ""
}

func resembles(prefix, own string) bool {
	near, ok := nearest.Of(prefix, []string{own})
	return ok && near == own && abs(len(prefix)-len(own)) <= 2
}

func abs(n int) int { return max(n, -n) }

func firstOf(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

func keysOf(m map[string]string) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
