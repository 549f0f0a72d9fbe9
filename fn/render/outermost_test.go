package render

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/fn"
	"modelhost.dev/scale-modelhosts/fn/finding"
)

// The outermost kustomizations of these packages list the function already, so no fix may suggest
// listing it there.
func TestFixesWhereTheFunctionIsInTheOutermostKustomization(t *testing.T) {
	const (
		inner     = "-- base/kustomization.yaml --\nresources: [host.yaml]\nnamespace: models\n-- top/scale.yaml --\n<base\n-- top/kustomization.yaml --\nresources: [../base]\n"
		generator = "secretGenerator: [{name: prom-token, namespace: models, literals: [token=x]}]\n"
		last      = "List the functionConfig last under transformers, in a file of its own"
		follow    = "dd the component config/kustomize"
		noHash    = "set options: {disableNameSuffixHash: true} on the Secret's generator"
		prefix    = "-- top/prefix.yaml --\napiVersion: builtin\nkind: PrefixTransformer\nmetadata: {name: prefix}\nprefix: prod-\nfieldSpecs: [{path: metadata/name}]\n"
		folder    = "-- top/scaling/kustomization.yaml --\nresources: [scale.yaml]\n-- top/scaling/scale.yaml --\n<base\n"
		removal   = "-- top/remove.yaml --\napiVersion: builtin\nkind: PatchTransformer\nmetadata: {name: remove}\ntarget: {kind: ScaledObject}\npatch: '{$patch: delete, apiVersion: keda.sh/v1alpha1, kind: ScaledObject, metadata: {name: x}}'\n"
	)
	for name, test := range map[string]struct {
		files string
		want  []string
	}{
		"a hash":                       {inner + "transformers: [scale.yaml]\n" + generator, []string{`it must be "prom-token-`, "A" + follow, noHash}},
		"a hash, followed":             {inner + "transformers: [scale.yaml]\ncomponents: [../follow]\n" + generator, nil},
		"a hash, switched off":         {inner + "transformers: [scale.yaml]\ngeneratorOptions: {disableNameSuffixHash: true}\n" + generator, nil},
		"a prefix after the function":  {inner + "transformers: [scale.yaml, prefix.yaml]\n" + prefix, []string{"spec.scaleTargetRef.name: a layer outside the function", last + ", or a" + follow, "metadata.query: a layer outside the function changed \"prt-depl-modelhost-llama\" to \"prod-prt-depl-modelhost-llama\", but not this field. " + last + "."}},
		"a prefix before it":           {inner + "transformers: [prefix.yaml, scale.yaml]\n" + prefix, nil},
		"a prefix after its folder":    {inner + "transformers: [scaling, prefix.yaml]\n" + prefix + folder, []string{last}},
		"a removal after the function": {inner + "transformers: [scale.yaml, remove.yaml]\n" + removal, []string{"is a model host, but the function did not see it. " + last}},
	} {
		t.Run(name, func(t *testing.T) {
			dir := layered(t, test.files)
			got, err := Dir(dir, Options{Function: fn.Function{}})
			require.NoError(t, err)
			checked, err := Check(dir, Options{Function: fn.Function{}})
			require.NoError(t, err)
			assert.Equal(t, len(test.want) == 0, got.YAML != nil)
			strict, err := Dir(dir, Options{Function: fn.Function{}, Strict: true})
			require.NoError(t, err)
			assert.Equal(t, len(test.want) == 0, strict.YAML != nil, "%v", strict.Findings)
			for _, findings := range []finding.List{got.Findings, checked.Findings, strict.Findings} {
				text := ""
				for _, f := range findings {
					text += f.String() + "\n"
					assert.NotEqual(t, "secret-hash", f.Rule, "the objects as they stand tell")
				}
				assert.Equal(t, len(test.want) > 0, findings.HasErrors(), text)
				assert.NotContains(t, text, "in the outermost kustomization")
				for _, want := range test.want {
					assert.Contains(t, text, want)
				}
			}
		})
	}
}
