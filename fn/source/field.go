package source

import (
	"strconv"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/inventory"
)

// lineOf returns the line of the field at a path such as spec.triggers[0].metadata.query or
// metadata.annotations[NAME] within the document. For a missing field it returns the line of its
// closest existing parent below spec, and 0 for a path that leads nowhere.
func lineOf(object *yaml.Node, path string) int {
	line := 0
	n := object
	for depth, step := range steps(path) {
		key, value := child(n, step)
		switch {
		case key == nil && n != nil && n.Kind == yaml.ScalarNode:
			return line // the rest is inside the annotation's value
		case key == nil && depth > 0 && strings.HasPrefix(path, "spec"):
			return line
		case key == nil:
			return 0
		}
		line, n = key.Line, value
	}
	return line
}

// child returns what a step leads to, and the node where that begins: its key, or the element.
func child(n *yaml.Node, step string) (key, value *yaml.Node) {
	if n == nil {
		return nil, nil
	}
	switch n.Kind {
	case yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			if n.Content[i].Value == step {
				return n.Content[i], n.Content[i+1]
			}
		}
	case yaml.SequenceNode:
		elements := inventory.Elements(n)
		if i, err := strconv.Atoi(step); err == nil && i >= 0 && i < len(elements) {
			return elements[i], elements[i]
		}
	}
	return nil, nil
}

// steps splits a path into names and what is in brackets.
func steps(path string) []string {
	var all []string
	for path != "" {
		if rest, ok := strings.CutPrefix(path, "["); ok {
			inside, after, _ := strings.Cut(rest, "]")
			all, path = append(all, inside), strings.TrimPrefix(after, ".")
			continue
		}
		i := strings.IndexAny(path, ".[")
		if i < 0 {
			return append(all, path)
		}
		all, path = append(all, path[:i]), strings.TrimPrefix(path[i:], ".")
	}
	return all
}
