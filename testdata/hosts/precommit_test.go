package hosts

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestPreCommitHook has the real pre-commit build the hook from the repository's last
// commit, as it does for its users, and run it on a package.
func TestPreCommitHook(t *testing.T) {
	source, err := filepath.Abs(root)
	require.NoError(t, err)
	version := run(t, command{args: []string{"pre-commit", "--version"}})
	require.Zero(t, version.exit)
	t.Log(strings.TrimSpace(version.stdout))
	commit := strings.TrimSpace(output(t, command{args: []string{"git", "rev-parse", "HEAD"}, dir: source}))

	repository := t.TempDir()
	require.NoError(t, tree{
		".pre-commit-config.yaml": "repos:\n  - repo: file://" + source + "\n    rev: " + commit + "\n    hooks:\n" +
			"      - {id: scale-modelhosts-check, args: [--namespace, models, \"my models\"]}\n",
		"my models/deployment.yaml": actionHost,
	}.write(repository))
	modules := strings.TrimSpace(output(t, command{args: []string{"go", "env", "GOMODCACHE"}}))
	hook := command{
		args: []string{"pre-commit", "run", "--all-files", "--verbose"}, dir: repository,
		env: []string{"PRE_COMMIT_HOME=" + t.TempDir(), "GOMODCACHE=" + modules, "GOFLAGS=-buildvcs=false"},
	}
	output(t, command{args: []string{"git", "init", "--quiet"}, dir: repository})
	output(t, command{args: []string{"git", "add", "."}, dir: repository})

	got := run(t, hook)
	require.Zero(t, got.exit, "%s%s", got.stdout, got.stderr)
	assert.Contains(t, got.stdout, "1 warning in 1 model host")

	file := filepath.Join(repository, "my models", "deployment.yaml")
	require.NoError(t, os.WriteFile(file, []byte(strings.Replace(actionHost, `gpu: "70"`, `gpu: "70%"`, 1)), 0o600))
	output(t, command{args: []string{"git", "add", "."}, dir: repository})
	got = run(t, hook)
	require.Equal(t, 1, got.exit)
	assert.Contains(t, got.stdout, "[signal-target]")
}
