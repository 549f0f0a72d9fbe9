package kustomize

import (
	"testing"

	"github.com/stretchr/testify/require"
	"sigs.k8s.io/kustomize/kyaml/yaml"
)

func TestCanonicalScalars(t *testing.T) {
	for written, want := range map[string]string{
		"0644": "420", "0x1F": "31", "1_000": "1000", "1.0": "1", "1e22": "1e+22", "1000640000": "1000640000",
		"12345678901234567": "12345678901234567", "True": "true", "~": "~", "yes": "yes", `"0644"`: `"0644"`,
		"!!str 12": "!!str 12", "2001-01-01": `"2001-01-01T00:00:00Z"`, "text": "text",
	} {
		t.Run(written, func(t *testing.T) {
			item := yaml.MustParse("a:\n- " + written + "\n")
			require.NoError(t, normalizeScalars([]*yaml.RNode{item}))
			require.Equal(t, "a:\n- "+want+"\n", item.MustString())
		})
	}
}
