package main

import (
	"fmt"
	"io/fs"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestSameBytesFromAnywhere builds one commit in two folders. The second is as another user
// would have it: deeper, with other file modes, and with other Go settings.
func TestSameBytesFromAnywhere(t *testing.T) {
	first := theIndex(t)

	withUmask(t, 0o077)
	t.Setenv("GOAMD64", "v3")
	t.Setenv("TZ", "Asia/Tokyo")
	second := buildIn(t, copyOfRepository(t, first.asked.root, filepath.Join(t.TempDir(), "another", "folder")))

	require.Len(t, first.images, 2)
	require.Len(t, second.images, 2)
	for i, each := range first.images {
		want, err := each.Digest()
		require.NoError(t, err)
		got, err := second.images[i].Digest()
		require.NoError(t, err)
		assert.Equal(t, want, got, each.platform)
		t.Logf("%s %s", each.platform, got)
	}
	want, err := first.Digest()
	require.NoError(t, err)
	got, err := second.Digest()
	require.NoError(t, err)
	assert.Equal(t, want, got, "index")
	t.Logf("index %s", got)
	assert.Equal(t, laidOut(t, first), laidOut(t, second), "what the Dockerfile copies")
}

// laidOut returns the mode and time of everything in the folder that the Dockerfile copies.
func laidOut(t *testing.T, made built) map[string]string {
	t.Helper()
	all, root := map[string]string{}, filepath.Join(made.asked.out, "rootfs")
	require.NoError(t, filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || filepath.Dir(name) == root || name == root {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		below, err := filepath.Rel(root, name)
		all[below] = fmt.Sprint(info.Mode(), info.ModTime().Unix())
		return err
	}))
	require.NotEmpty(t, all)
	return all
}
