package harness

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Link makes a link to a file, in the place of whatever stands there.
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

// unlink removes a file that is a link, left by an earlier run: what is written to it
// would be written to the file that it leads to.
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
