package kustomize

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"sigs.k8s.io/kustomize/api/krusty"
)

// Each of kustomize's plugins either names no files, or the files in its configuration are found,
// whatever the case of the fields. A plugin that a new version adds belongs here.
func TestFilesOfEveryPlugin(t *testing.T) {
	const none = ""
	fields := map[string]string{
		"ConfigMapGenerator":             "{FILES: [a=x], envs: [x], env: x}",
		"SecretGenerator":                "{files: [x], Envs: [x]}",
		"PatchTransformer":               "{Path: x}",
		"PatchJson6902Transformer":       "{path: x}",
		"PatchStrategicMergeTransformer": "{paths: [x, '{apiVersion: v1, kind: A, metadata: {name: a}}']}",
		"ReplacementTransformer":         "{replacements: [{path: x}]}",
		"ValueAddTransformer":            "{targetFilePath: x}",
		// It is rejected.
		"HelmChartInflationGenerator": none,
		// These name no files.
		"AnnotationsTransformer": none, "HashTransformer": none, "IAMPolicyGenerator": none, "ImageTagTransformer": none,
		"LabelTransformer": none, "NamespaceTransformer": none, "PrefixSuffixTransformer": none, "PrefixTransformer": none,
		"SuffixTransformer": none, "ReplicaCountTransformer": none, "Unknown": none,
	}
	for _, kind := range krusty.GetBuiltinPluginNames() {
		text, known := fields[kind]
		require.True(t, known, kind)
		found := pluginEntries("k.yaml", "transformers[0].", kind, []byte(text))
		if text == none {
			assert.Empty(t, found.All, kind)
			continue
		}
		assert.NotEmpty(t, found.All, kind)
		for _, e := range found.All {
			assert.Equal(t, "x", e.Text, kind)
			assert.Regexp(t, `^transformers\[0\]\.`, e.field, kind)
		}
	}
}
