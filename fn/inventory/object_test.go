package inventory_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
)

func TestIsWorkload(t *testing.T) {
	tests := []struct {
		apiVersion, kind string
		want             bool
	}{
		{"apps/v1", "Deployment", true},
		{"apps/v1", "StatefulSet", true},
		{"argoproj.io/v1alpha1", "Rollout", true},
		{"extensions/v1beta1", "Deployment", false},
		{"apps/v1", "DaemonSet", false},
		{"example.com/v1", "Deployment", false},
		{"v1", "Pod", false},
	}
	for _, test := range tests {
		o := inventory.Object{APIVersion: test.apiVersion, Kind: test.kind}
		assert.Equal(t, test.want, o.IsWorkload(), "%s %s", test.apiVersion, test.kind)
	}
}

func TestGroup(t *testing.T) {
	assert.Equal(t, "apps", (&inventory.Object{APIVersion: "apps/v1"}).Group())
	assert.Empty(t, (&inventory.Object{APIVersion: "v1"}).Group())
	assert.Empty(t, (&inventory.Object{}).Group())
}

func TestFile(t *testing.T) {
	file := func(a annotations) string { return (&inventory.Object{Annotations: a}).File() }
	assert.Equal(t, "a.yaml", file(annotations{"internal.config.kubernetes.io/path": "a.yaml", "config.kubernetes.io/path": "b.yaml"}))
	assert.Equal(t, "b.yaml", file(annotations{"config.kubernetes.io/path": "b.yaml"}))
	assert.Empty(t, file(nil))
}

func TestSharesNamespace(t *testing.T) {
	in := func(ns string) *inventory.Object { return &inventory.Object{Namespace: ns} }
	assert.True(t, in("a").SharesNamespace(in("a")))
	assert.False(t, in("a").SharesNamespace(in("b")))
	assert.True(t, in("").SharesNamespace(in("default")))
	assert.False(t, in("").SharesNamespace(in("a")))
}

func TestApplyRenames(t *testing.T) {
	tests := []struct {
		name      string
		history   annotations
		old, want string
	}{
		{"never", nil, "llama", "llama"},
		{"by a prefix", annotations{prefixes: "dev-"}, "llama", "dev-llama"},
		{"by both", annotations{prefixes: "dev-", suffixes: "-v2"}, "llama", "dev-llama-v2"},
		{"by two layers", annotations{prefixes: "in-,out-"}, "llama", "out-in-llama"},
		{"before already", annotations{prefixes: "dev-", suffixes: "-v2"}, "dev-llama-v2", "dev-llama-v2"},
		{"no name", annotations{prefixes: "dev-"}, "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			assert.Equal(t, test.want, (&inventory.Object{Annotations: test.history}).ApplyRenames(test.old))
		})
	}
}

func TestDescribeNonObjects(t *testing.T) {
	assert.Equal(t, finding.Resource{APIVersion: "v1", Kind: "Secret", Namespace: "a", Name: "s"},
		inventory.Describe(0, yaml.MustParse("apiVersion: v1\nkind: Secret\nmetadata: {name: s, namespace: a}\n")))
	third := finding.Resource{Kind: "item", Name: "3"}
	assert.Equal(t, third, inventory.Describe(2, yaml.MustParse("[a, list]")))
	assert.Equal(t, third, inventory.Describe(2, nil))
	assert.Equal(t, third, inventory.Describe(2, yaml.NewRNode(nil)))
}

func TestApplyRenamesByLayers(t *testing.T) {
	object := func(annotations string) *inventory.Object {
		return stock(t, "apiVersion: v1\nkind: Secret\nmetadata:\n  name: x\n  annotations: {"+annotations+"}\n").Secrets.Objects[0]
	}
	layers := object("internal.config.kubernetes.io/prefixes: 'a-,b-', internal.config.kubernetes.io/suffixes: '-x,-y'")
	assert.Equal(t, "b-a-ha-x-y", layers.ApplyRenames("ha"))
	assert.Equal(t, "b-a-ha-x-y", layers.ApplyRenames("a-ha-x"), "one layer is there already")
	assert.Equal(t, "b-a-ha-x-y", layers.ApplyRenames("b-a-ha-x-y"), "both are")
	assert.Equal(t, "ha", object("").ApplyRenames("ha"))
	assert.Empty(t, layers.ApplyRenames(""))
}
