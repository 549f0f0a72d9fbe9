package hosts

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/testdata/hosts/harness"
)

// testKptExample renders a kpt package in place and compares it with the expected output, with
// a second render, and with the result of kpt with a function that changes nothing.
func testKptExample(t *testing.T, dir string) {
	work := packageCopy(t, dir)
	harness.Output(t, kptRender(work))
	rendered := treeOf(t, work)

	t.Run("expected", func(t *testing.T) { requireExpected(t, dir, work) })
	t.Run("second render changes nothing", func(t *testing.T) {
		harness.Output(t, kptRender(work))
		require.Empty(t, rendered.diff(treeOf(t, work)))
	})
	t.Run("kpt skips what is expected", func(t *testing.T) {
		ignored, _ := os.ReadFile(filepath.Join(dir, ".krmignore"))
		require.Contains(t, string(ignored), "expected",
			"a reader runs kpt where the example stands: without .krmignore the expected output is input")
	})

	plain := packageCopy(t, dir)
	harness.Output(t, withCat(kptRender(plain)))
	requireOthersUntouched(t, treeOf(t, plain), rendered)
}

// testSameInKpt renders an example in place that is also a kustomization: the objects for the
// cluster must equal the kustomization's expected output.
func testSameInKpt(t *testing.T, dir string) {
	work := packageCopy(t, dir)
	harness.Output(t, kptRender(work))
	rendered := treeOf(t, work)
	want, err := os.ReadFile(filepath.Join(dir, expectedFile))
	require.NoError(t, err)
	got := harness.Output(t, harness.Command{Args: []string{"kpt", "fn", "source", work, "-o", "unwrap"}})
	require.Equal(t, forCluster(t, string(want)), forCluster(t, got))

	harness.Output(t, kptRender(work))
	require.Empty(t, rendered.diff(treeOf(t, work)), "a second render changes something")
}

// packageCopy copies the example without its expected output.
func packageCopy(t *testing.T, dir string) string {
	work := copyOf(t, dir)
	require.NoError(t, os.RemoveAll(filepath.Join(work, "expected")))
	require.NoError(t, os.RemoveAll(filepath.Join(work, expectedFile)))
	return work
}

// requireExpected compares the package with the files under expected/, or with expected.yaml
// as one stream of everything that kpt sees in the package.
func requireExpected(t *testing.T, dir, work string) {
	if folder := filepath.Join(dir, "expected"); exists(folder) {
		require.Empty(t, treeOf(t, folder).where(isPackageFile).diff(treeOf(t, work).where(isPackageFile)))
		return
	}
	want, err := os.ReadFile(filepath.Join(dir, expectedFile))
	require.NoError(t, err)
	got := harness.Output(t, harness.Command{Args: []string{"kpt", "fn", "source", work, "-o", "unwrap"}})
	requireSame(t, "kpt fn source differs from "+expectedFile, string(want), got)
}

func isPackageFile(name, _ string) bool {
	return strings.HasSuffix(name, ".yaml") || filepath.Base(name) == "Kptfile"
}

var (
	concernsScaling = regexp.MustCompile(`(?m)^kind: (HorizontalPodAutoscaler|ScaledObject|(Cluster)?TriggerAuthentication|InterceptorRoute|ExternalSecret)\b`)
	replicasLine    = regexp.MustCompile(`(?m)^  replicas:.*\n`)
	comment         = regexp.MustCompile(`(?m)(?:^|\s)(#.*)$`)
)

// requireOthersUntouched compares every file that does not affect scaling with the result of
// kpt alone: kpt reformats, and only spec.replicas may be missing.
func requireOthersUntouched(t *testing.T, plain, rendered tree) {
	t.Helper()
	for name, want := range plain {
		if isPackageFile(name, want) && !concernsScaling.MatchString(want) {
			assertSame(t, name+" differs from what cat leaves",
				replicasLine.ReplaceAllString(want, ""), replicasLine.ReplaceAllString(rendered[name], ""))
			for _, found := range comment.FindAllStringSubmatch(replicasLine.ReplaceAllString(want, ""), -1) {
				assert.Contains(t, rendered[name], found[1], "a comment of %s is gone", name)
			}
		}
	}
}
