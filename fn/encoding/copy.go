package encoding

import "sigs.k8s.io/kustomize/kyaml/yaml"

// Copy copies a node and everything below it. Aliases in the copy refer to the copies of
// their anchors.
func Copy(n *yaml.Node) *yaml.Node { return nodeCopier{}.copy(n) }

// nodeCopier maps originals to their copies, so that each node is copied once.
type nodeCopier map[*yaml.Node]*yaml.Node

func (c nodeCopier) copy(n *yaml.Node) *yaml.Node {
	if n == nil {
		return nil
	}
	if done, ok := c[n]; ok {
		return done
	}
	copied := *n
	c[n] = &copied
	copied.Alias = c.copy(n.Alias)
	copied.Content = make([]*yaml.Node, len(n.Content))
	for i, inner := range n.Content {
		copied.Content[i] = c.copy(inner)
	}
	return &copied
}
