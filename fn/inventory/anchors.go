package inventory

import (
	"fmt"

	"sigs.k8s.io/kustomize/kyaml/yaml"
)

// maxNodes is how large a document may grow by its aliases.
const maxNodes = 1_000_000

// Expand puts copies in the place of an item's aliases, so that what is taken
// out of the item, or out of the package, is missed by none. Items without
// aliases are not touched. Aliases that contain themselves, or that would grow
// beyond all bounds, are errors.
func Expand(item *yaml.RNode) error {
	if item == nil || !HasAlias(item.YNode()) {
		return nil
	}
	if err := CheckAliases(item.YNode()); err != nil {
		return err
	}
	return item.DeAnchor()
}

// CheckAliases returns an error if a node's aliases contain themselves, or would make it grow
// beyond all bounds.
func CheckAliases(n *yaml.Node) error {
	size, err := sizes{}.count(n)
	if err == nil && size > maxNodes {
		err = fmt.Errorf("its YAML aliases stand for more than %d nodes", maxNodes)
	}
	return err
}

// HasAlias says whether a part of the node is written elsewhere: behind an alias, or
// in what a merge key brings in.
func HasAlias(n *yaml.Node) bool {
	if n == nil {
		return false
	}
	if n.Kind == yaml.AliasNode || n.Tag == yaml.MergeTag {
		return true
	}
	for _, c := range n.Content {
		if HasAlias(c) {
			return true
		}
	}
	return false
}

// sizes remembers how many nodes stand under each anchor; 0 while it is counted.
type sizes map[*yaml.Node]int

func (s sizes) count(n *yaml.Node) (int, error) {
	if n.Kind == yaml.AliasNode {
		if n.Alias == nil {
			return 0, fmt.Errorf("the YAML alias *%s has no anchor", n.Value)
		}
		return s.count(n.Alias)
	}
	if n.Anchor != "" {
		if size, seen := s[n]; seen && size == 0 {
			return 0, fmt.Errorf("the YAML anchor &%s contains itself", n.Anchor)
		} else if seen {
			return size, nil
		}
		s[n] = 0
	}
	size := 1
	for _, c := range n.Content {
		inner, err := s.count(c)
		if err != nil {
			return 0, err
		}
		// Saturate: the sum itself may grow beyond all bounds.
		size = min(size+inner, maxNodes+1)
	}
	if n.Anchor != "" {
		s[n] = size
	}
	return size, nil
}
