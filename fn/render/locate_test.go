package render

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/krm"
)

func TestRejectionsOfAKustomizationNameTheFile(t *testing.T) {
	reject := func(in krm.Input) krm.Outcome {
		about := finding.Finding{Severity: finding.Error, Resource: resourceOf(in.Items[0])}
		return krm.Outcome{Items: in.Items, Findings: finding.List{about, {Severity: finding.Error, Message: "about none"}}}
	}
	dir := writePackage(t, kustomizations["overlay with prefix, namespace and labels"].files)
	got, err := Dir(filepath.Join(dir, "overlay"), Options{Function: runOnly(reject)})
	require.NoError(t, err)
	require.Nil(t, got.YAML)
	require.Len(t, got.Findings, 2)
	require.Equal(t, []string{"", "../base/app.yaml"}, []string{got.Findings[0].File, got.Findings[1].File})
	require.Equal(t, "prod-app-eu", got.Findings[1].Resource.Name)
}
