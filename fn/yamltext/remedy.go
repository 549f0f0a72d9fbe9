package yamltext

import (
	"slices"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"
)

// remedies make a node easier to write, each giving up more of how it was written.
// Each applies on top of those before it.
var remedies = []func(*yaml.Node){quoteMultiline, dropComments, writeOut}

// openCommented writes flow collections with comments in block style, which has room
// for them, and so the collections around them.
func openCommented(n *yaml.Node) { openIfCommented(n, false) }

func openIfCommented(n *yaml.Node, inFlow bool) (commented bool) {
	flow := inFlow || n.Style&yaml.FlowStyle != 0
	for _, c := range n.Content {
		commented = openIfCommented(c, flow) || commented
	}
	if commented {
		n.Style &^= yaml.FlowStyle
	}
	return commented || inFlow && isCommented(n)
}

// hasCommentInFlow reports whether a comment stands inside a flow collection.
func hasCommentInFlow(n *yaml.Node, inFlow bool) bool {
	if inFlow && isCommented(n) {
		return true
	}
	inFlow = inFlow || n.Style&yaml.FlowStyle != 0
	return slices.ContainsFunc(n.Content, func(c *yaml.Node) bool { return hasCommentInFlow(c, inFlow) })
}

func isCommented(n *yaml.Node) bool {
	return n.HeadComment != "" || n.LineComment != "" || n.FootComment != ""
}

// anchorsOf returns the nodes below one that have an anchor.
func anchorsOf(n *yaml.Node) map[*yaml.Node]bool {
	var own map[*yaml.Node]bool
	var look func(n *yaml.Node)
	look = func(n *yaml.Node) {
		if n.Anchor != "" {
			if own == nil {
				own = map[*yaml.Node]bool{}
			}
			own[n] = true
		}
		for _, c := range n.Content {
			look(c)
		}
	}
	look(n)
	return own
}

// borrows reports whether an alias stands for an anchor that is not in the text.
func borrows(n *yaml.Node, own map[*yaml.Node]bool) bool {
	return n.Kind == yaml.AliasNode && !own[n.Alias] || slices.ContainsFunc(n.Content, func(c *yaml.Node) bool { return borrows(c, own) })
}

// returnBorrowed replaces aliases of anchors that are not in the text by what they
// stand for.
func returnBorrowed(n *yaml.Node, own map[*yaml.Node]bool, bound *comparison) {
	if bound.nodes++; bound.nodes > maxNodes {
		return
	}
	if n.Kind == yaml.AliasNode && n.Alias != nil && !own[n.Alias] {
		*n = *clone(n.Alias)
		n.Anchor = ""
	}
	for _, c := range n.Content {
		returnBorrowed(c, own, bound)
	}
}

// quoteMultiline writes strings of several lines, or with characters that some
// readers take for line breaks or for indentation, in double quotes.
func quoteMultiline(n *yaml.Node) {
	if n.Kind == yaml.ScalarNode && n.ShortTag() == yaml.NodeTagString && strings.ContainsAny(n.Value, "\n\r\t\u0085\u2028\u2029\ufeff") {
		n.Style = n.Style&yaml.TaggedStyle | yaml.DoubleQuotedStyle
	}
	for _, c := range n.Content {
		quoteMultiline(c)
	}
}

func dropComments(n *yaml.Node) {
	n.HeadComment, n.LineComment, n.FootComment = "", "", ""
	for _, c := range n.Content {
		dropComments(c)
	}
}

// writeOut leaves nothing to the encoder: collections are in block style, strings in
// double quotes, nulls have a name, and aliases are replaced by what they stand for.
func writeOut(n *yaml.Node) { writeOutBelow(n, map[*yaml.Node]bool{}, &comparison{}) }

func writeOutBelow(n *yaml.Node, open map[*yaml.Node]bool, bound *comparison) {
	if bound.nodes++; bound.nodes > maxNodes {
		return
	}
	if n.Kind == yaml.AliasNode && n.Alias != nil && !open[n.Alias] {
		anchored := n.Alias
		open[anchored] = true
		defer delete(open, anchored)
		*n = *clone(anchored)
		n.Anchor = ""
	}
	n.Anchor = ""
	switch n.Kind {
	case yaml.MappingNode, yaml.SequenceNode:
		n.Style &= yaml.TaggedStyle
	case yaml.ScalarNode:
		switch n.ShortTag() {
		case yaml.NodeTagString:
			n.Style = n.Style&yaml.TaggedStyle | yaml.DoubleQuotedStyle
		case yaml.NodeTagNull:
			n.Value, n.Style = "null", n.Style&yaml.TaggedStyle
		}
	}
	for _, c := range n.Content {
		writeOutBelow(c, open, bound)
	}
}
