package render

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestMissingEntriesAreNamedByTheirFields(t *testing.T) {
	for name, test := range map[string]struct{ files, want string }{
		"a file, and another": {
			"-- kustomization.yaml --\nresources: [app.yaml, gone.yaml]\ntransformers: [config.yaml]\n-- app.yaml --\n<app.yaml\n",
			"kustomization.yaml: resources[1]: there is no gone.yaml; add it, or take the entry out\n" +
				"kustomization.yaml: transformers[0]: there is no config.yaml; add it, or take the entry out",
		},
		"a folder of a base": {
			"-- kustomization.yaml --\nresources: [base]\n-- base/kustomization.yaml --\nresources: [../gone]\n",
			"base/kustomization.yaml: resources[0]: there is no ../gone; add it, or take the entry out",
		},
		"a component": {
			"-- kustomization.yaml --\nresources: [app.yaml]\ncomponents: [names]\n-- app.yaml --\n<app.yaml\n",
			"kustomization.yaml: components[0]: there is no names; add it, or take the entry out",
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := writePackage(t, test.files)
			_, err := Dir(dir, Options{Function: scale})
			require.Error(t, err)
			require.Equal(t, test.want, strings.ReplaceAll(err.Error(), dir+"/", ""))
		})
	}
}

// What is there and cannot be read is kustomize's to tell of.
func TestWhatIsThereIsNotMissing(t *testing.T) {
	_, err := Dir(writePackage(t, "-- kustomization.yaml --\nresources: [app.yaml]\n-- app.yaml --\nno object\n"), Options{Function: scale})
	require.ErrorContains(t, err, "app.yaml")
	require.NotContains(t, err.Error(), "there is no")
}

func TestChartIsNamed(t *testing.T) {
	_, err := Dir(writePackage(t, "-- Chart.yaml --\napiVersion: v2\nname: models\n-- templates/a.yaml --\nkind: {{ a }}\n"), Options{Function: scale})
	require.ErrorContains(t, err, "is a Helm chart, which only Helm renders; pipe `helm template` into `scale-modelhosts render -`")
}
