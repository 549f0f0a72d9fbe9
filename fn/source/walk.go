package source

import (
	"io/fs"
	"path"
	"path/filepath"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/rooted"
)

// Walk is one walk over the folders of a package.
type Walk struct {
	// SkipDir reports whether to skip a folder; nil skips none.
	SkipDir func(rel string) bool
	// Visit reports whether to read a file. isLink means that the file is a symbolic link.
	Visit func(rel string, isLink bool) bool

	top   string
	links *links
	// ignored are the .krmignore files.
	ignored *ignores
}

// Walk visits the files below a folder, by their paths relative to it. It skips files and folders
// whose names start with a dot, such as .git and .github, and those that kpt ignores. It returns
// only errors of the folder itself.
func (t *Reader) Walk(dir string, w *Walk) error {
	w.top = filepath.Clean(dir)
	if t.Root == nil {
		w.top = rooted.RealPath(w.top) // WalkDir does not follow a link
	}
	w.links, w.ignored = newLinks(w.top, t.Root), newIgnores(w.top, t.Root)
	return t.Root.WalkDir(w.top, func(file string, entry fs.DirEntry, err error) error {
		at, relErr := filepath.Rel(w.top, file)
		rel := filepath.ToSlash(at)
		switch {
		case relErr != nil:
			return relErr
		case err != nil && rel == ".":
			return err
		case err != nil:
			if err := t.rejectFile(rel, err); err != nil {
				return finding.Failure{File: rel, Message: err.Error()}
			}
			return skip(entry)
		case strings.HasPrefix(entry.Name(), ".") && rel != ".":
			return skip(entry)
		case entry.IsDir():
			return t.enter(w, file, rel)
		case w.ignored.match(file, false):
			return nil
		}
		if !w.Visit(rel, entry.Type()&fs.ModeSymlink != 0) {
			w.links.take(rel, entry)
		}
		return nil
	})
}

// enter reads the .krmignore file of a folder, and skips the folder if it is ignored.
func (t *Reader) enter(w *Walk, dir, rel string) error {
	if rel != "." && w.SkipDir != nil && w.SkipDir(rel) {
		return filepath.SkipDir
	}
	ignored, err := w.ignored.enter(dir)
	switch {
	case err != nil && !t.lenient:
		return finding.Failure{File: path.Join(rel, ignoreFile), Message: err.Error()}
	case err != nil:
		t.Failures = append(t.Failures, finding.Failure{File: path.Join(rel, ignoreFile), Message: err.Error()})
	case ignored:
		return filepath.SkipDir
	}
	w.links.enter(rel)
	return nil
}

// Target returns the file below the folder that a link leads to, or "".
func (w *Walk) Target(rel string) string { return w.links.target(rel) }

// SkippedLinks returns the symbolic links that the walk did not follow, and that do not lead to a
// folder that it visited. Hints call the folder of the walk dir.
func (w *Walk) SkippedLinks(dir string) []finding.Skipped { return w.links.unfollowed(dir) }

func skip(entry fs.DirEntry) error {
	if entry != nil && entry.IsDir() {
		return filepath.SkipDir
	}
	return nil
}
