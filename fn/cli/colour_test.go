package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func open(t *testing.T, file string) *os.File {
	f, err := os.OpenFile(file, os.O_RDWR|os.O_CREATE, 0o600)
	require.NoError(t, err)
	t.Cleanup(func() { _ = f.Close() })
	return f
}

// TestColourIsForTerminals uses a character device as a terminal, as the program does.
func TestColourIsForTerminals(t *testing.T) {
	t.Setenv("NO_COLOR", "")
	t.Setenv("TERM", "xterm")
	terminal := open(t, "/dev/zero")
	assert.True(t, useColour(terminal))
	assert.False(t, useColour(&bytes.Buffer{}))
	assert.False(t, useColour(open(t, os.DevNull)))
	assert.False(t, useColour(open(t, filepath.Join(t.TempDir(), "file"))))

	t.Setenv("TERM", "dumb")
	assert.False(t, useColour(terminal))
	t.Setenv("TERM", "xterm")
	t.Setenv("NO_COLOR", "1")
	assert.False(t, useColour(terminal))
}

func TestFilesAreNamedFromTheCurrentFolder(t *testing.T) {
	here := t.TempDir()
	t.Chdir(here)
	assert.Equal(t, "pkg/a.yaml", relativeTo("pkg")("a.yaml"))
	assert.Equal(t, "base/a.yaml", relativeTo("./overlay")("../base/a.yaml"))
	assert.Equal(t, "../pkg/a.yaml", relativeTo("../pkg")("a.yaml"))
	assert.Equal(t, "pkg/a.yaml", relativeTo(filepath.Join(here, "pkg"))("a.yaml"))
	assert.Equal(t, "/elsewhere/a.yaml", relativeTo("/elsewhere")("a.yaml"))
}
