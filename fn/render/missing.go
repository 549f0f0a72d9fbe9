package render

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"sigs.k8s.io/kustomize/api/types"
)

// entry is one of a kustomization's, for what is said where it cannot be had:
// kustomize's own word for that names no field, tells all that it tried, and gives paths
// as the machine has them.
type entry struct{ file, field, text string }

// noteEntries remembers a layer's entries that only git or the network can give, and
// those that are nowhere.
func (l *layer) noteEntries(k types.Kustomization) {
	var remotes, missing []entry
	note := func(field string, texts []string) {
		for i, text := range texts {
			e := entry{l.path(), fmt.Sprintf("%s[%d]", field, i), text}
			switch {
			case strings.ContainsAny(text, "\n{") || l.Exists(filepath.Join(l.dir, text)) || filepath.IsAbs(text) && l.Exists(text):
			case isRemote(text):
				remotes = append(remotes, e)
			default:
				missing = append(missing, e)
			}
		}
	}
	note("resources", k.Resources)
	note("components", k.Components)
	note("generators", k.Generators)
	note("transformers", k.Transformers)
	note("validators", k.Validators)
	// The layer that was read last is the one that fails.
	l.remotes = append(remotes, l.remotes...)
	l.missing = append(missing, l.missing...)
}

// unreached is the error of a build that failed of an entry which could not be had, or nil.
func (f *files) unreached(err error) error {
	text := err.Error()
	if failed := f.unfetched(text); failed != nil {
		return failed
	}
	named := func(e entry) bool { return strings.Contains(text, filepath.Base(e.text)) }
	if !slices.ContainsFunc(f.missing, named) {
		return nil
	}
	var all []error
	for _, e := range f.missing {
		all = append(all, fmt.Errorf("%s: %s: there is no %s; add it, or take the entry out", e.file, e.field, e.text))
	}
	return errors.Join(all...)
}
