package inventory_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/inventory"
)

func TestField(t *testing.T) {
	document := yaml.MustParse("a: {b: {c: 1}}\nlist: [x]\ntext: t\nnothing: null\nbare:\n").YNode()
	assert.Equal(t, "1", inventory.Text(inventory.Field(document, "a", "b", "c")))
	assert.Nil(t, inventory.Field(document, "a", "x", "c"))
	assert.Nil(t, inventory.Field(document, "list", "x"))
	assert.Nil(t, inventory.Field(document, "text", "x"))
	assert.Nil(t, inventory.Field(nil, "a"))
	assert.Same(t, document, inventory.Field(document))
	wrapped := &yaml.Node{Kind: yaml.DocumentNode, Content: []*yaml.Node{document}}
	assert.Equal(t, "t", inventory.Text(inventory.Field(wrapped, "text")))
}

func TestFieldReturnsTheLastDuplicate(t *testing.T) {
	document := yaml.MustParse("spec:\nspec: {a: 1}\nmetadata: {labels: {x: y, x: z}}\n").YNode()
	assert.Equal(t, "1", inventory.Text(inventory.Field(document, "spec", "a")))
	assert.Equal(t, "z", inventory.Text(inventory.Field(document, "metadata", "labels", "x")))
	assert.Equal(t, map[string]string{"x": "z"}, inventory.Texts(inventory.Field(document, "metadata", "labels")))
}

func TestTextReadsOnlyScalars(t *testing.T) {
	document := yaml.MustParse("a: {b: c}\nlist: [x]\ntext: t\nnumber: 10\nnothing: null\nbare:\n").YNode()
	for name, want := range map[string]string{"a": "", "list": "", "text": "t", "number": "10", "nothing": "", "bare": "", "absent": ""} {
		assert.Equal(t, want, inventory.Text(inventory.Field(document, name)), name)
	}
}

func TestTexts(t *testing.T) {
	document := yaml.MustParse("a: {b: c, d: 10, e: null, f: [x]}\nlist: [x, y]\n").YNode()
	assert.Equal(t, map[string]string{"b": "c", "d": "10", "e": "", "f": ""}, inventory.Texts(inventory.Field(document, "a")))
	assert.Nil(t, inventory.Texts(inventory.Field(document, "list")))
	assert.Nil(t, inventory.Texts(nil))
}

func TestElements(t *testing.T) {
	document := yaml.MustParse("a: {b: c}\nlist: [x, y]\n").YNode()
	assert.Len(t, inventory.Elements(inventory.Field(document, "list")), 2)
	assert.Nil(t, inventory.Elements(inventory.Field(document, "a")))
	assert.Nil(t, inventory.Elements(nil))
}
