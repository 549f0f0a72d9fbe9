package render

import (
	"path/filepath"
	"syscall"
	"testing"

	"modelhost.dev/scale-modelhosts/fn"
	"modelhost.dev/scale-modelhosts/fn/finding"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A kustomization is checked alone, and files beside it that it could include are reported.
func TestDiscoverReportsFilesBesideAKustomization(t *testing.T) {
	const top = "-- kustomization.yaml --\nresources: [x.yaml]\n-- x.yaml --\nkind: A\n"
	for name, test := range map[string]struct {
		files string
		want  []finding.Skipped
	}{
		"a kpt package": {"-- pkg/Kptfile --\nkind: Kptfile\n-- pkg/a.yaml --\nkind: A\n-- pkg/sub/Kptfile --\nkind: Kptfile\n", []finding.Skipped{
			{Kind: finding.KindKpt, File: "pkg", Reason: "the kustomization above does not include it", Hint: "check DIR/pkg by itself"},
		}},
		"a kustomization": {"-- k/kustomization.yaml --\nresources: []\n", []finding.Skipped{
			{Kind: finding.KindKustomization, File: "k", Reason: "the kustomization above does not include it", Hint: "check DIR/k by itself"},
		}},
		"a chart": {"-- c/Chart.yaml --\nname: c\n-- c/templates/a.yaml --\n{{ }}\n", []finding.Skipped{
			{Kind: finding.KindChart, File: "c", Reason: "only Helm renders charts", Hint: "pipe `helm template` into `check -`"},
		}},
		"its own Kptfile":                     {"-- Kptfile --\nkind: Kptfile\n", nil},
		"a kpt package that is included":      {"-- kustomization.yaml --\nresources: [x.yaml, pkg/a.yaml]\n-- pkg/Kptfile --\nkind: Kptfile\n-- pkg/a.yaml --\nkind: A\n", nil},
		"a kpt package as kustomization, too": {"-- kustomization.yaml --\nresources: [x.yaml, pkg]\n-- pkg/Kptfile --\nkind: Kptfile\n-- pkg/kustomization.yaml --\nresources: []\n", nil},
		"nothing else":                        {"", nil},
	} {
		t.Run(name, func(t *testing.T) {
			dir := writePackage(t, top+test.files)
			found, err := Discover(dir, Options{})
			require.NoError(t, err)
			assert.Equal(t, []string{"."}, found.Kustomizations)
			for i := range test.want {
				if test.want[i].Kind != finding.KindChart {
					test.want[i].Hint = "check " + filepath.Join(dir, test.want[i].File) + " by itself"
				}
			}
			assert.Equal(t, test.want, found.Skipped)
		})
	}
}

// kustomize would wait for a pipe's writer.
func TestPipesInAKustomizationDoNotBlock(t *testing.T) {
	dir := writePackage(t, "-- kustomization.yaml --\nresources: [pipe.yaml]\n")
	require.NoError(t, syscall.Mkfifo(filepath.Join(dir, "pipe.yaml"), 0o600))
	_, err := Dir(dir, Options{Function: fn.Function{}})
	require.ErrorContains(t, err, "pipe.yaml': it is not a regular file")

	dir = t.TempDir()
	require.NoError(t, syscall.Mkfifo(filepath.Join(dir, "kustomization.yaml"), 0o600))
	_, err = Dir(dir, Options{Function: fn.Function{}})
	require.EqualError(t, err, filepath.Join(dir, "kustomization.yaml")+": cannot be read: it is not a regular file")
}
