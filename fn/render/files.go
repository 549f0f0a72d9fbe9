package render

import (
	"errors"
	"path/filepath"
	"slices"

	"sigs.k8s.io/kustomize/api/konfig"
	"sigs.k8s.io/kustomize/kyaml/filesys"
)

// suffix is what the paths of files that are not on disk end with.
const suffix = ".scale-modelhosts"

// files is the disk as kustomize is to see it: kustomization files list our
// functionConfigs as builtin plugins, which are served from memory.
type files struct {
	filesys.FileSystem
	// dir is the package as the caller names it, for messages.
	dir  string
	root string

	// layers are the directories of the kustomization files that were looked
	// up, by their real paths.
	layers map[string]string
	served map[string][]byte
	// dirs are the served directories.
	dirs map[string]bool

	origins  bool
	metadata metadata
	refusals []error
	// remotes and missing are entries that are not in the package; private are texts
	// that may be secrets.
	remotes, missing []entry
	private          []string
	// confined is of a build that fetches nothing.
	confined bool
}

func newFiles(dir string, origins bool) *files {
	return &files{
		FileSystem: filesys.MakeFsOnDisk(), dir: dir, origins: origins,
		layers: map[string]string{}, served: map[string][]byte{}, dirs: map[string]bool{},
	}
}

func (f *files) refused() error { return errors.Join(f.refusals...) }

// CleanedAbs is asked before any file is read.
func (f *files) CleanedAbs(path string) (filesys.ConfirmedDir, string, error) {
	if f.dirs[path] {
		return filesys.ConfirmedDir(path), "", nil
	}
	if _, ok := f.served[path]; ok {
		return filesys.ConfirmedDir(filepath.Dir(path)), filepath.Base(path), nil
	}
	dir, file, err := f.FileSystem.CleanedAbs(path)
	if err == nil && file != "" && slices.Contains(konfig.RecognizedKustomizationFileNames(), filepath.Base(path)) {
		f.layers[dir.Join(file)] = filepath.Dir(path)
	}
	return dir, file, err
}

// ReadFile reads from memory or disk. An error ends the build; what it says is
// in the refusals, as kustomize takes it for a missing file.
func (f *files) ReadFile(path string) ([]byte, error) {
	if text, ok := f.served[path]; ok {
		return text, nil
	}
	text, err := f.FileSystem.ReadFile(path)
	if err != nil {
		return nil, err
	}
	if dir, ok := f.layers[path]; ok {
		return f.layer(dir, filepath.Base(path), text)
	}
	return text, nil
}

// serve puts a file into the directory of the path.
func (f *files) serve(path string, text []byte) string {
	f.served[path] = text
	return path
}
