package render

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	gitignore "github.com/monochromegane/go-gitignore"

	"modelhost.dev/scale-modelhosts/fn/rooted"
)

const ignoreFile = ".krmignore"

// ignores are the .krmignore files of a package and its subpackages, as kpt
// reads them: each is for its own package only, and none hides a subpackage.
type ignores map[string]gitignore.IgnoreMatcher

// enter reads the file of a package's folder, and says whether it is one.
func (i ignores) enter(top, dir string, root *rooted.Root) (bool, error) {
	if _, err := root.Stat(filepath.Join(dir, kptfileName)); dir != top && err != nil && !errors.Is(err, rooted.ErrOutside) {
		return false, nil
	}
	i[dir] = gitignore.DummyIgnoreMatcher(false)
	file := filepath.Join(dir, ignoreFile)
	switch text, err := root.ReadFile(file); {
	case errors.Is(err, rooted.ErrOutside):
		return true, fmt.Errorf("%s: %w", file, errLink{root})
	case err == nil:
		i[dir] = gitignore.NewGitIgnoreFromReader(dir, strings.NewReader(string(text)))
	}
	return true, nil
}

// match says whether the package that a file or folder is in ignores it.
func (i ignores) match(path string, isDir bool) bool {
	for dir := filepath.Dir(path); ; dir = filepath.Dir(dir) {
		if m, ok := i[dir]; ok {
			return m.Match(path, isDir)
		}
		if dir == filepath.Dir(dir) {
			return false
		}
	}
}
