package render

import (
	"testing"

	"github.com/stretchr/testify/require"
	"sigs.k8s.io/kustomize/api/krusty"

	"modelhost.dev/scale-modelhosts/fn/krm"
)

// What the link in plugin.go relies on: the list is kustomize's, and the place
// of unknown kinds was free.
func TestKustomizesListOfTransformers(t *testing.T) {
	install()
	generators := 4
	require.Len(t, transformerFactories, len(krusty.GetBuiltinPluginNames())-generators)
	require.IsType(t, &plugin{}, transformerFactories[unknownPlugin]())
	require.Contains(t, krusty.GetBuiltinPluginNames(), "Unknown")
}

func TestMarkedKindComesBack(t *testing.T) {
	for _, apiVersion := range []string{"v1", "autoscaling.modelhost.dev/v1alpha1"} {
		for _, outermost := range []bool{false, true} {
			gotVersion, gotKind, ok := unmarkedKind(markedKind(apiVersion, "Some", outermost))
			require.True(t, ok)
			require.Equal(t, []string{apiVersion, "Some"}, []string{gotVersion, gotKind})
		}
	}
	_, _, ok := unmarkedKind("PatchTransformer")
	require.False(t, ok)
	_, kind, ok := unmarkedKind(pluginKind)
	require.True(t, ok)
	require.Empty(t, kind)
}

func TestTheFunctionIsNotCalledOnNothing(t *testing.T) {
	called := func(krm.Input) krm.Outcome {
		t.Error("called")
		return krm.Outcome{}
	}
	_, err := Dir(writePackage(t, kustomizations["nothing in it"].files), Options{Function: runOnly(called)})
	require.NoError(t, err)
}
