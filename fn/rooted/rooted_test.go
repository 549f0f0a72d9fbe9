package rooted_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"modelhost.dev/scale-modelhosts/fn/rooted"
)

const canary = "hunter2"

// tree writes a root with links of every kind, and a secret next to it.
func tree(t *testing.T) (top string) {
	t.Helper()
	top, err := filepath.EvalSymlinks(t.TempDir())
	require.NoError(t, err)
	for name, text := range map[string]string{
		"repo/a.yaml": "a", "repo/app/b.yaml": "b", "repo/app/deep/c.yaml": "c", "secret.yaml": canary, "other/secret.yaml": canary,
		"repository/secret.yaml": canary,
	} {
		file := filepath.Join(top, filepath.FromSlash(name))
		require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o755))
		require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
	}
	for link, target := range map[string]string{
		"repo/inside.yaml":       "app/b.yaml",
		"repo/app/up.yaml":       "../a.yaml",
		"repo/absolute.yaml":     filepath.Join(top, "repo", "a.yaml"),
		"repo/by-alias.yaml":     filepath.Join(top, "link", "a.yaml"),
		"repo/back.yaml":         "../repo/a.yaml",
		"repo/folder":            "app",
		"repo/app/deep/folder":   "../..",
		"repo/out.yaml":          "../secret.yaml",
		"repo/out":               "../other",
		"repo/absolute-out.yaml": filepath.Join(top, "secret.yaml"),
		"repo/chain.yaml":        "folder/../out.yaml",
		"repo/prefix":            "../repository",
		"repo/loop":              "loop",
		"repo/gone.yaml":         "nowhere.yaml",
		"repo/gone-out.yaml":     "../nowhere.yaml",
		"repo/through-gone":      "nowhere/../../secret.yaml",
		"repo/root":              "/",
		"link":                   "repo",
		"other/into":             "../repo/app",
	} {
		require.NoError(t, os.Symlink(target, filepath.Join(top, filepath.FromSlash(link))))
	}
	return top
}

func TestRootReadsInsideOnly(t *testing.T) {
	top := tree(t)
	for path, want := range map[string]string{
		"a.yaml": "a", "./app/../a.yaml": "a", "inside.yaml": "b", "app/up.yaml": "a", "absolute.yaml": "a",
		"back.yaml": "a", "folder/b.yaml": "b", "app/deep/folder/a.yaml": "a", "app/deep/folder/app/b.yaml": "b", "../repo/a.yaml": "a",
	} {
		for _, name := range []string{"repo", "link"} {
			root, err := rooted.Open(filepath.Join(top, name))
			require.NoError(t, err)
			got, err := root.ReadFile(filepath.Join(top, name) + "/" + path)
			require.NoError(t, err, path)
			assert.Equal(t, want, string(got), path)
		}
	}
	root, err := rooted.Open(filepath.Join(top, "link"))
	require.NoError(t, err)
	got, err := root.ReadFile(filepath.Join(top, "link", "by-alias.yaml"))
	require.NoError(t, err, "an absolute link by the root's own name")
	assert.Equal(t, "a", string(got))
}

func TestRootRejectsWhatIsOutside(t *testing.T) {
	top := tree(t)
	root, err := rooted.Open(filepath.Join(top, "repo"))
	require.NoError(t, err)
	for _, path := range []string{
		"../secret.yaml", "out.yaml", "out/secret.yaml", "out", "absolute-out.yaml", "chain.yaml", "prefix/secret.yaml", "../repository/secret.yaml",
		"gone-out.yaml", "../nowhere.yaml", "root", "root/etc/passwd", "..", "../..", "folder/../../secret.yaml", "app/../../link/../secret.yaml",
		"../link", "../other/into/b.yaml",
	} {
		_, err := root.ReadFile(filepath.Join(top, "repo") + "/" + path)
		require.ErrorIs(t, err, rooted.ErrOutside, path)
		_, err = root.Stat(filepath.Join(top, "repo") + "/" + path)
		require.ErrorIs(t, err, rooted.ErrOutside, path)
		assert.False(t, root.Holds(filepath.Join(top, "repo")+"/"+path), path)
	}
	for path, want := range map[string]error{
		"gone.yaml": fs.ErrNotExist, "nowhere": fs.ErrNotExist, "through-gone": fs.ErrNotExist, "app": rooted.ErrNotRegular,
	} {
		_, err := root.ReadFile(filepath.Join(top, "repo", path))
		require.ErrorIs(t, err, want, path)
	}
	_, err = root.ReadFile(filepath.Join(top, "repo", "loop"))
	require.Error(t, err)
	_, err = root.ReadFile(filepath.Join(top, "repo", "a.yaml", "x"))
	require.Error(t, err)
}

func TestNilRootReadsAnything(t *testing.T) {
	top := tree(t)
	var root *rooted.Root
	got, err := root.ReadFile(filepath.Join(top, "repo", "out.yaml"))
	require.NoError(t, err)
	assert.Equal(t, canary, string(got))
	_, err = root.ReadFile(filepath.Join(top, "repo"))
	require.ErrorIs(t, err, rooted.ErrNotRegular)
}

// The caller's own path to the package may lead through links outside; the package's links may not.
func TestEnterFollowsTheCallersLinks(t *testing.T) {
	top := tree(t)
	root, err := rooted.Open(filepath.Join(top, "repo"))
	require.NoError(t, err)
	entered, err := root.Enter(filepath.Join(top, "other", "into"))
	require.NoError(t, err)
	got, err := entered.ReadFile(filepath.Join(top, "other", "into", "b.yaml"))
	require.NoError(t, err)
	assert.Equal(t, "b", string(got))
	_, err = entered.ReadFile(filepath.Join(top, "other", "secret.yaml"))
	require.ErrorIs(t, err, rooted.ErrOutside)
	for _, outside := range []string{"other", "repo/out", "."} {
		_, err = root.Enter(filepath.Join(top, outside))
		require.ErrorIs(t, err, rooted.ErrOutside, outside)
	}
	_, err = root.Enter(filepath.Join(top, "repo", "nowhere"))
	require.ErrorIs(t, err, fs.ErrNotExist)
}

func TestWalkDirFollowsNoLinksBelow(t *testing.T) {
	top := tree(t)
	root, err := rooted.Open(filepath.Join(top, "repo"))
	require.NoError(t, err)
	var seen []string
	require.NoError(t, root.WalkDir(filepath.Join(top, "repo", "folder"), func(path string, _ fs.DirEntry, err error) error {
		rel, _ := filepath.Rel(top, path)
		seen = append(seen, rel)
		return err
	}))
	assert.Equal(t, []string{"repo/folder", "repo/folder/b.yaml", "repo/folder/deep", "repo/folder/deep/c.yaml", "repo/folder/deep/folder", "repo/folder/up.yaml"}, seen)
	err = root.WalkDir(filepath.Join(top, "repo", "out"), func(_ string, _ fs.DirEntry, err error) error { return err })
	require.ErrorIs(t, err, rooted.ErrOutside)
}

// Resolve agrees with the kernel about what is inside, and never returns a path outside.
func TestResolveAgreesWithTheKernel(t *testing.T) {
	top := tree(t)
	dir := filepath.Join(top, "repo")
	root, err := rooted.Open(dir)
	require.NoError(t, err)
	names := []string{
		"a.yaml", "app", "deep", "folder", "out", "out.yaml", "up.yaml", "prefix", "root", "back.yaml", "inside.yaml", "absolute.yaml", "chain.yaml",
		"b.yaml", "c.yaml", "loop", "nowhere", ".", "..", "repo", "secret.yaml", "through-gone",
	}
	rapid.Check(t, func(t *rapid.T) {
		path := dir
		for _, name := range rapid.SliceOfN(rapid.SampledFrom(names), 1, 6).Draw(t, "names") {
			path += "/" + name
		}
		got, err := root.Resolve(path)
		want, wantErr := filepath.EvalSymlinks(filepath.Clean(path))
		inside := false
		if wantErr == nil {
			rel, relErr := filepath.Rel(dir, want)
			inside = relErr == nil && filepath.IsLocal(rel)
		}
		// Resolve does not follow links outside that lead back inside.
		if err == nil {
			require.True(t, inside, path)
			require.Equal(t, want, got, path)
		} else if inside {
			require.ErrorIs(t, err, rooted.ErrOutside, path)
			require.Contains(t, path, "..", path)
		}
	})
}
