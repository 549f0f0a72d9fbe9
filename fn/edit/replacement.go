package edit

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// replacement is the new text of a file, in a temporary file beside it until commit.
type replacement struct {
	// file is the name in the package. paths are where the file is on disk, without symbolic links:
	// several if it has hard links.
	file  string
	paths []string
	temp  string
}

// prepare writes a file's new text to a temporary file beside it, with the same mode and owner, and
// flushes it to disk.
func (s *Sources) prepare(file, text string) (r replacement, err error) {
	path, err := filepath.EvalSymlinks(filepath.Join(s.dir, filepath.FromSlash(file)))
	if err != nil {
		return r, err
	}
	// A file that may not be written to must not be replaced either.
	old, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return r, err
	}
	info, err := old.Stat()
	if err = errors.Join(err, old.Close()); err != nil {
		return r, err
	}
	r = replacement{file: file, paths: []string{path}}
	if n := hardLinks(info); n > 1 {
		if r.paths, err = s.hardLinksTo(path, info); err != nil {
			return r, err
		}
		if len(r.paths) < n {
			return r, fmt.Errorf("%s has hard links outside of %s, which would keep the old text; remove them, or use the patch that import prints without --write", path, s.dir)
		}
	}
	temp, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return r, err
	}
	r.temp = temp.Name()
	_, err = temp.WriteString(text)
	err = cmp.Or(err, keepOwner(temp, info), temp.Chmod(info.Mode()), temp.Sync())
	if err = cmp.Or(err, temp.Close()); err != nil {
		r.discard()
		// Users do not know the temporary file, so the error does not name it.
		var at *fs.PathError
		if errors.As(err, &at) {
			err = at.Err
		}
	}
	return r, err
}

// hardLinksTo returns the names that a file has in the package, starting with its own.
func (s *Sources) hardLinksTo(path string, info fs.FileInfo) ([]string, error) {
	paths := []string{path}
	dir, err := filepath.EvalSymlinks(s.dir)
	if err != nil {
		return nil, err
	}
	err = filepath.WalkDir(dir, func(other string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() || other == path {
			return err
		}
		at, err := entry.Info()
		if err == nil && os.SameFile(at, info) {
			paths = append(paths, other)
		}
		return err
	})
	return paths, err
}

// commit replaces the old text with the new by renaming, so that a file always has one of the two.
func (r replacement) commit(rename func(from, to string) error) error {
	if err := rename(r.temp, r.paths[0]); err != nil {
		return err
	}
	for _, other := range r.paths[1:] {
		// A link cannot replace a file, but renaming the link over the file can.
		if err := os.Link(r.paths[0], r.temp); err != nil {
			return fmt.Errorf("%s, a hard link to it, still has the old text: %w", other, err)
		}
		if err := rename(r.temp, other); err != nil {
			return fmt.Errorf("%s, a hard link to it, still has the old text: %w", other, err)
		}
	}
	return syncDir(filepath.Dir(r.paths[0]))
}

// discard removes the temporary file if it has not been renamed.
func (r replacement) discard() {
	if r.temp != "" {
		_ = os.Remove(r.temp) // fails after a rename, when there is nothing to remove
	}
}

// Write writes the edited files. Each is replaced as a whole, so that it has either its old text or
// its new one whatever happens. If one of them cannot be written, none is; if the disk fails
// between two, the error names the files that were written.
func (s *Sources) Write() error {
	replacements := make([]replacement, 0, len(s.edited))
	defer func() {
		for _, r := range replacements {
			r.discard()
		}
	}()
	for _, file := range s.edited {
		r, err := s.prepare(file, s.files[file].text())
		if err != nil {
			return fmt.Errorf("nothing was written: %s: %w", file, err)
		}
		replacements = append(replacements, r)
	}
	for i, r := range replacements {
		if err := r.commit(s.rename); err != nil {
			return errors.Join(
				fmt.Errorf("%s could not be written: %w", r.file, err),
				fmt.Errorf("written: %s; not written: %s. Fix the cause, and import again", joinNames(s.edited[:i]), joinNames(s.edited[i:])),
			)
		}
	}
	return nil
}

func joinNames(files []string) string { return cmp.Or(strings.Join(files, ", "), "none") }
