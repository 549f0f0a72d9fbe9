package istio

import (
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/encoding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/strictyaml"
)

// Redirect replaces all destinations that are a Service in the namespace of another object.
func Redirect(spec *yaml.Node, service string, of, from *inventory.Object, is *yaml.Node) []Edit {
	var done []Edit
	for _, d := range Destinations(spec, service, of, from) {
		done = append(done, Edit{
			Path:  strictyaml.Index(strictyaml.Index("http", d.Rule)+".route", d.Route) + "." + destination,
			Match: copyNode(matchOf(spec, d.Rule)), Before: copyNode(d.Node), After: is,
		})
		*d.Node = *copyNode(is)
	}
	return done
}

// Retry adds retries to the rules that send requests to a Service and do not configure retries
// themselves.
func Retry(spec *yaml.Node, service string, of, from *inventory.Object, is *yaml.Node) []Edit {
	var done []Edit
	rules := inventory.Elements(inventory.Field(spec, "http"))
	for _, d := range Destinations(spec, service, of, from) {
		if rule := rules[d.Rule]; inventory.Field(rule, retries) == nil {
			rule.Content = append(rule.Content, encoding.Node(retries), copyNode(is))
			done = append(done, Edit{Path: strictyaml.Index("http", d.Rule) + "." + retries, Match: copyNode(matchOf(spec, d.Rule)), After: is})
		}
	}
	return done
}

func matchOf(spec *yaml.Node, rule int) *yaml.Node {
	return inventory.Field(inventory.Elements(inventory.Field(spec, "http"))[rule], "match")
}

func copyNode(n *yaml.Node) *yaml.Node {
	if n == nil {
		return nil
	}
	return yaml.NewRNode(n).Copy().YNode()
}
