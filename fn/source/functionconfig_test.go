package source

import (
	"testing"

	"sigs.k8s.io/kustomize/kyaml/fn/runtime/runtimeutil"

	"github.com/stretchr/testify/require"
	"sigs.k8s.io/kustomize/kyaml/yaml"
)

func TestIsFunction(t *testing.T) {
	for _, image := range []string{"scale-modelhosts", "scale-modelhosts:v1", "registry.dev:5000/a/scale-modelhosts@sha256:0"} {
		require.True(t, isFunction(image, ""), image)
	}
	for _, program := range []string{"scale-modelhosts", "./bin/scale-modelhosts", "/usr/bin/scale-modelhosts --x"} {
		require.True(t, isFunction("", program), program)
	}
	require.False(t, isFunction("", ""))
	require.False(t, isFunction("scale-modelhosts/other", "scale-modelhosts-dev"))
}

func TestRunsFunction(t *testing.T) {
	for text, want := range map[string]bool{
		"exec: {path: anything}":            false,
		"exec: {path: ./scale-modelhosts}":  true,
		"exec: {path: scale-modelhosts-v1}": true,
		"container: {image: 'anything:v1'}": true,
		"exec: {pathh: anything}":           false,
		"":                                  false,
	} {
		config := yaml.MustParse("{apiVersion: autoscaling.modelhost.dev/v1alpha1, kind: ScaleModelHosts}")
		require.NoError(t, config.SetAnnotations(map[string]string{runtimeutil.FunctionAnnotationKey: text}))
		require.Equal(t, want, RunsFunction(config), text)
	}
}
