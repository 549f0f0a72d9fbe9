package encoding

import (
	"slices"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"
)

// ways are the forms in which a node may be written, the most similar to its own first. A way that
// changes something returns a copy.
var ways = []func(*yaml.Node) *yaml.Node{
	func(n *yaml.Node) *yaml.Node { return n },
	changed(restyle),
	changed(restyle, openCommented),
	changed(restyle, dropBracketed),
	changed(restyle, dropComments),
	changed(dropComments, quoteLines, open),
	changed(dropComments, quoteAll, open),
}

// changed returns a way that makes changes to a copy.
func changed(changes ...func(*yaml.Node)) func(*yaml.Node) *yaml.Node {
	return func(n *yaml.Node) *yaml.Node {
		n = Copy(n)
		for _, change := range changes {
			change(n)
		}
		return n
	}
}

func each(n *yaml.Node, do func(*yaml.Node)) {
	do(n)
	for _, c := range n.Content {
		each(c, do)
	}
}

var (
	blockStyle = yaml.LiteralStyle | yaml.FoldedStyle
	quoteStyle = yaml.DoubleQuotedStyle | yaml.SingleQuotedStyle
)

// restyle changes the style of scalars that would lose their value.
func restyle(n *yaml.Node) {
	each(n, func(n *yaml.Node) {
		if n.Kind != yaml.ScalarNode || survives(n) {
			return
		}
		switch {
		case n.ShortTag() == yaml.NodeTagNull:
			n.Value = "null"
			return
		case n.ShortTag() != yaml.NodeTagString:
			return
		}
		for _, style := range []yaml.Style{yaml.LiteralStyle, yaml.DoubleQuotedStyle} {
			n.Style = n.Style&yaml.TaggedStyle | style
			if survives(n) {
				return
			}
		}
	})
}

// survives reports whether a scalar keeps its value as the last one of an object in a list, and
// before another value.
func survives(n *yaml.Node) bool {
	if n.Style&(blockStyle|quoteStyle) == 0 && n.Value != "" && !strings.ContainsFunc(n.Value, func(r rune) bool { return r < ' ' || r > '~' }) {
		return true
	}
	bare := *n
	bare.HeadComment, bare.LineComment, bare.FootComment, bare.Anchor = "", "", "", ""
	key := &yaml.Node{Kind: yaml.ScalarNode, Tag: yaml.NodeTagString, Value: "a"}
	one := &yaml.Node{Kind: yaml.MappingNode, Tag: yaml.NodeTagMap, Content: []*yaml.Node{key, &bare}}
	if bare.Style&blockStyle == 0 {
		one.Style = yaml.FlowStyle
	}
	list := &yaml.Node{Kind: yaml.SequenceNode, Tag: yaml.NodeTagSeq, Content: []*yaml.Node{one, &bare, key}}
	text, err := (&encoder{}).encode(list)
	return err == nil && Same(text, list)
}

// openCommented writes brackets that contain comments in block style.
func openCommented(n *yaml.Node) { openWhere(n, hasComment) }

// openWhere writes collections for which holds returns true in block style, and all collections
// around them.
func openWhere(n *yaml.Node, holds func(*yaml.Node) bool) (opened bool) {
	for _, c := range n.Content {
		if openWhere(c, holds) || holds(c) {
			opened = true
		}
	}
	if opened {
		n.Style &^= yaml.FlowStyle
	}
	return opened
}

func hasComment(n *yaml.Node) bool { return n.HeadComment+n.LineComment+n.FootComment != "" }

// isBroken reports whether a comment is in brackets. The library writes it so that the following
// text is misplaced; its own parser accepts that, and others do not.
func isBroken(n *yaml.Node) bool {
	for _, c := range n.Content {
		if isBroken(c) || n.Style&yaml.FlowStyle != 0 && holdsComment(c) {
			return true
		}
	}
	return false
}

func holdsComment(n *yaml.Node) bool {
	return hasComment(n) || slices.ContainsFunc(n.Content, holdsComment)
}

// dropBracketed drops the comments within brackets.
func dropBracketed(n *yaml.Node) {
	if n.Style&yaml.FlowStyle == 0 || n.Kind == yaml.ScalarNode {
		for _, c := range n.Content {
			dropBracketed(c)
		}
		return
	}
	comment := n.LineComment
	dropComments(n)
	n.LineComment = comment
}

func dropComments(n *yaml.Node) {
	each(n, func(n *yaml.Node) { n.HeadComment, n.LineComment, n.FootComment = "", "", "" })
}

// quoteLines quotes strings with several lines.
func quoteLines(n *yaml.Node) {
	quote(n, func(n *yaml.Node) bool { return n.Style&blockStyle != 0 || strings.ContainsAny(n.Value, "\n\t\r") })
}

func quoteAll(n *yaml.Node) { quote(n, func(*yaml.Node) bool { return true }) }

func quote(n *yaml.Node, which func(*yaml.Node) bool) {
	var r resolver
	each(n, func(n *yaml.Node) {
		switch {
		case n.Kind != yaml.ScalarNode:
		case n.ShortTag() == yaml.NodeTagNull:
			n.Value = "null"
		case which(n) && r.isString(n):
			n.Style = n.Style&yaml.TaggedStyle | yaml.DoubleQuotedStyle
		}
	})
}

func open(n *yaml.Node) {
	each(n, func(n *yaml.Node) {
		if n.Kind != yaml.ScalarNode {
			n.Style &^= yaml.FlowStyle
		}
	})
}
