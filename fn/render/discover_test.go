package render

import (
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A kustomization is checked alone, and what it could have taken in is named.
func TestDiscoverNamesWhatStandsBesideAKustomization(t *testing.T) {
	const top = "-- kustomization.yaml --\nresources: [x.yaml]\n-- x.yaml --\nkind: A\n"
	for name, test := range map[string]struct {
		files string
		want  []Skipped
	}{
		"a kpt package": {"-- pkg/Kptfile --\nkind: Kptfile\n-- pkg/a.yaml --\nkind: A\n-- pkg/sub/Kptfile --\nkind: Kptfile\n", []Skipped{
			{KindKpt, "pkg", "", "the kustomization above does not include it", "check DIR/pkg by itself"},
		}},
		"a kustomization": {"-- k/kustomization.yaml --\nresources: []\n", []Skipped{
			{KindKustomization, "k", "", "the kustomization above does not include it", "check DIR/k by itself"},
		}},
		"a chart": {"-- c/Chart.yaml --\nname: c\n-- c/templates/a.yaml --\n{{ }}\n", []Skipped{
			{KindChart, "c", "", "only Helm renders charts", "pipe `helm template` into `check -`"},
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
				if test.want[i].Kind != KindChart {
					test.want[i].Hint = "check " + filepath.Join(dir, test.want[i].File) + " by itself"
				}
			}
			assert.Equal(t, test.want, found.Skipped)
		})
	}
}

// kustomize would wait for what is written into a pipe.
func TestPipesOfAKustomizationAreNotWaitedFor(t *testing.T) {
	dir := writePackage(t, "-- kustomization.yaml --\nresources: [pipe.yaml]\n")
	require.NoError(t, syscall.Mkfifo(filepath.Join(dir, "pipe.yaml"), 0o600))
	_, err := Dir(dir, Options{})
	require.ErrorContains(t, err, "pipe.yaml': it is not a regular file")

	dir = t.TempDir()
	require.NoError(t, syscall.Mkfifo(filepath.Join(dir, "kustomization.yaml"), 0o600))
	_, err = Dir(dir, Options{})
	require.EqualError(t, err, filepath.Join(dir, "kustomization.yaml")+": cannot be read: it is not a regular file")
}
