package kustomize

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"sigs.k8s.io/kustomize/api/konfig"
	"sigs.k8s.io/kustomize/kyaml/filesys"

	"modelhost.dev/scale-modelhosts/fn/rooted"
	"modelhost.dev/scale-modelhosts/fn/source"
)

// suffix is the suffix of files that exist only in memory.
const suffix = ".scale-modelhosts"

// files is the file system that kustomize sees: kustomization files list the functionConfigs as
// builtin plugins, which are served from memory.
type files struct {
	filesys.FileSystem
	// dir is the package's path as the caller gave it, for messages.
	dir  string
	root string

	// layers are the directories of the kustomization files that were looked up, by their real
	// paths.
	layers       map[string]string
	overlayFiles map[string][]byte
	// overlayDirs are the directories that exist only in memory.
	overlayDirs map[string]bool

	origins  bool
	metadata metadata
	errs     []error
	// remotes and missing are entries that are not in the package; private are strings that may be
	// secrets.
	remotes, missing []entry
	private          []string

	// disk is the root of a build that reads and fetches nothing outside it, or nil.
	disk *rooted.Root
	// found and texts cache the paths and files of such a build, so that kustomize gets exactly
	// what was inspected.
	found map[string]found
	texts map[string][]byte
	// outside is the error of a read that leads outside although no entry does.
	outside error
	// inspections are the folders with plugin configurations to inspect.
	inspections []inspection
	// schemaIsFresh means that kustomize has no schema yet; staleSchema means that the build has to
	// begin again without one.
	schemaIsFresh, staleSchema bool
}

// found is the result of CleanedAbs.
type found struct {
	dir  filesys.ConfirmedDir
	file string
	err  error
}

func newFiles(dir string, origins bool, disk *rooted.Root) *files {
	f := &files{
		FileSystem: filesys.MakeFsOnDisk(), dir: dir, origins: origins, disk: disk,
		layers: map[string]string{}, overlayFiles: map[string][]byte{}, overlayDirs: map[string]bool{},
		found: map[string]found{}, texts: map[string][]byte{},
	}
	if disk != nil {
		// This makes any other access of kustomize find nothing.
		f.FileSystem = filesys.MakeEmptyDirInMemory()
	}
	return f
}

func (f *files) err() error { return errors.Join(f.errs...) }

// CleanedAbs implements filesys.FileSystem. kustomize calls it before it reads a file.
func (f *files) CleanedAbs(path string) (filesys.ConfirmedDir, string, error) {
	if f.overlayDirs[path] {
		return filesys.ConfirmedDir(path), "", nil
	}
	if _, ok := f.overlayFiles[path]; ok {
		return filesys.ConfirmedDir(filepath.Dir(path)), filepath.Base(path), nil
	}
	dir, file, err := f.cleaned(path)
	if errors.Is(err, rooted.ErrOutside) {
		f.rejectOutside(path)
	}
	if err == nil && file != "" && slices.Contains(konfig.RecognizedKustomizationFileNames(), filepath.Base(path)) {
		f.layers[dir.Join(file)] = filepath.Dir(path)
	}
	return dir, file, err
}

// ReadFile reads from memory or disk. An error ends the build. Its message is kept in errs, since
// kustomize reports any error as a missing file.
func (f *files) ReadFile(path string) ([]byte, error) {
	if text, ok := f.overlayFiles[path]; ok {
		return text, nil
	}
	text, err := f.read(path)
	if err != nil {
		return nil, err
	}
	if dir, ok := f.layers[path]; ok {
		return f.layer(dir, filepath.Base(path), text)
	}
	return text, nil
}

// overlay adds a file to the directory of the path.
func (f *files) overlay(path string, text []byte) string {
	f.overlayFiles[path] = text
	return path
}

// cleaned cleans a path as CleanedAbs does, but considers only the disk.
func (f *files) cleaned(path string) (filesys.ConfirmedDir, string, error) {
	if f.disk == nil {
		return f.FileSystem.CleanedAbs(path)
	}
	if known, ok := f.found[path]; ok {
		return known.dir, known.file, known.err
	}
	f.found[path] = f.find(path)
	return f.found[path].dir, f.found[path].file, f.found[path].err
}

func (f *files) find(path string) found {
	real, err := f.disk.Resolve(path)
	if err != nil {
		return found{err: fmt.Errorf("evalsymlink failure on '%s' : %w", path, err)}
	}
	info, err := f.disk.Stat(real)
	switch {
	case err != nil:
		return found{err: err}
	case info.IsDir():
		return found{dir: filesys.ConfirmedDir(real)}
	}
	return found{dir: filesys.ConfirmedDir(filepath.Dir(real)), file: filepath.Base(real)}
}

// IsDir reports whether a path is a directory.
func (f *files) IsDir(path string) bool {
	if f.disk == nil {
		return f.FileSystem.IsDir(path)
	}
	_, file, err := f.cleaned(path)
	return err == nil && file == ""
}

// read reads a file from the disk, and rejects it if its aliases expand to more than kustomize can
// hold.
func (f *files) read(path string) ([]byte, error) {
	if text, ok := f.texts[path]; ok {
		return text, nil
	}
	text, err := f.onDisk(path)
	if err == nil {
		err = source.CheckAliases(text)
		if err != nil {
			err = newFileError(f.named(path), "", "%s; use plain values instead", err)
			f.rejectOnce(err)
		}
	}
	if err == nil && f.disk != nil {
		f.texts[path] = text
	}
	return text, err
}

// rejectOnce records an error of a file that may be read several times.
func (f *files) rejectOnce(err error) {
	if !slices.ContainsFunc(f.errs, func(other error) bool { return other.Error() == err.Error() }) {
		f.errs = append(f.errs, err)
	}
}

func (f *files) onDisk(path string) ([]byte, error) {
	if f.disk != nil {
		return f.disk.ReadFile(path)
	}
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() && !info.IsDir() {
		return nil, rooted.ErrNotRegular // kustomize would wait for a pipe
	}
	return f.FileSystem.ReadFile(path)
}

// rejectOutside records the error of a path that leads outside. Entries are rejected before
// kustomize follows them, so the path is either a kustomization file that is a link, or something
// unexpected that kustomize derived from an entry.
func (f *files) rejectOutside(path string) {
	if name := filepath.Base(path); slices.Contains(konfig.RecognizedKustomizationFileNames(), name) {
		f.errs = append(f.errs, newFileError(f.named(path), "", "%s", f.disk.Outside("the file is a symbolic link that")))
		return
	}
	f.outside = f.disk.Outside(f.named(path))
}

// named returns a file's path relative to the path that the caller gave.
func (f *files) named(path string) string {
	if rel, err := filepath.Rel(f.root, path); f.root != "" && err == nil {
		return filepath.Join(f.dir, rel)
	}
	return filepath.Join(f.dir, filepath.Base(path))
}
