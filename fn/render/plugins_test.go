package render

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestOtherPluginsAreRejectedByName(t *testing.T) {
	for name, test := range map[string]struct{ files, want string }{
		"another transformer": {`
-- kustomization.yaml --
resources: [app.yaml]
transformers: [other.yaml, fn.yaml]
-- other.yaml --
{apiVersion: x.dev/v1, kind: Labeler, metadata: {name: team, annotations: {config.kubernetes.io/function: "exec: {path: ./labeler}"}}}
-- app.yaml --
<app.yaml
-- fn.yaml --
<fn.yaml
`, "kustomization.yaml: transformers[0]: render does not run the plugin Labeler team; use `kustomize build --enable-alpha-plugins --enable-exec`"},
		"another transformer in a base": {`
-- kustomization.yaml --
resources: [base]
-- base/kustomization.yaml --
resources: [app.yaml]
transformers: [other.yaml]
-- base/other.yaml --
{apiVersion: x.dev/v1, kind: Labeler, metadata: {name: team}}
-- base/app.yaml --
<app.yaml
`, "base/kustomization.yaml: transformers[0]: render does not run the plugin Labeler team"},
		"a directory of other transformers": {`
-- kustomization.yaml --
resources: [app.yaml]
transformers: [plugins]
-- plugins/kustomization.yaml --
resources: [other.yaml]
-- plugins/other.yaml --
{apiVersion: x.dev/v1, kind: Labeler, metadata: {name: team, annotations: {config.kubernetes.io/function: "exec: {path: ./labeler}"}}}
-- app.yaml --
<app.yaml
`, "unable to load external plugin 'Labeler': render runs only kustomize's built-in plugins"},
		"a generator": {`
-- kustomization.yaml --
generators:
- |
  {apiVersion: viaduct.ai/v1, kind: ksops, metadata: {name: secrets}}
`, "generators[0]: render does not run the plugin ksops secrets"},
		"a Helm generator": {`
-- kustomization.yaml --
generators:
- |
  {apiVersion: builtin, kind: HelmChartInflationGenerator, metadata: {name: vllm}}
`, "generators[0]: HelmChartInflationGenerator vllm needs Helm"},
		"a Helm chart": {`
-- kustomization.yaml --
helmCharts: [{name: vllm, repo: https://charts.example.com}]
`, "helmCharts[0]: vllm is a Helm chart"},
		"a validator": {`
-- kustomization.yaml --
resources: [app.yaml]
validators: [other.yaml]
-- other.yaml --
{apiVersion: x.dev/v1, kind: Checker, metadata: {name: team}}
-- app.yaml --
<app.yaml
`, "validators[0]: render does not run the plugin Checker team"},
		"this function as a validator": {`
-- kustomization.yaml --
resources: [app.yaml]
validators: [fn.yaml]
-- app.yaml --
<app.yaml
-- fn.yaml --
<fn.yaml
`, "validators[0]: ScaleModelHosts scale belongs under transformers"},
		"a functionConfig without the annotation": {`
-- kustomization.yaml --
resources: [app.yaml]
transformers: [fn.yaml]
-- app.yaml --
<app.yaml
-- fn.yaml --
{apiVersion: autoscaling.modelhost.dev/v1alpha1, kind: ScaleModelHosts, metadata: {name: scale}}
`, "transformers[0]: ScaleModelHosts scale has no annotation config.kubernetes.io/function"},
		"an unknown builtin": {`
-- kustomization.yaml --
resources: [app.yaml]
transformers: [no.yaml]
-- app.yaml --
<app.yaml
-- no.yaml --
{apiVersion: builtin, kind: NoSuchTransformer, metadata: {name: no}}
`, "kustomize has no builtin plugin NoSuchTransformer"},
	} {
		t.Run(name, func(t *testing.T) {
			result, err := Dir(writePackage(t, test.files), Options{Function: runOnly(scale)})
			require.ErrorContains(t, err, test.want)
			require.Empty(t, result)
		})
	}
}

func TestEveryErrorInALayerIsReported(t *testing.T) {
	_, err := Dir(writePackage(t, `
-- kustomization.yaml --
helmCharts: [{name: vllm}]
transformers:
- |
  {apiVersion: x.dev/v1, kind: One, metadata: {name: a}}
- |
  {apiVersion: x.dev/v1, kind: Two, metadata: {name: b}}
`), Options{Function: runOnly(scale)})
	require.ErrorContains(t, err, "vllm")
	require.ErrorContains(t, err, "One a")
	require.ErrorContains(t, err, "Two b")
}
