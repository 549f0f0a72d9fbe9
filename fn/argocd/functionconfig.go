package argocd

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
)

// ReadConfig reads the file that the request names as the functionConfig, from the
// application's folder. It is one of the repository's: whoever may write an
// Application is not to read another file of the sidecar as one, by .. or by a link.
func (r Request) ReadConfig(dir string) ([]byte, error) {
	if path.IsAbs(r.Config) {
		return nil, r.refused("is an absolute path; give one from the application's folder")
	}
	inside, up := r.repository(dir)
	name := filepath.Join(inside, filepath.FromSlash(r.Config))
	if !filepath.IsLocal(name) {
		return nil, r.refused("leads out of the repository; give a path inside it")
	}
	root, err := os.OpenRoot(up)
	if err != nil {
		return nil, r.refused("cannot be read: " + reason(err))
	}
	defer func() { _ = root.Close() }() // it was read only
	// A pipe would be waited for.
	if info, err := root.Stat(name); err == nil && !info.Mode().IsRegular() {
		return nil, r.refused("is no regular file; give one from the application's folder")
	}
	text, err := root.ReadFile(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, r.refused("is not in the repository; give its path from the application's folder")
	case err != nil:
		return nil, r.refused("cannot be read: " + reason(err))
	}
	return text, nil
}

func (r Request) refused(why string) error {
	return fmt.Errorf("the Application's functionConfig %q %s", r.Config, why)
}

// repository is the application's folder as seen from the repository, and the
// repository: what the end of the folder's path has in common with the path that Argo CD
// tells. That is all of it, or less where Argo CD sends a part of the repository only.
func (r Request) repository(dir string) (inside, root string) {
	root, err := filepath.Abs(dir)
	source := filepath.Clean(filepath.FromSlash(r.sourcePath))
	if err != nil || !filepath.IsLocal(source) {
		return ".", dir
	}
	for source != "." && filepath.Base(root) == filepath.Base(source) {
		inside = filepath.Join(filepath.Base(source), inside)
		root, source = filepath.Dir(root), filepath.Dir(source)
	}
	return inside, root
}

// reason is why a file cannot be read, without where the sidecar keeps it.
func reason(err error) string {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err.Error()
	}
	return err.Error()
}
