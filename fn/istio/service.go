// Package istio reads Istio's VirtualServices and edits hand-written ones so that the edits can
// be reverted.
package istio

import (
	"slices"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/managed"
)

// Destination is a destination in a VirtualService, with the indexes of its rule and route.
type Destination struct {
	Rule, Route int
	Node        *yaml.Node
}

// Destinations returns the destinations that are a Service in another object's namespace, in
// order.
func Destinations(spec *yaml.Node, service string, of, from *inventory.Object) []Destination {
	return slices.DeleteFunc(destinations(spec), func(d Destination) bool {
		return !IsService(inventory.Text(inventory.Field(d.Node, "host")), service, of, from)
	})
}

func destinations(spec *yaml.Node) []Destination {
	var all []Destination
	for i, rule := range inventory.Elements(inventory.Field(spec, "http")) {
		for j, route := range inventory.Elements(inventory.Field(rule, "route")) {
			if n := inventory.Field(route, destination); n != nil {
				all = append(all, Destination{i, j, n})
			}
		}
	}
	return all
}

// Services returns the names of all Services that a VirtualService sends requests to, without
// their namespaces. Use them to look up candidates; IsService decides.
func Services(o *inventory.Object) []string {
	var names []string
	for _, d := range destinations(Spec(o)) {
		name, _, _ := strings.Cut(inventory.Text(inventory.Field(d.Node, "host")), ".")
		names = append(names, name)
	}
	return names
}

// Spec returns a VirtualService's spec without the recorded edits. Callers must not modify it.
func Spec(o *inventory.Object) *yaml.Node {
	if o.Annotations[managed.AnnotationEdited] == "" {
		return o.Field("spec")
	}
	restored, _, _ := Revert(o)
	return inventory.Field(restored, "spec")
}

// SendsTo reports whether a VirtualService sends requests to a Service in another object's
// namespace.
func SendsTo(o *inventory.Object, service string, of *inventory.Object) bool {
	return len(Destinations(Spec(o), service, of, o)) > 0
}

// IsService reports whether a host name in one object is a Service in another object's namespace.
// The name may be short, contain the namespace, or be fully qualified.
func IsService(name, service string, of, from *inventory.Object) bool {
	first, rest, dotted := strings.Cut(name, ".")
	if first != service {
		return false
	}
	if !dotted {
		return from.SharesNamespace(of)
	}
	namespace, rest, _ := strings.Cut(rest, ".")
	svc, _, _ := strings.Cut(rest, ".")
	return namespace == of.EffectiveNamespace() && (svc == "" || svc == "svc")
}
