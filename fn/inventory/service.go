package inventory

import (
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"
)

// Destinations are those of a VirtualService that are a Service of another object's
// namespace, by the place of their rule and of themselves in it.
func Destinations(spec *yaml.Node, service string, of, from *Object) map[[2]int]*yaml.Node {
	found := map[[2]int]*yaml.Node{}
	for i, rule := range Elements(Field(spec, "http")) {
		for j, route := range Elements(Field(rule, "route")) {
			if destination := Field(route, "destination"); IsService(Text(Field(destination, "host")), service, of, from) {
				found[[2]int{i, j}] = destination
			}
		}
	}
	return found
}

// IsService says whether a name that from's readers resolve is that of a Service in
// another object's namespace: short, with the namespace, or in full.
func IsService(name, service string, of, from *Object) bool {
	first, rest, dotted := strings.Cut(name, ".")
	if first != service {
		return false
	}
	if !dotted {
		return from.SharesNamespace(of)
	}
	namespace, _, _ := strings.Cut(rest, ".")
	return namespace == of.Home()
}
