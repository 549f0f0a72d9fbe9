// Package istio reads Istio's VirtualServices, and changes those of others such that it
// can be taken back.
package istio

import (
	"slices"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/managed"
)

// Destination is where a rule of a VirtualService sends requests, by its place.
type Destination struct {
	Rule, Route int
	Node        *yaml.Node
}

// Destinations are those that are a Service of another object's namespace, in order.
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

// Services are the names, without namespaces, of all that a VirtualService sends requests
// to, for those who look for a Service among many.
func Services(o *inventory.Object) []string {
	var names []string
	for _, d := range destinations(Spec(o)) {
		name, _, _ := strings.Cut(inventory.Text(inventory.Field(d.Node, "host")), ".")
		names = append(names, name)
	}
	return names
}

// Spec is a VirtualService's, with what earlier runs changed in it taken back. It is to be
// read only.
func Spec(o *inventory.Object) *yaml.Node {
	if o.Annotations[managed.AnnotationEdited] == "" {
		return o.Field("spec")
	}
	restored, _ := Revert(o)
	return inventory.Field(restored, "spec")
}

// SendsTo says whether a VirtualService sends requests to a Service of another object's
// namespace.
func SendsTo(o *inventory.Object, service string, of *inventory.Object) bool {
	return len(Destinations(Spec(o), service, of, o)) > 0
}

// IsService says whether a name that from's readers resolve is that of a Service in
// another object's namespace: short, with the namespace, or in full.
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
