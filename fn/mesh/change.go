package mesh

import (
	"cmp"
	"maps"
	"slices"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/strict"
)

// Redirect sends all that goes to a Service of another object's namespace somewhere else.
func Redirect(spec *yaml.Node, service string, of, from *inventory.Object, is *yaml.Node) []Passage {
	var done []Passage
	destinations := Destinations(spec, service, of, from)
	for _, at := range slices.SortedFunc(maps.Keys(destinations), inOrder) {
		done = append(done, Passage{
			At:    strict.Index(strict.Index("http", at[0])+".route", at[1]) + "." + destination,
			Match: copied(matchOf(spec, at[0])), Was: copied(destinations[at]), Is: is,
		})
		*destinations[at] = *copied(is)
	}
	return done
}

// Retry has rules that send requests to a Service try again, where they do not say
// themselves whether to.
func Retry(spec *yaml.Node, service string, of, from *inventory.Object, is *yaml.Node) []Passage {
	var done []Passage
	rules := inventory.Elements(inventory.Field(spec, "http"))
	for _, at := range slices.SortedFunc(maps.Keys(Destinations(spec, service, of, from)), inOrder) {
		if rule := rules[at[0]]; inventory.Field(rule, retries) == nil {
			rule.Content = append(rule.Content, keda.Node(retries), copied(is))
			done = append(done, Passage{At: strict.Index("http", at[0]) + "." + retries, Match: copied(matchOf(spec, at[0])), Is: is})
		}
	}
	return done
}

func inOrder(a, b [2]int) int { return cmp.Or(a[0]-b[0], a[1]-b[1]) }

func matchOf(spec *yaml.Node, rule int) *yaml.Node {
	return inventory.Field(inventory.Elements(inventory.Field(spec, "http"))[rule], "match")
}

func copied(n *yaml.Node) *yaml.Node {
	if n == nil {
		return nil
	}
	return yaml.NewRNode(n).Copy().YNode()
}
