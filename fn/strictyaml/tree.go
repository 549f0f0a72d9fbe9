package strictyaml

import (
	"fmt"
	"slices"

	"sigs.k8s.io/kustomize/kyaml/yaml"
)

const (
	// maxNodes bounds the work for nested aliases.
	maxNodes = 100_000
	// maxDepth is more than any manifest needs and far less than would overflow the stack.
	maxDepth = 200
)

// tree converts nodes to plain trees: aliases replaced by copies of their targets, no merge
// keys, only objects with distinct string keys, bounded in size.
type tree struct {
	*report
	left    int
	open    []*yaml.Node // the current node and those around it
	aliases int          // how many of the steps down to it were aliases
}

func newTree(r *report) *tree { return &tree{report: r, left: maxNodes} }

// isExhausted reports whether more nodes were read than the limit allows.
func (t *tree) isExhausted() bool { return t.left < 0 }

// plain returns nil for what is absent or cannot be read.
func (t *tree) plain(n *yaml.Node, path string, depth int) *yaml.Node {
	if n == nil || n.IsZero() || t.isExhausted() {
		return nil
	}
	if t.left--; t.isExhausted() {
		t.add(path, fmt.Sprintf("is too large: more than %d values once aliases are replaced", maxNodes), "use fewer aliases")
		return nil
	}
	if depth > maxDepth {
		t.add(shorten(path), fmt.Sprintf("is nested more than %d levels deep", maxDepth), "")
		return nil
	}
	t.open = append(t.open, n)
	defer func() { t.open = t.open[:len(t.open)-1] }()
	return t.byKind(n, path, depth)
}

func (t *tree) byKind(n *yaml.Node, path string, depth int) *yaml.Node {
	switch n.Kind {
	case yaml.DocumentNode:
		if len(n.Content) != 1 {
			return nil
		}
		return t.plain(n.Content[0], path, depth+1)
	case yaml.AliasNode:
		return t.alias(n, path, depth)
	case yaml.ScalarNode:
		return t.with(n, nil)
	case yaml.SequenceNode:
		return t.with(n, t.items(n, path, depth))
	case yaml.MappingNode:
		return t.with(n, t.entries(n, path, depth))
	default:
		t.add(path, "is not a YAML value", "")
		return nil
	}
}

func (t *tree) alias(n *yaml.Node, path string, depth int) *yaml.Node {
	switch {
	case n.Alias == nil:
		t.add(path, fmt.Sprintf("the alias *%s has no target", shorten(n.Value)), "")
		return nil
	case slices.Contains(t.open, n.Alias):
		t.add(path, fmt.Sprintf("the alias *%s contains itself", shorten(n.Value)), "")
		return nil
	}
	t.aliases++
	defer func() { t.aliases-- }()
	return t.plain(n.Alias, path, depth+1)
}

func (t *tree) items(n *yaml.Node, path string, depth int) []*yaml.Node {
	var content []*yaml.Node
	for i, item := range n.Content {
		if t.isExhausted() {
			break
		}
		content = append(content, orNull(t.plain(item, Index(path, i), depth+1)))
	}
	return content
}

func (t *tree) entries(n *yaml.Node, path string, depth int) []*yaml.Node {
	var content []*yaml.Node
	lines := map[string]int{}
	for i := 0; i+1 < len(n.Content) && !t.isExhausted(); i += 2 {
		key, ok := t.key(n.Content[i], path, depth)
		if !ok {
			continue
		}
		at := Field(path, key.Value)
		if line, twice := lines[key.Value]; twice {
			t.add(at, duplicateMessage(line, key.Line), "keep one of the two")
			continue
		}
		lines[key.Value] = key.Line
		content = append(content, key, orNull(t.plain(n.Content[i+1], at, depth+1)))
	}
	return content
}

func duplicateMessage(first, second int) string {
	if first == 0 || second == 0 {
		return "is set twice"
	}
	return fmt.Sprintf("is set twice, on lines %d and %d", first, second)
}

// key returns the node of a key that can name a field.
func (t *tree) key(n *yaml.Node, path string, depth int) (*yaml.Node, bool) {
	before := len(t.problems)
	key := t.plain(n, path, depth+1)
	switch {
	case len(t.problems) > before:
		return nil, false
	case key != nil && key.Kind == yaml.ScalarNode && key.ShortTag() == yaml.NodeTagString:
		return key, true
	case key != nil && key.ShortTag() == yaml.MergeTag:
		t.add(path, "the merge key << is not supported", "replace it with its fields")
	default:
		t.add(path, "the key "+describe(key)+" is not a string", quoteHint(key))
	}
	return nil, false
}

// with returns n with other content. Below an alias it returns a copy, so that callers can
// edit the two places separately.
func (t *tree) with(n *yaml.Node, content []*yaml.Node) *yaml.Node {
	if t.aliases == 0 && n.Anchor == "" && slices.Equal(n.Content, content) {
		return n
	}
	c := *n
	c.Anchor, c.Content = "", content
	return &c
}

func orNull(n *yaml.Node) *yaml.Node {
	if n == nil {
		return &yaml.Node{Kind: yaml.ScalarNode, Tag: yaml.NodeTagNull, Value: "null"}
	}
	return n
}
