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

// TestPreCommitHook runs the real pre-commit, which builds the hook from the repository's last
// commit, as it does for its users, on a package.
func TestPreCommitHook(t *testing.T) {
	source, err := filepath.Abs(root)
	require.NoError(t, err)
	version := harness.Run(t, harness.Command{Args: []string{"pre-commit", "--version"}})
	require.Zero(t, version.Exit)
	t.Log(strings.TrimSpace(version.Stdout))
	commit := strings.TrimSpace(harness.Output(t, harness.Command{Args: []string{"git", "rev-parse", "HEAD"}, Dir: source}))

	modules := strings.TrimSpace(harness.Output(t, harness.Command{Args: []string{"go", "env", "GOMODCACHE"}}))
	home := t.TempDir()
	run := func(t *testing.T, repository string) harness.Outcome {
		harness.Output(t, harness.Command{Args: []string{"git", "add", "."}, Dir: repository})
		return harness.Run(t, harness.Command{
			Args: []string{"pre-commit", "run", "--all-files", "--verbose"}, Dir: repository,
			Env: []string{"PRE_COMMIT_HOME=" + home, "GOMODCACHE=" + modules, "GOFLAGS=-buildvcs=false"},
		})
	}

	repository := t.TempDir()
	require.NoError(t, tree{
		".pre-commit-config.yaml": "repos:\n  - repo: file://" + source + "\n    rev: " + commit + "\n    hooks:\n" +
			"      - {id: scale-modelhosts-check, args: [--namespace, models, \"my models\"]}\n",
		"my models/deployment.yaml": actionHost,
	}.write(repository))
	harness.Output(t, harness.Command{Args: []string{"git", "init", "--quiet"}, Dir: repository})

	got := run(t, repository)
	require.Zero(t, got.Exit, "%s%s", got.Stdout, got.Stderr)
	assert.Contains(t, got.Stdout, "1 warning; 1 model host checked")

	file := filepath.Join(repository, "my models", "deployment.yaml")
	require.NoError(t, os.WriteFile(file, []byte(strings.Replace(actionHost, `gpu: "70"`, `gpu: "70%"`, 1)), 0o600))
	got = run(t, repository)
	require.Equal(t, 1, got.Exit)
	assert.Contains(t, got.Stdout, "[signal-target]")

	t.Run("a monorepo, by default", func(t *testing.T) {
		repository := t.TempDir()
		harness.Output(t, harness.Command{Args: []string{"git", "init", "--quiet"}, Dir: repository})
		files := monorepo("70%")
		files[".pre-commit-config.yaml"] = "repos:\n  - repo: file://" + source + "\n    rev: " + commit + "\n    hooks: [{id: scale-modelhosts-check}]\n"
		require.NoError(t, files.write(repository))
		got := run(t, repository)
		require.Equal(t, 1, got.Exit, "%s%s", got.Stdout, got.Stderr)
		assert.Contains(t, got.Stdout, "[signal-target]")

		require.NoError(t, monorepo("80").write(repository))
		got = run(t, repository)
		require.Zero(t, got.Exit, "%s%s", got.Stdout, got.Stderr)
		assert.Contains(t, got.Stdout, "2 model hosts checked in 2 packages; not checked: 1 Helm chart")

		require.NoError(t, os.RemoveAll(filepath.Join(repository, "apps")))
		got = run(t, repository)
		require.Equal(t, 1, got.Exit)
		assert.Contains(t, got.Stdout, "[nothing-checked]")
	})
}
