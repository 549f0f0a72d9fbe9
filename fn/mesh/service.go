// Package mesh reads Istio's VirtualServices, and changes those of others such that it
// can be taken back.
package mesh

import (
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/inventory"
)

// Destinations are those of a VirtualService that are a Service of another object's
// namespace, by the place of their rule and of themselves in it.
func Destinations(spec *yaml.Node, service string, of, from *inventory.Object) map[[2]int]*yaml.Node {
	found := map[[2]int]*yaml.Node{}
	for i, rule := range inventory.Elements(inventory.Field(spec, "http")) {
		for j, route := range inventory.Elements(inventory.Field(rule, "route")) {
			if destination := inventory.Field(route, "destination"); IsService(inventory.Text(inventory.Field(destination, "host")), service, of, from) {
				found[[2]int{i, j}] = destination
			}
		}
	}
	return found
}

// SendsTo says whether a VirtualService sends requests to a Service of another object's
// namespace, once what earlier runs changed in it is taken back.
func SendsTo(o *inventory.Object, service string, of *inventory.Object) bool {
	restored, _ := Restored(o)
	return len(Destinations(inventory.Field(restored, "spec"), service, of, o)) > 0
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
	return namespace == of.Home() && (svc == "" || svc == "svc")
}
