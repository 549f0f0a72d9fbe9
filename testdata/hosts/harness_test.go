package hosts

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/testdata/hosts/harness"
)

// The harness is tested as well: a comparison that never fails would pass for every product.

func TestTreeDiffNamesEveryDifference(t *testing.T) {
	first := tree{"same": "a\n", "changed": "a\n", "gone": "a\n"}
	second := tree{"same": "a\n", "changed": "b\n", "new": ""}
	got := first.diff(second)
	assert.Contains(t, got, "-a\n+b\n")
	assert.Contains(t, got, "only in the first: gone")
	assert.Contains(t, got, "only in the second: new")
	assert.NotContains(t, got, "same")
	assert.Empty(t, first.diff(first))
}

func TestFunctionConfigOfTheFolderComesBeforeThatOfASubfolder(t *testing.T) {
	files := tree{"a/config.yaml": "kind: ScaleModelHosts\n", "z.yaml": "x: y\nkind: ScaleModelHosts\n", "README.md": "kind: ScaleModelHosts\n"}
	assert.Equal(t, "z.yaml", files.functionConfig())
	assert.Empty(t, tree{"kustomization.yaml": "kind: Kustomization\n"}.functionConfig())
}

func TestLayersAreTheRootTheOverlaysAndWhateverExpectsSomething(t *testing.T) {
	files := tree{"base/kustomization.yaml": "", "overlays/prod/kustomization.yaml": "", "other/kustomization.yaml": "", "other/expected.yaml": ""}
	assert.ElementsMatch(t, []string{"overlays/prod", "other"}, files.layers())
	assert.Equal(t, []string{"."}, tree{"kustomization.yaml": ""}.layers())
}

func TestFieldFindsListElementsByPlaceAndByKey(t *testing.T) {
	all, err := parseObjects("kind: A\nmetadata: {name: x}\nspec: [{type: cpu}, {type: prometheus, metadata: {query: up}}]\n---\nkind: B\nmetadata: {name: x}\n")
	require.NoError(t, err)
	a, err := all.only("A")
	require.NoError(t, err)
	for _, path := range []string{"spec.1.metadata.query", "spec.type=prometheus.metadata.query"} {
		got, err := a.field(path)
		require.NoError(t, err)
		assert.Equal(t, "up\n", got)
	}
	_, err = a.field("spec.2")
	assert.Error(t, err)
	_, err = all.only("C/x")
	assert.ErrorContains(t, err, "0 of C/x among:\nA x\nB x")
}

func TestCatChangesNothing(t *testing.T) {
	got := harness.Run(t, harness.Command{Args: []string{filepath.Join(catDir, "scale-modelhosts")}, Stdin: "kind: ResourceList\n"})
	assert.Equal(t, harness.Outcome{Stdout: "kind: ResourceList\n"}, got)
}

func TestAnEmptyOutputIsNoSuccess(t *testing.T) {
	_, err := succeed(harness.Command{Args: []string{"true"}})
	assert.ErrorContains(t, err, "empty output")
	_, err = succeed(harness.Command{Args: []string{"false"}})
	assert.ErrorContains(t, err, "exit 1")
}

func TestALinkOfAnEarlierRunIsNotWrittenThrough(t *testing.T) {
	bin, given := t.TempDir(), filepath.Join(t.TempDir(), "given")
	require.NoError(t, os.WriteFile(given, []byte("of somebody else"), 0o755))
	path := os.Getenv("PATH")
	t.Setenv("PATH", path) // Provide sets it: have it back after the test
	t.Setenv("SCALE_MODELHOSTS", given)
	_, err := harness.Provide(bin, harness.Product(root))
	require.NoError(t, err)
	assert.Equal(t, bin+string(os.PathListSeparator)+path, os.Getenv("PATH"))
	linked, err := os.Readlink(filepath.Join(bin, "scale-modelhosts"))
	require.NoError(t, err)
	assert.Equal(t, given, linked)

	t.Setenv("SCALE_MODELHOSTS", "")
	_, err = harness.Provide(bin, harness.Product(root))
	require.NoError(t, err)
	assert.Contains(t, harness.Modules(t, filepath.Join(bin, "scale-modelhosts")), "modelhost.dev/scale-modelhosts")
	text, err := os.ReadFile(given)
	require.NoError(t, err)
	assert.Equal(t, "of somebody else", string(text))
}

func TestABuildThatFailsSaysWhy(t *testing.T) {
	t.Setenv("PATH", os.Getenv("PATH")) // as above
	_, err := harness.Provide(t.TempDir(), harness.Go("x", ".", "./nowhere"))
	assert.ErrorContains(t, err, "x: ")
	assert.ErrorContains(t, err, "nowhere: directory not found")
}
