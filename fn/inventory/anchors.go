package inventory

import (
	"fmt"

	"sigs.k8s.io/kustomize/kyaml/yaml"
)

// maxNodes limits the size of a document after its aliases are expanded.
const maxNodes = 1_000_000

// Expand replaces an item's aliases with copies, so that removing a part of the item, or the item
// itself, leaves no alias without its anchor. It does not change items without aliases. It
// returns an error for aliases that contain themselves or would expand to more than maxNodes
// nodes.
func Expand(item *yaml.RNode) error {
	if item == nil || !HasAlias(item.YNode()) {
		return nil
	}
	if err := CheckAliases(item.YNode()); err != nil {
		return err
	}
	return item.DeAnchor()
}

// CheckAliases returns an error if a node's aliases contain themselves or would expand to more
// than maxNodes nodes.
func CheckAliases(n *yaml.Node) error {
	size, err := sizes{}.count(n)
	if err == nil && size > maxNodes {
		err = fmt.Errorf("its YAML aliases expand to more than %d nodes", maxNodes)
	}
	return err
}

// HasAlias reports whether the node has an alias or a merge key, so that part of its content is
// defined elsewhere.
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

// sizes caches the number of nodes below each anchor. It is 0 while they are being counted.
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
		// Saturate, because the sum itself could overflow.
		size = min(size+inner, maxNodes+1)
	}
	if n.Anchor != "" {
		s[n] = size
	}
	return size, nil
}
