package hosts

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/testdata/hosts/harness"
)

// TestPreCommitHook has the real pre-commit build the hook from the repository's last
// commit, as it does for its users, and run it on a package.
func TestPreCommitHook(t *testing.T) {
	source, err := filepath.Abs(root)
	require.NoError(t, err)
	version := harness.Run(t, harness.Command{Args: []string{"pre-commit", "--version"}})
	require.Zero(t, version.Exit)
	t.Log(strings.TrimSpace(version.Stdout))
	commit := strings.TrimSpace(harness.Output(t, harness.Command{Args: []string{"git", "rev-parse", "HEAD"}, Dir: source}))

	repository := t.TempDir()
	require.NoError(t, tree{
		".pre-commit-config.yaml": "repos:\n  - repo: file://" + source + "\n    rev: " + commit + "\n    hooks:\n" +
			"      - {id: scale-modelhosts-check, args: [--namespace, models, \"my models\"]}\n",
		"my models/deployment.yaml": actionHost,
	}.write(repository))
	modules := strings.TrimSpace(harness.Output(t, harness.Command{Args: []string{"go", "env", "GOMODCACHE"}}))
	hook := harness.Command{
		Args: []string{"pre-commit", "run", "--all-files", "--verbose"}, Dir: repository,
		Env: []string{"PRE_COMMIT_HOME=" + t.TempDir(), "GOMODCACHE=" + modules, "GOFLAGS=-buildvcs=false"},
	}
	harness.Output(t, harness.Command{Args: []string{"git", "init", "--quiet"}, Dir: repository})
	harness.Output(t, harness.Command{Args: []string{"git", "add", "."}, Dir: repository})

	got := harness.Run(t, hook)
	require.Zero(t, got.Exit, "%s%s", got.Stdout, got.Stderr)
	assert.Contains(t, got.Stdout, "1 warning in 1 model host")

	file := filepath.Join(repository, "my models", "deployment.yaml")
	require.NoError(t, os.WriteFile(file, []byte(strings.Replace(actionHost, `gpu: "70"`, `gpu: "70%"`, 1)), 0o600))
	harness.Output(t, harness.Command{Args: []string{"git", "add", "."}, Dir: repository})
	got = harness.Run(t, hook)
	require.Equal(t, 1, got.Exit)
	assert.Contains(t, got.Stdout, "[signal-target]")
}
