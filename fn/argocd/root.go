package argocd

import (
	"errors"
	"fmt"
	"path/filepath"

	"modelhost.dev/scale-modelhosts/fn/rooted"
)

// Root returns the repository that contains the application's folder: the folder's path
// without the application's path in the repository, which Argo CD sets. If only the ends
// of the two paths agree, as when Argo CD sends a part of the repository, Root returns
// the folder above the common end. If they do not agree at all, it returns the
// application's folder.
func (r Request) Root(dir string) (*rooted.Root, error) {
	above, rest, err := r.repository(dir)
	if err != nil {
		return nil, fmt.Errorf("reading the application's folder: %w", err)
	}
	root, err := rooted.Open(above)
	if err != nil {
		return nil, fmt.Errorf("reading the application's folder: %w", errors.New(reason(err)))
	}
	switch {
	case r.sourcePath == "" || !filepath.IsLocal(rest):
		root.Name, root.Fix = "the application's folder", "Copy it into the folder, or set "+envSourcePath+" as Argo CD does"
	case rest == ".":
		root.Name, root.Fix = "the repository", "Copy it into the repository"
	default:
		root.Name = "the part of the repository that Argo CD sends"
		root.Fix = "Copy it into the application's folder, or name its folder in the Application's argocd.argoproj.io/manifest-generate-paths"
	}
	return root, nil
}

// repository returns the folder of the repository, and the part of the application's path
// that the folder's path lacks: "." if it lacks nothing.
func (r Request) repository(dir string) (root, rest string, err error) {
	root, err = filepath.Abs(dir)
	source := filepath.Clean(filepath.FromSlash(r.sourcePath))
	if err != nil || !filepath.IsLocal(source) {
		return root, source, err
	}
	for source != "." && filepath.Base(root) == filepath.Base(source) {
		root, source = filepath.Dir(root), filepath.Dir(source)
	}
	return root, source, nil
}
