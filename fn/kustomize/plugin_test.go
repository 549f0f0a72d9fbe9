package kustomize

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestUnwrapKindReversesWrapKind(t *testing.T) {
	for _, apiVersion := range []string{"v1", "autoscaling.modelhost.dev/v1alpha1"} {
		for _, outermost := range []bool{false, true} {
			gotVersion, gotKind, ok := unwrapKind(wrapKind(apiVersion, "Some", outermost))
			require.True(t, ok)
			require.Equal(t, []string{apiVersion, "Some"}, []string{gotVersion, gotKind})
		}
	}
	_, _, ok := unwrapKind("PatchTransformer")
	require.False(t, ok)
	_, kind, ok := unwrapKind(pluginKind)
	require.True(t, ok)
	require.Empty(t, kind)
}
