package render

import (
	"os"
	"path/filepath"
	"strings"

	gitignore "github.com/monochromegane/go-gitignore"
)

const ignoreFile = ".krmignore"

// ignores are the .krmignore files of a package and its subpackages, as kpt
// reads them: each is for its own package only, and none hides a subpackage.
type ignores map[string]gitignore.IgnoreMatcher

// enter reads the file of a package's folder, and says whether it is one.
func (i ignores) enter(root, dir string) bool {
	if _, err := os.Stat(filepath.Join(dir, kptfileName)); dir != root && err != nil {
		return false
	}
	i[dir] = gitignore.DummyIgnoreMatcher(false)
	if text, err := os.ReadFile(filepath.Join(dir, ignoreFile)); err == nil {
		i[dir] = gitignore.NewGitIgnoreFromReader(dir, strings.NewReader(string(text)))
	}
	return true
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
