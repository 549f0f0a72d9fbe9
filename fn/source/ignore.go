package source

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	gitignore "github.com/monochromegane/go-gitignore"

	"modelhost.dev/scale-modelhosts/fn/rooted"
)

const ignoreFile = ".krmignore"

// ignores are the .krmignore files of a package and its subpackages, as kpt reads them: each
// applies to its own package only, and none hides a subpackage.
type ignores struct {
	root *rooted.Root
	top  string
	// matchers are keyed by package folder. Of hidden folders, only the subpackages count.
	matchers map[string]gitignore.IgnoreMatcher
	hidden   map[string]bool
}

func newIgnores(top string, root *rooted.Root) *ignores {
	return &ignores{root: root, top: top, matchers: map[string]gitignore.IgnoreMatcher{}, hidden: map[string]bool{}}
}

// enter reads the .krmignore file of a folder if the folder is a package, and reports whether the
// folder is ignored with all its content. The error does not name the file.
func (i *ignores) enter(dir string) (ignored bool, err error) {
	if !i.isPackage(dir) && dir != i.top {
		i.hidden[dir] = i.match(dir, true)
		// kpt looks for subpackages in ignored folders.
		return i.hidden[dir] && !i.isPackage(i.owner(dir)), nil
	}
	i.matchers[dir] = gitignore.DummyIgnoreMatcher(false)
	switch text, err := i.root.ReadFile(filepath.Join(dir, ignoreFile)); {
	case errors.Is(err, rooted.ErrOutside):
		return false, errLink{i.root}
	case err == nil:
		i.matchers[dir] = gitignore.NewGitIgnoreFromReader(dir, strings.NewReader(string(text)))
	case !errors.Is(err, fs.ErrNotExist):
		return false, fmt.Errorf("cannot be read: %s", rooted.Cause(err))
	}
	return false, nil
}

func (i *ignores) isPackage(dir string) bool {
	_, err := i.root.Stat(filepath.Join(dir, Kptfile))
	return err == nil || errors.Is(err, rooted.ErrOutside)
}

// owner returns the folder of the package that a file or folder is in.
func (i *ignores) owner(path string) string {
	dir := filepath.Dir(path)
	for ; i.matchers[dir] == nil && dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
	}
	return dir
}

// match reports whether a file or folder is ignored by the package that it is in.
func (i *ignores) match(path string, isDir bool) bool {
	if i.hidden[filepath.Dir(path)] {
		return true
	}
	m, ok := i.matchers[i.owner(path)]
	return ok && m.Match(path, isDir)
}
