package render

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestKustomizeReportsBrokenKustomizations(t *testing.T) {
	for name, test := range map[string]struct{ files, want string }{
		"no YAML":          {"-- kustomization.yaml --\n{\n", "invalid Kustomization"},
		"unknown field":    {"-- kustomization.yaml --\nresource: [a]\n", "unknown field"},
		"empty":            {"-- kustomization.yaml --\n", "kustomization.yaml is empty"},
		"missing file":     {"-- kustomization.yaml --\nresources: [no.yaml]\n", "no.yaml"},
		"two files":        {"-- kustomization.yaml --\nnamePrefix: a\n-- kustomization.yml --\nnamePrefix: a\n", "Found multiple"},
		"missing plugin":   {"-- kustomization.yaml --\ntransformers: [no.yaml]\n", "no.yaml"},
		"outside the root": {"-- kustomization.yaml --\nresources: [/etc/hostname]\n", "is not in or below"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Dir(writePackage(t, test.files), Options{Function: runOnly(scale)})
			require.ErrorContains(t, err, test.want)
		})
	}
}
