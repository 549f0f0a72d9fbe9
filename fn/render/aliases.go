package render

import (
	"fmt"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/inventory"
)

// boundedAliases returns an error if the aliases of a text stand for more than a build can
// hold: kustomize expands them without looking. Texts that are not YAML pass.
func boundedAliases(text string) error {
	if !mayHaveAliases(text) {
		return nil
	}
	for _, d := range split(text) {
		if err := d.boundedAliases(); err != nil {
			return fmt.Errorf("document %d (line %d): %w", d.number, d.line, err)
		}
	}
	return nil
}

func mayHaveAliases(text string) bool {
	return strings.Contains(text, "&") && strings.Contains(text, "*")
}

func (d document) boundedAliases() error {
	if !mayHaveAliases(d.text) {
		return nil
	}
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(d.text), &doc); err != nil {
		return nil // whoever uses the text says what is wrong with it
	}
	if err := inventory.CheckAliases(&doc); err != nil {
		return err
	}
	return boundedTexts(&doc)
}

// boundedTexts looks into the texts of a document as well: a kustomization has patches and
// functionConfigs in them.
func boundedTexts(n *yaml.Node) error {
	if n.Kind == yaml.ScalarNode {
		for _, d := range split(n.Value) {
			if err := d.boundedAliases(); err != nil {
				return err
			}
		}
	}
	for _, c := range n.Content {
		if err := boundedTexts(c); err != nil {
			return err
		}
	}
	return nil
}
