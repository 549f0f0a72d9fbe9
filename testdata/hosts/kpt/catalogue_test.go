package main

import (
	"debug/buildinfo"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/kptdev/kpt/pkg/test/runner"
	"github.com/stretchr/testify/require"
)

// root is the repository's root folder, seen from here.
const root = "../../.."

func TestMain(m *testing.M) {
	if err := prepare(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// prepare puts kpt and the function first in PATH, where the runner and kpt look for them.
func prepare() error {
	bin, err := filepath.Abs(".bin")
	if err != nil {
		return err
	}
	if err := run("go", "build", "-o", filepath.Join(bin, "kpt"), "."); err != nil {
		return err
	}
	if err := product(filepath.Join(bin, "scale-modelhosts")); err != nil {
		return err
	}
	return os.Setenv("PATH", bin+string(os.PathListSeparator)+os.Getenv("PATH"))
}

// product leaves the program under test in a file: SCALE_MODELHOSTS, or one of this
// repository.
func product(out string) error {
	if err := os.RemoveAll(out); err != nil {
		return err
	}
	if given := os.Getenv("SCALE_MODELHOSTS"); given != "" {
		from, err := filepath.Abs(given)
		if err != nil {
			return err
		}
		return os.Symlink(from, out)
	}
	return run("make", "--no-print-directory", "-C", root, "build", "OUT="+out)
}

func run(args ...string) error {
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if text, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%v: %w\n%s", args, err, text)
	}
	return nil
}

// TestVersion tells whose runner and whose kpt it is.
func TestVersion(t *testing.T) {
	info, err := buildinfo.ReadFile(filepath.Join(".bin", "kpt"))
	require.NoError(t, err)
	versions := map[string]string{}
	for _, m := range info.Deps {
		versions[m.Path] = m.Version
	}
	require.Equal(t, "v1.0.0-beta.60", versions["github.com/kptdev/kpt"])
	t.Log("github.com/kptdev/kpt " + versions["github.com/kptdev/kpt"])
}

// TestCatalogue runs the packages that have an .expected as the kpt catalogue does with
// those of its functions, by kpt's own runner: kpt renders each twice, and the change
// that git sees, the results and the exit code are those of .expected.
// KPT_E2E_UPDATE_EXPECTED=true writes them.
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
