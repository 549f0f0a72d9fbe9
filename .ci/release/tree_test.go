package release

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// root is the root folder of the repository, relative to this one.
const root = "../.."

const (
	committed = "2026-02-03T04:05:06Z"
	tag       = "v0.1.0"
)

// taggedCopy copies a work tree into a new repository with one commit, which is the same
// wherever it is created, and tags it for a release.
func taggedCopy(t *testing.T, from, dir string) string {
	t.Helper()
	for name := range strings.SplitSeq(strings.TrimRight(git(t, from, "ls-files", "-coz", "--exclude-standard"), "\x00"), "\x00") {
		info, err := os.Lstat(filepath.Join(from, name))
		if os.IsNotExist(err) {
			continue
		}
		require.NoError(t, err)
		text, err := os.ReadFile(filepath.Join(from, name))
		require.NoError(t, err)
		to := filepath.Join(dir, name)
		require.NoError(t, os.MkdirAll(filepath.Dir(to), 0o755))
		require.NoError(t, os.WriteFile(to, text, info.Mode().Perm()))
	}
	git(t, dir, "init", "--quiet", "--initial-branch=main")
	git(t, dir, "add", "--all")
	git(t, dir, "commit", "--quiet", "--message=Everything")
	git(t, dir, "tag", tag)
	git(t, dir, "remote", "add", "origin", "https://github.com/example/scale-modelhosts.git")
	return dir
}

// TestMain makes releases use the date of their commit, whatever the environment says.
func TestMain(m *testing.M) {
	if err := os.Unsetenv("SOURCE_DATE_EPOCH"); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}

func git(t *testing.T, dir string, args ...string) string {
	t.Helper()
	return run(t, dir, []string{
		"GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_NOSYSTEM=1",
		"GIT_AUTHOR_NAME=test", "GIT_AUTHOR_EMAIL=test@example.com", "GIT_AUTHOR_DATE=" + committed,
		"GIT_COMMITTER_NAME=test", "GIT_COMMITTER_EMAIL=test@example.com", "GIT_COMMITTER_DATE=" + committed,
	}, append([]string{"git"}, args...)...)
}

// run returns the stdout of a command that must succeed.
func run(t *testing.T, dir string, env []string, args ...string) string {
	t.Helper()
	var stderr strings.Builder
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Dir, cmd.Env, cmd.Stderr = dir, append(os.Environ(), env...), &stderr
	output, err := cmd.Output()
	require.NoError(t, err, "%s\n%s%s", strings.Join(args, " "), output, &stderr)
	return string(output)
}
