package fn

import (
	"slices"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/encoding"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/krm"
)

// aliasExpansion is a package without aliases, so that items can be read, edited and removed
// one by one. Items with aliases are copies: nothing in the package may change until the
// function succeeds.
type aliasExpansion struct {
	// items are the package's own nodes, or copies.
	items []*yaml.RNode
	// originals are the package's nodes by their copies.
	originals map[*yaml.RNode]*yaml.RNode
	// crossItem are the copies of items that use an anchor of another item, which may be edited or
	// removed.
	crossItem map[*yaml.RNode]bool
	// unread are the indexes of items whose aliases cannot be expanded.
	unread []int
}

// expand removes the aliases from a package's items.
func expand(items []*yaml.RNode) (aliasExpansion, finding.List) {
	e := aliasExpansion{items: items}
	var findings finding.List
	for i, item := range items {
		if !inventory.HasAlias(item.YNode()) {
			continue
		}
		node := yaml.NewRNode(encoding.Copy(item.YNode()))
		if err := inventory.Expand(node); err != nil {
			findings = append(findings, finding.Finding{
				Rule: RuleAliases.ID, Severity: RuleAliases.Severity, Resource: inventory.Describe(i, item),
				Message: err.Error(), Hint: "use plain values instead",
			})
			e.unread = append(e.unread, i)
			continue
		}
		e.replace(i, item, node, usesForeignAnchor(item.YNode()))
	}
	return e, findings
}

func (e *aliasExpansion) replace(i int, original, copied *yaml.RNode, borrower bool) {
	if e.originals == nil {
		e.originals, e.crossItem = map[*yaml.RNode]*yaml.RNode{}, map[*yaml.RNode]bool{}
		e.items = append([]*yaml.RNode(nil), e.items...)
	}
	e.items[i], e.originals[copied] = copied, original
	if borrower {
		e.crossItem[copied] = true
	}
}

// readable returns the items except those whose aliases cannot be expanded, so that the rest can be
// checked.
func (e *aliasExpansion) readable() []*yaml.RNode {
	if len(e.unread) == 0 {
		return e.items
	}
	var items []*yaml.RNode
	for i, item := range e.items {
		if !slices.Contains(e.unread, i) {
			items = append(items, item)
		}
	}
	return items
}

// putBack replaces copies by the package's own nodes: unchanged if they were not edited, and
// without aliases otherwise.
func (e *aliasExpansion) putBack(items []*yaml.RNode, edited map[*yaml.RNode]krm.Edit) {
	for i, item := range items {
		original, copied := e.originals[item]
		if !copied {
			continue
		}
		items[i] = original
		if _, changed := edited[item]; changed || e.crossItem[item] {
			*original.YNode() = *item.YNode()
			edited[original] = krm.Edit{}
		}
		delete(edited, item)
	}
}

// usesForeignAnchor reports whether an alias refers to an anchor outside the item.
func usesForeignAnchor(item *yaml.Node) bool {
	own := map[*yaml.Node]bool{}
	var aliases []*yaml.Node
	var look func(n *yaml.Node)
	look = func(n *yaml.Node) {
		own[n] = true
		if n.Kind == yaml.AliasNode {
			aliases = append(aliases, n)
		}
		for _, c := range n.Content {
			look(c)
		}
	}
	look(item)
	for _, alias := range aliases {
		if !own[alias.Alias] {
			return true
		}
	}
	return false
}
