package source

import (
	"errors"
	"io/fs"
	"path/filepath"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/rooted"
)

// links are the symbolic links to folders that a walk finds. Only kustomize follows them, if a
// kustomization names them.
type links struct {
	root *rooted.Root
	// top is the folder of the walk, and walked the folders below it that it has visited, by their
	// real paths.
	top    string
	walked map[string]bool
	found  []string
}

func newLinks(top string, root *rooted.Root) *links {
	if real, err := root.Resolve(top); err == nil {
		top = real
	}
	return &links{root: root, top: top, walked: map[string]bool{}}
}

// enter records that the walk visits a folder below the top.
func (l *links) enter(rel string) { l.walked[filepath.Join(l.top, rel)] = true }

// take records an entry that is a link to a folder, or that may lead outside the root.
func (l *links) take(rel string, entry fs.DirEntry) {
	if entry.Type()&fs.ModeSymlink == 0 {
		return
	}
	if info, err := l.root.Stat(filepath.Join(l.top, rel)); errors.Is(err, rooted.ErrOutside) || err == nil && info.IsDir() {
		l.found = append(l.found, rel)
	}
}

// target returns the file that a link leads to, relative to the top, or "".
func (l *links) target(rel string) string {
	target, err := l.root.Resolve(filepath.Join(l.top, rel))
	if err != nil {
		return ""
	}
	from, err := filepath.Rel(l.top, target)
	if err != nil {
		return ""
	}
	return filepath.ToSlash(from)
}

// unfollowed returns the links to files and folders that the walk has not visited by another path.
// Hints call the folder of the walk dir.
func (l *links) unfollowed(dir string) []finding.Skipped {
	var all []finding.Skipped
	for _, rel := range l.found {
		target, err := l.root.Resolve(filepath.Join(l.top, rel))
		switch {
		case errors.Is(err, rooted.ErrOutside):
			all = append(all, finding.Skipped{Kind: finding.KindLink, File: filepath.ToSlash(rel), Reason: "it is a symbolic link that leads outside " + l.root.Name, Hint: l.root.Fix})
		case err != nil || !l.walked[target]:
			all = append(all, finding.Skipped{Kind: finding.KindLink, File: filepath.ToSlash(rel), Reason: "kpt and kubectl do not follow a symbolic link to a folder", Hint: "check " + filepath.Join(dir, rel) + " by itself"})
		}
	}
	return all
}
