package builtinplugin

import (
	"testing"

	"github.com/stretchr/testify/require"
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/api/resmap"
)

// The linked list is the one that kustomize uses; it has no plugin for unknown kinds by default.
func TestInstall(t *testing.T) {
	generators := 4
	require.Len(t, transformerFactories, len(krusty.GetBuiltinPluginNames())-generators)
	require.NotContains(t, transformerFactories, unknown)
	require.NotContains(t, krusty.GetBuiltinPluginNames(), "Unknown")

	type plugin struct{ resmap.TransformerPlugin }
	Install(func() resmap.TransformerPlugin { return plugin{} })
	require.IsType(t, plugin{}, transformerFactories[unknown]())
	require.Contains(t, krusty.GetBuiltinPluginNames(), "Unknown")
	Install(func() resmap.TransformerPlugin { return nil })
	require.IsType(t, plugin{}, transformerFactories[unknown](), "the first plugin stays")
}
