package argocd

import (
	"errors"
	"fmt"
	"path/filepath"

	"modelhost.dev/scale-modelhosts/fn/rooted"
)

// Root returns the repository of the application's folder: what the folder's path has in
// front of the application's path in the repository, which Argo CD sets. Where the two
// end in common only, as when Argo CD sends a part of the repository, it is the folder
// above that common end, and where they do not, the application's folder alone.
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

// repository is the repository's folder, and what the application's path in it has more
// than the folder's has: "." where that is nothing.
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
