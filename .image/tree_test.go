package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
)

// committed is the only commit of a copy of the repository.
const (
	committed = "2026-02-03T04:05:06Z"
	tagged    = "v0.1.0"
)

// copyOfRepository copies a work tree into a new folder and repository, with one commit that
// is the same wherever it is created.
func copyOfRepository(t *testing.T, from, dir string) string {
	t.Helper()
	for name := range strings.SplitSeq(git(t, from, "ls-files", "-coz", "--exclude-standard"), "\x00") {
		info, err := os.Lstat(filepath.Join(from, name))
		if name == "" || os.IsNotExist(err) {
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
	git(t, dir, "commit", "--quiet", "--message=everything")
	git(t, dir, "tag", tagged)
	return dir
}

func git(t *testing.T, dir string, args ...string) string {
	t.Helper()
	cmd := exec.Command("git", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_NOSYSTEM=1",
		"GIT_AUTHOR_NAME=test", "GIT_AUTHOR_EMAIL=test@example.com", "GIT_AUTHOR_DATE="+committed,
		"GIT_COMMITTER_NAME=test", "GIT_COMMITTER_EMAIL=test@example.com", "GIT_COMMITTER_DATE="+committed)
	said, err := cmd.Output()
	require.NoError(t, err, "git %s", strings.Join(args, " "))
	return string(said)
}

var both = []platform{{"linux", "amd64"}, {"linux", "arm64"}}

// built is an index and its output folder.
type built struct {
	index
	asked request
}

func buildIn(t *testing.T, root string) built {
	t.Helper()
	asked := request{root: root, out: filepath.Join(root, ".image", "out"), tag: "scale-modelhosts:image-test", platforms: both}
	made, err := build(asked)
	require.NoError(t, err)
	require.NoError(t, made.write(asked))
	return built{made, asked}
}

var shared struct {
	once sync.Once
	dir  string
	built
}

// theIndex builds the index once for all tests.
func theIndex(t *testing.T) built {
	t.Helper()
	shared.once.Do(func() {
		shared.built = buildIn(t, copyOfRepository(t, "..", filepath.Join(shared.dir, "a")))
	})
	require.NotNil(t, shared.ImageIndex, "the image could not be built; the first test that asked for it says why")
	return shared.built
}

func TestMain(m *testing.M) {
	// The tests recognize a build by the commit's time.
	if err := os.Unsetenv("SOURCE_DATE_EPOCH"); err != nil {
		panic(err)
	}
	dir, err := os.MkdirTemp("", "image-test-")
	if err != nil {
		panic(err)
	}
	shared.dir = dir
	code := m.Run()
	if err := os.RemoveAll(dir); err != nil {
		panic(err)
	}
	os.Exit(code)
}

// withUmask simulates a machine on which new files are private.
func withUmask(t *testing.T, mask int) {
	before := syscall.Umask(mask)
	t.Cleanup(func() { syscall.Umask(before) })
}
