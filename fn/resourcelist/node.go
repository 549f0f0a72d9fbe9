package resourcelist

import (
	"fmt"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/crash"
	"modelhost.dev/scale-modelhosts/fn/encoding"
	"modelhost.dev/scale-modelhosts/fn/finding"
)

// decode reads a document. The parser panics on some malformed text.
func decode(decoder *yaml.Decoder) (document *yaml.Node, err error) {
	defer func() {
		if r := recover(); r != nil {
			crash.Print(r)
			document, err = nil, fmt.Errorf("%v", r)
		}
	}()
	document = &yaml.Node{}
	return document, decoder.Decode(document)
}

func content(document *yaml.Node) *yaml.Node {
	if document != nil && document.Kind == yaml.DocumentNode && len(document.Content) == 1 {
		return document.Content[0]
	}
	return nil
}

// field returns the value of a field, following an alias.
func field(n *yaml.Node, name string) *yaml.Node {
	if n == nil || n.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value != name {
			continue
		}
		if value := n.Content[i+1]; value.Kind != yaml.AliasNode {
			return value
		}
		return n.Content[i+1].Alias
	}
	return nil
}

func scalar(n *yaml.Node) string {
	if n == nil || n.Kind != yaml.ScalarNode {
		return ""
	}
	return n.Value
}

func set(mapping *yaml.Node, name string, value *yaml.Node) {
	for i := 0; i+1 < len(mapping.Content); i += 2 {
		if mapping.Content[i].Value == name {
			mapping.Content[i+1] = value
			return
		}
	}
	mapping.Content = append(mapping.Content, encoding.Node(name), value)
}

// setResults replaces the results of an earlier function with the findings.
func setResults(top *yaml.Node, findings finding.List) {
	const name = "results"
	if len(findings) > 0 {
		set(top, name, encoding.Node(findings.Results()))
		return
	}
	for i := 0; i+1 < len(top.Content); i += 2 {
		if top.Content[i].Value == name {
			top.Content = append(top.Content[:i], top.Content[i+2:]...)
			return
		}
	}
}
