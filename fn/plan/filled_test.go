package plan

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/strictyaml"
)

func TestHoldsLaterChecksOnlyThePath(t *testing.T) {
	o := &inventory.Object{Node: yaml.MustParse(`
a: "${A}"
b: {c: x, cc: "${C}", "x/y": "${Y}"}
list: [x, "${L}", {deep: [[x, "${D}"]]}]
plain: x
`)}
	all := Placeholders(o.Node.YNode(), "")
	assert.Len(t, all, 5)
	for path, want := range map[string]bool{
		"": false, "a": true, "a.b": true, "a[0]": true, "ab": false, "plain": false, "absent": false,
		"b": false, "b.c": false, "b.cc": true, "b.cc.d": true, "b[x/y]": true, "b[x/z]": false,
		"list": false, "list[0]": false, "list[1]": true, "list[1].x": true, "list[10]": false, "list[-1]": false, "list.x": false,
		"list[2]": false, "list[2].deep": false, "list[2].deep[0]": false, "list[2].deep[0][0]": false, "list[2].deep[0][1]": true, "list[2].deep[0][1].x": true,
	} {
		assert.Equal(t, want, ObjectIsFilledLater(o, path), path)
		assert.Equal(t, want, slices.ContainsFunc(all, func(filled string) bool { return strictyaml.Within(path, filled) }), path)
	}
}
