package inventory_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/inventory"
)

func TestExpandReplacesAliasesWithCopies(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"an alias", "a: &x {b: 1}\nc: *x\n", "a: {b: 1}\nc: {b: 1}\n"},
		{"an alias in a list", "a: &x 1\nc: [*x, *x]\n", "a: 1\nc: [1, 1]\n"},
		{"a merge key", "a: &x {b: 1, c: 2}\nd:\n  <<: *x\n  c: 3\n", "a: {b: 1, c: 2}\nd:\n  b: 1\n  c: 3\n"},
		{"merge keys of several", "a: &x {b: 1}\nc: &y {d: 2}\ne:\n  <<: [*x, *y]\n  f: 3\n", "a: {b: 1}\nc: {d: 2}\ne:\n  b: 1\n  d: 2\n  f: 3\n"},
		{"an anchor within an anchor", "a: &x {b: &y 1}\nc: *x\nd: *y\n", "a: {b: 1}\nc: {b: 1}\nd: 1\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			item := yaml.MustParse(test.text)
			require.NoError(t, inventory.Expand(item))
			got, err := item.String()
			require.NoError(t, err)
			assert.YAMLEq(t, test.want, got)
			assert.NotContains(t, got, "*")
			assert.NotContains(t, got, "&")
		})
	}
}

func TestExpandDoesNotShareCopies(t *testing.T) {
	item := yaml.MustParse("a: &x {b: 1}\nc: *x\n")
	require.NoError(t, inventory.Expand(item))
	inventory.Field(item.YNode(), "a", "b").Value = "2"
	assert.Equal(t, "1", inventory.Text(inventory.Field(item.YNode(), "c", "b")))
}

func TestExpandKeepsItemsWithoutAliases(t *testing.T) {
	const text = "a: &x {b: 1} # why\nc: \"d\"\n"
	item := yaml.MustParse(text)
	require.NoError(t, inventory.Expand(item))
	got, err := item.String()
	require.NoError(t, err)
	assert.Equal(t, text, got)
	assert.NoError(t, inventory.Expand(nil))
}

func TestExpandRejectsAliasesThatGrowTooLarge(t *testing.T) {
	var bomb strings.Builder
	bomb.WriteString("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n")
	for i := 1; i < 30; i++ {
		fmt.Fprintf(&bomb, "a%d: &a%d [%s]\n", i, i, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d, ", i-1), 10), ", "))
	}
	assert.ErrorContains(t, inventory.Expand(yaml.MustParse(bomb.String())), "more than 1000000 nodes")
}

func TestExpandAcceptsManySmallAliases(t *testing.T) {
	text := "a: &x [x, x, x, x, x, x, x, x, x, x]\nb: [" + strings.TrimSuffix(strings.Repeat("*x, ", 1000), ", ") + "]\n"
	assert.NoError(t, inventory.Expand(yaml.MustParse(text)))
}

func TestExpandRejectsRecursiveAliases(t *testing.T) {
	for _, text := range []string{"a: &x [*x]\n", "a: &x {b: {c: *x}}\n", "a: &x\n  b: &y [*x]\n  c: *y\n"} {
		assert.ErrorContains(t, inventory.Expand(yaml.MustParse(text)), "&x contains itself", text)
	}
}

func TestExpandRejectsAliasesWithoutAnchor(t *testing.T) {
	item := yaml.NewRNode(&yaml.Node{Kind: yaml.SequenceNode, Content: []*yaml.Node{{Kind: yaml.AliasNode, Value: "x"}}})
	assert.ErrorContains(t, inventory.Expand(item), "*x has no anchor")
}
