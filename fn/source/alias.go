package source

import (
	"fmt"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/inventory"
)

// CheckAliases returns an error if the aliases of a YAML text expand to more than a build can hold:
// kustomize expands them without a limit. Text that is not YAML passes.
func CheckAliases(text []byte) error {
	if !mayHaveAliases(asString(text)) {
		return nil
	}
	for _, d := range Split(asString(text)) {
		if err := d.boundedAliases(); err != nil {
			return fmt.Errorf("document %d (line %d): %w", d.Number, d.Line, err)
		}
	}
	return nil
}

func mayHaveAliases(text string) bool {
	return strings.Contains(text, "&") && strings.Contains(text, "*")
}

func (d Document) boundedAliases() error {
	if !mayHaveAliases(d.Text) {
		return nil
	}
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(d.Text), &doc); err != nil {
		return nil // the consumer of the text reports the error
	}
	if err := inventory.CheckAliases(&doc); err != nil {
		return err
	}
	return boundedStrings(&doc)
}

// boundedStrings also checks the strings in a document, since a kustomization contains patches and
// functionConfigs as strings.
func boundedStrings(n *yaml.Node) error {
	if n.Kind == yaml.ScalarNode {
		for _, d := range Split(n.Value) {
			if err := d.boundedAliases(); err != nil {
				return err
			}
		}
	}
	for _, c := range n.Content {
		if err := boundedStrings(c); err != nil {
			return err
		}
	}
	return nil
}
