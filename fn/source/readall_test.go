package source

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestReadAll(t *testing.T) {
	for _, size := range []int{0, 1, firstPiece - 1, firstPiece, firstPiece + 1, 3 * firstPiece, 3*firstPiece + 5, 10 * largestPiece} {
		text := strings.Repeat("0123456789abcdef\n", size/17+1)[:size]
		file := filepath.Join(t.TempDir(), "text")
		require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
		open, err := os.Open(file)
		require.NoError(t, err)
		for name, r := range map[string]io.Reader{
			"at once": strings.NewReader(text), "in halves": iotest.HalfReader(strings.NewReader(text)),
			"with the end": iotest.DataErrReader(strings.NewReader(text)), "a file": open,
		} {
			got, err := ReadAll(r)
			require.NoError(t, err, name)
			assert.True(t, string(got) == text, "%s of %d", name, size)
		}
		require.NoError(t, open.Close())
	}
	cut := errors.New("cut")
	for _, err := range []error{cut, io.ErrUnexpectedEOF} {
		for _, size := range []int{0, 10, 3 * firstPiece} {
			got, failed := ReadAll(io.MultiReader(strings.NewReader(strings.Repeat("x", size)), iotest.ErrReader(err)))
			require.ErrorIs(t, failed, err)
			assert.Len(t, got, size)
		}
	}
}
