package crash_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/fn/crash"
)

// printed returns what Print writes to stderr.
func printed(t *testing.T, do func()) string {
	t.Helper()
	file, err := os.Create(filepath.Join(t.TempDir(), "stderr"))
	require.NoError(t, err)
	stderr := os.Stderr
	os.Stderr = file
	defer func() { os.Stderr = stderr }()
	do()
	require.NoError(t, file.Close())
	text, err := os.ReadFile(file.Name())
	require.NoError(t, err)
	return string(text)
}

func explode() { panic("boom") }

func recovered() {
	defer func() { crash.Print(recover()) }()
	explode()
}

func TestPrint(t *testing.T) {
	t.Setenv(crash.Variable, "")
	assert.Empty(t, printed(t, recovered))
	t.Setenv(crash.Variable, "1")
	text := printed(t, recovered)
	assert.Contains(t, text, "panic: boom\n")
	assert.Contains(t, text, "crash_test.explode", "the stack has the frame that panicked")
	assert.Empty(t, printed(t, func() { crash.Print(nil) }))
}
