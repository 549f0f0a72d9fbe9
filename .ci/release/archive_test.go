package release

import (
	"archive/tar"
	"archive/zip"
	"compress/gzip"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// file is one file of an archive.
type file struct {
	text  []byte
	mode  fs.FileMode
	time  time.Time
	owner string // of tar archives only
}

// unpack reads a whole archive.
func unpack(t *testing.T, name string) map[string]file {
	t.Helper()
	if strings.HasSuffix(name, ".zip") {
		return unzip(t, name)
	}
	f, err := os.Open(name)
	require.NoError(t, err)
	defer func() { _ = f.Close() }() // it was read only
	unzipped, err := gzip.NewReader(f)
	require.NoError(t, err)
	all := map[string]file{}
	for r := tar.NewReader(unzipped); ; {
		header, err := r.Next()
		if errors.Is(err, io.EOF) {
			return all
		}
		require.NoError(t, err)
		text, err := io.ReadAll(r)
		require.NoError(t, err)
		all[header.Name] = file{text, header.FileInfo().Mode(), header.ModTime, header.Uname + ":" + header.Gname}
	}
}

func unzip(t *testing.T, name string) map[string]file {
	t.Helper()
	r, err := zip.OpenReader(name)
	require.NoError(t, err)
	defer func() { _ = r.Close() }() // it was read only
	all := map[string]file{}
	for _, f := range r.File {
		opened, err := f.Open()
		require.NoError(t, err)
		text, err := io.ReadAll(opened)
		require.NoError(t, err)
		require.NoError(t, opened.Close())
		all[filepath.ToSlash(f.Name)] = file{text, f.Mode(), f.Modified, "root:root"}
	}
	return all
}
