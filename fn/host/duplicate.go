package host

import (
	"fmt"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/strictyaml"
)

// checkDuplicateKeys reports duplicate keys in a model host's YAML. Some parsers reject them,
// others take the first value, others the last.
func (f *finder) checkDuplicateKeys(o *inventory.Object) {
	f.checkKeys(o, o.Field(), "")
}

func (f *finder) checkKeys(o *inventory.Object, n *yaml.Node, path string) {
	switch {
	case n == nil:
	case n.Kind == yaml.SequenceNode:
		for i, item := range n.Content {
			f.checkKeys(o, item, strictyaml.Index(path, i))
		}
	case n.Kind == yaml.MappingNode:
		f.checkMappingKeys(o, n, path)
	}
}

func (f *finder) checkMappingKeys(o *inventory.Object, n *yaml.Node, path string) {
	times := make(map[string]int, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i].Value
		at := strictyaml.Field(path, key)
		if times[key]++; times[key] == 2 {
			f.add(o, finding.Finding{
				Rule: RuleDuplicateKey.ID, Severity: RuleDuplicateKey.Severity, Field: at,
				Message: fmt.Sprintf("duplicate key %q", key), Hint: "remove all but one",
			})
		}
		f.checkKeys(o, n.Content[i+1], at)
	}
}
