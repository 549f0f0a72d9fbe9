package harness

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Link creates a link to a file, and replaces any existing file.
func Link(file, as string) error {
	file, err := filepath.Abs(file)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(as), 0o755); err != nil {
		return err
	}
	if err := os.RemoveAll(as); err != nil {
		return err
	}
	return os.Symlink(file, as)
}

// unlink removes a link from an earlier execution: otherwise writing would change the file
// that it points to.
func unlink(file string) error {
	info, err := os.Lstat(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil || info.Mode()&fs.ModeSymlink == 0 {
		return err
	}
	return os.Remove(file)
}
