package kustomize

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"

	"sigs.k8s.io/kustomize/api/provider"
	"sigs.k8s.io/kustomize/api/resmap"
	"sigs.k8s.io/kustomize/api/types"

	"modelhost.dev/scale-modelhosts/fn/redact"
)

// entry is an entry of a kustomization that names a file, folder or address. It is kept for error
// messages: those of kustomize do not name the field, list everything that it tried, and contain
// absolute paths.
type entry struct {
	file, field, Text string
	// private means that Text may be a secret that was meant for another field.
	private bool
	// root means that the entry may be a kustomization, which can also be a git repository.
	root bool
}

// display returns the entry for a message.
func (e entry) display() string {
	if e.private {
		return "the file that it names"
	}
	return redact.Address(e.Text)
}

// entries are the entries of one kustomization file, in the order in which kustomize reads them.
type entries struct {
	file string
	All  []entry
	// inline are the entries that contain the objects or patches themselves instead of the name of
	// a file.
	inline []string
	// unclear are the inline entries that kustomize takes for a name because they are not objects.
	unclear []entry
}

func EntriesOf(file string, k types.Kustomization) entries {
	e := entries{file: file}
	e.list("resources", k.Resources)
	e.list("components", k.Components)
	e.list("generators", k.Generators)
	e.list("transformers", k.Transformers)
	e.list("validators", k.Validators)
	for i := range e.All {
		e.All[i].root = true
	}
	for i := range e.unclear {
		e.unclear[i].root = true
	}
	e.list("crds", k.Crds)
	e.list("configurations", k.Configurations)
	for i, patch := range k.Patches {
		e.add(fmt.Sprintf("patches[%d].path", i), patch.Path)
	}
	//lint:ignore SA1019 kustomize still reads it
	for i, patch := range k.PatchesJson6902 {
		e.add(fmt.Sprintf("patchesJson6902[%d].path", i), patch.Path)
	}
	//lint:ignore SA1019 kustomize still reads it
	for i, patch := range k.PatchesStrategicMerge {
		e.addPatch(fmt.Sprintf("patchesStrategicMerge[%d]", i), string(patch))
	}
	e.replacements("", k.Replacements)
	e.add("openapi.path", k.OpenAPI["path"])
	for i, g := range k.ConfigMapGenerator {
		e.sources(fmt.Sprintf("configMapGenerator[%d]", i), g.KvPairSources)
	}
	before := len(e.All)
	for i, g := range k.SecretGenerator {
		e.sources(fmt.Sprintf("secretGenerator[%d]", i), g.KvPairSources)
	}
	for i := range e.All[before:] {
		e.All[before+i].private = true
	}
	return e
}

// isObjects reports whether kustomize takes a text for objects rather than for the name of their
// file.
func isObjects(text string) bool {
	_, err := resmap.NewFactory(provider.NewDefaultDepProvider().GetResourceFactory()).NewResMapFromBytes([]byte(text))
	return err == nil
}

func (e *entries) add(field, text string) {
	switch {
	case text == "":
	case strings.Contains(text, "\n") || strings.HasPrefix(strings.TrimSpace(text), "{"):
		e.inline = append(e.inline, text)
		if !isObjects(text) {
			e.unclear = append(e.unclear, entry{file: e.file, field: field, Text: text, private: true})
		}
	default:
		e.All = append(e.All, entry{file: e.file, field: field, Text: text})
	}
}

// addPatch adds an inline patch, or the file that contains it.
func (e *entries) addPatch(field, text string) {
	if isObjects(text) {
		e.inline = append(e.inline, text)
		return
	}
	e.add(field, text)
}

func (e *entries) list(field string, texts []string) {
	for i, text := range texts {
		e.add(fmt.Sprintf("%s[%d]", field, i), text)
	}
}

func (e *entries) sources(field string, from types.KvPairSources) {
	for i, source := range from.FileSources {
		if _, file, keyed := strings.Cut(source, "="); keyed {
			source = file
		}
		e.add(fmt.Sprintf("%s.files[%d]", field, i), source)
	}
	e.list(field+".envs", from.EnvSources)
}

// noteEntries records a layer's entries that only git or the network can provide, and those that do
// not exist. A build with a root rejects the former, and those that lead outside.
func (l *layer) noteEntries(k types.Kustomization) {
	var remotes, missing []entry
	found := EntriesOf(l.path(), k)
	l.private = append(l.private, found.inline...)
	for _, e := range found.All {
		switch {
		case !l.admit(e):
			continue
		case !l.absentHere(e.Text):
			continue
		case e.isRemote():
			remotes = append(remotes, e)
		default:
			missing = append(missing, e)
		}
		if e.private {
			l.keepPrivate(e.Text)
		}
	}
	// The layer that was read last is the one that fails.
	l.remotes = append(remotes, l.remotes...)
	l.missing = append(missing, l.missing...)
	for _, e := range found.unclear {
		l.admit(e)
	}
}

// admit reports whether a build may follow an entry. Without a root it may follow any; with one,
// kustomize must neither fetch the entry nor read it outside the root.
func (l *layer) admit(e entry) bool {
	if l.disk == nil {
		return true
	}
	path := e.Text
	if !filepath.IsAbs(path) {
		path = filepath.Join(l.dir, path)
	}
	switch {
	case e.isFetched() && l.absentHere(e.Text):
		l.reject(e.field, "%s is remote, and nothing is fetched here. Commit a copy of it and list that", e.display())
	case e.isFetched():
		l.reject(e.field, "%s looks like a remote address, and nothing is fetched here. Put ./ before it", e.display())
	case !l.disk.Holds(path):
		l.errs = append(l.errs, newFileError(l.path(), "", "%s", l.disk.Outside(e.field+": "+e.display())))
	default:
		return true
	}
	if l.barred == nil {
		l.barred = map[string]bool{}
	}
	l.barred[e.Text] = true
	return false
}

// absentHere reports whether a name certainly does not exist in the layer's folder. A file that
// cannot be accessed may exist.
func (l *layer) absentHere(name string) bool {
	if !filepath.IsAbs(name) {
		name = filepath.Join(l.dir, name)
	}
	_, err := l.disk.Stat(name)
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) || errors.Is(err, syscall.ENAMETOOLONG)
}

// notePrivate records what may be a secret and what kustomize would quote.
func (l *layer) notePrivate(k types.Kustomization) {
	for _, g := range k.SecretGenerator {
		l.keepPrivate(g.LiteralSources...)
	}
	for _, g := range k.ConfigMapGenerator {
		l.keepPrivate(g.LiteralSources...)
	}
	for _, patch := range k.Patches {
		l.keepPrivate(patch.Patch)
	}
	//lint:ignore SA1019 kustomize still reads it
	for _, patch := range k.PatchesJson6902 {
		l.keepPrivate(patch.Patch)
	}
}

// keepPrivate keeps strings out of errors, both as they are and as Go quotes them. Shorter strings
// could not be distinguished from words.
func (l *layer) keepPrivate(texts ...string) {
	const shortest = 4
	for _, text := range texts {
		if len(text) >= shortest {
			quoted := strconv.Quote(text)
			l.private = append(l.private, text, quoted[1:len(quoted)-1])
		}
	}
}
