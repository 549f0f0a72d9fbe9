package main

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/kptdev/kpt/pkg/test/runner"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/testdata/hosts/harness"
)

// root is the root folder of the repository, relative to this one.
const root = "../../.."

// TestMain puts kpt and the function first in PATH, where the runner and kpt look for them.
func TestMain(m *testing.M) {
	if _, err := harness.Provide(".bin", harness.Go("kpt", ".", "."), harness.Product(root)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// TestVersion logs the versions of the runner and of kpt.
func TestVersion(t *testing.T) {
	version := harness.Modules(t, filepath.Join(".bin", "kpt"))["github.com/kptdev/kpt"]
	require.Equal(t, "v1.0.0-beta.60", version)
	t.Log("github.com/kptdev/kpt " + version)
}

// TestCatalogue runs the packages with an .expected folder with kpt's own test runner, like
// functions in the kpt catalog. kpt renders each package twice; the git diff, the results and
// the exit code must equal those in .expected. KPT_E2E_UPDATE_EXPECTED=true updates them.
func TestCatalogue(t *testing.T) {
	for folder, least := range map[string]int{filepath.Join(root, "examples"): 1, "testdata": 2} {
		cases, err := runner.ScanTestCases(folder)
		require.NoError(t, err)
		require.GreaterOrEqual(t, len(*cases), least)
		for _, c := range *cases {
			t.Run(filepath.Base(c.Path), func(t *testing.T) {
				require.False(t, c.Config.Skip)
				r, err := runner.NewRunner(t, c, c.Config.TestType)
				require.NoError(t, err)
				require.NoError(t, r.Run())
			})
		}
	}
}
