package render

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestKptPackage(t *testing.T) {
	for name, test := range map[string]struct{ files, kind, name string }{
		"configPath": {`
-- Kptfile --
pipeline: {mutators: [{image: "registry.dev/scale-modelhosts:v1", configPath: ./conf/fn.yaml}]}
-- conf/fn.yaml --
<fn.yaml
`, "ScaleModelHosts", "scale"},
		"configPath to a ConfigMap": {`
-- Kptfile --
pipeline: {mutators: [{exec: ./bin/scale-modelhosts, configPath: cm.yaml}]}
-- cm.yaml --
{apiVersion: v1, kind: ConfigMap, metadata: {name: cm}, data: {strict: "true"}}
`, "ConfigMap", "cm"},
		"configMap": {`
-- Kptfile --
pipeline: {mutators: [{exec: scale-modelhosts, configMap: {hpa-policy: adopt}}]}
`, "ConfigMap", "function-input"},
		"no config": {`
-- Kptfile --
pipeline: {mutators: [{image: "scale-modelhosts@sha256:0"}]}
`, "", ""},
		"no pipeline": {"-- Kptfile --\nkind: Kptfile\n", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			dir := writePackage(t, test.files+"-- app.yaml --\n<app.yaml\n")
			in, err := Load(dir, Options{})
			require.NoError(t, err)
			require.Len(t, in.Items, 4)
			if test.kind == "" {
				require.Nil(t, in.FunctionConfig)
				return
			}
			require.Equal(t, test.kind, in.FunctionConfig.GetKind())
			require.Equal(t, test.name, in.FunctionConfig.GetName())
		})
	}
	in, err := Load(writePackage(t, settings+`
-- Kptfile --
pipeline: {mutators: [{exec: scale-modelhosts, configMap: {hpa-policy: adopt}}]}
`), Options{})
	require.NoError(t, err)
	require.Equal(t, map[string]string{"hpa-policy": "adopt"}, in.FunctionConfig.GetDataMap())
}

func TestKptPipelinesWithOtherFunctions(t *testing.T) {
	for name, test := range map[string]struct{ files, want string }{
		"another mutator": {`
-- Kptfile --
pipeline: {mutators: [{image: "set-labels:v1"}, {image: scale-modelhosts}]}
`, "Kptfile: pipeline.mutators[0]: set-labels:v1 is another function, which render does not run; use `kpt fn render`"},
		"a validator": {`
-- Kptfile --
pipeline: {validators: [{image: "kubeval:v1"}]}
`, "pipeline.validators[0]: kubeval:v1 is another function"},
		"this function as a validator": {`
-- Kptfile --
pipeline: {validators: [{image: scale-modelhosts}]}
`, "pipeline.validators[0]: scale-modelhosts is a validator"},
		"a configPath into a subpackage": {`
-- Kptfile --
pipeline: {mutators: [{image: scale-modelhosts, configPath: sub/fn.yaml}]}
-- sub/Kptfile --
kind: Kptfile
-- sub/fn.yaml --
<fn.yaml
`, "configPath: sub/fn.yaml is not a YAML file of the package"},
		"two configs of a subpackage": {`
-- sub/Kptfile --
pipeline: {mutators: [{image: scale-modelhosts, configPath: fn.yaml}]}
-- sub/fn.yaml --
<fn.yaml
-- sub/more.yaml --
<fn.yaml
`, "2 functionConfigs, ScaleModelHosts scale (sub/fn.yaml) and ScaleModelHosts scale (sub/more.yaml)"},
		"two configs that no pipeline names": {`
-- a/Kptfile --
kind: Kptfile
-- a/fn.yaml --
<fn.yaml
-- b/Kptfile --
kind: Kptfile
-- b/fn.yaml --
<fn.yaml
`, "2 functionConfigs"},
		"this function with selectors": {`
-- Kptfile --
pipeline: {mutators: [{image: scale-modelhosts, selectors: [{kind: Deployment}]}]}
`, "has selectors"},
		"this function twice": {`
-- Kptfile --
pipeline: {mutators: [{image: scale-modelhosts}, {image: scale-modelhosts}]}
`, "the pipeline runs scale-modelhosts 2 times"},
		"two configs": {`
-- Kptfile --
pipeline: {mutators: [{image: scale-modelhosts, configMap: {a: b}}]}
-- fn.yaml --
<fn.yaml
`, "2 functionConfigs"},
		"no such file": {`
-- Kptfile --
pipeline: {mutators: [{image: scale-modelhosts, configPath: no.yaml}]}
`, "configPath: no.yaml is not a YAML file of the package"},
		"not YAML":          {"-- Kptfile --\n{\n", "Kptfile: yaml: line "},
		"a text":            {"-- Kptfile --\nhello\n", "Kptfile: it is not an object, as a Kptfile must be"},
		"mutators, no list": {"-- Kptfile --\npipeline: {mutators: {image: scale-modelhosts}}\n", "Kptfile: pipeline.mutators has the wrong type, object"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Dir(writePackage(t, test.files+settings), Options{Function: runOnly(scale)})
			require.ErrorContains(t, err, test.want)
		})
	}
}
