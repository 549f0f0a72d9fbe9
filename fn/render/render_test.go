package render

import (
	"testing"

	"github.com/stretchr/testify/require"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/krm"
)

func TestTwoFunctionConfigsAreRejected(t *testing.T) {
	dir := writePackage(t, kustomizations["function in the root"].files)
	_, err := Dir(dir, Options{Function: runOnly(scale), Config: yaml.MustParse("{kind: ScaleModelHosts}")})
	require.ErrorContains(t, err, "the package has its own functionConfig, ScaleModelHosts scale, in addition to the one given with --config or as Argo CD's parameter; keep one of the two")
}

func TestARejectedPackageHasFindingsAndNoYAML(t *testing.T) {
	dir := writePackage(t, kustomizations["function in the root"].files)
	reject := func(in krm.Input) krm.Outcome {
		return krm.Outcome{Items: in.Items, Findings: finding.List{{Severity: finding.Error, Message: "no"}}}
	}
	got, err := Dir(dir, Options{Function: runOnly(reject)})
	require.NoError(t, err)
	require.Nil(t, got.YAML)
	require.Len(t, got.Findings, 1)
}

func TestTheOptionsReachTheFunction(t *testing.T) {
	var got krm.Input
	see := func(in krm.Input) krm.Outcome {
		got = in
		return krm.Outcome{Items: in.Items}
	}
	_, err := Dir(writePackage(t, kustomizations["function in the root"].files), Options{Function: runOnly(see), Namespace: "n", Strict: true})
	require.NoError(t, err)
	require.Equal(t, "n", got.Namespace)
	require.True(t, got.Strict)
	require.Equal(t, "ScaleModelHosts", got.FunctionConfig.GetKind())
	require.Equal(t, "autoscaling.modelhost.dev/v1alpha1", got.FunctionConfig.GetApiVersion())
}

func TestTheFunctionIsNotCalledWithoutObjects(t *testing.T) {
	called := func(krm.Input) krm.Outcome {
		t.Error("called")
		return krm.Outcome{}
	}
	_, err := Dir(writePackage(t, kustomizations["nothing in it"].files), Options{Function: runOnly(called)})
	require.NoError(t, err)
}

func TestTheFunctionSeesScalarsAsAProgramWould(t *testing.T) {
	var port string
	see := func(in krm.Input) krm.Outcome {
		port = in.Items[0].Field("port").Value.YNode().Value
		return krm.Outcome{Items: in.Items}
	}
	_, err := Dir(writePackage(t, `
-- kustomization.yaml --
resources: [a.yaml]
-- a.yaml --
{apiVersion: x.dev/v1, kind: A, metadata: {name: a}, port: 8_000}
`), Options{Function: runOnly(see)})
	require.NoError(t, err)
	require.Equal(t, "8000", port)
}
