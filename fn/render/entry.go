package render

import (
	"fmt"
	"path/filepath"
	"strings"

	"sigs.k8s.io/kustomize/api/types"
)

// entry is one of a kustomization's that names what is elsewhere, for what is said where
// that cannot be had: kustomize's own word for it names no field, tells all that it
// tried, and gives paths as the machine has them.
type entry struct {
	file, field, text string
	// private is of an entry whose text may be a secret that was meant for another field.
	private bool
}

// entries are those of one kustomization file, in the order in which kustomize reads them.
type entries struct {
	file string
	all  []entry
	// inline are those that are the thing itself, in the place of its name.
	inline []string
}

func entriesOf(file string, k types.Kustomization) entries {
	e := entries{file: file}
	e.list("resources", k.Resources)
	e.list("components", k.Components)
	e.list("generators", k.Generators)
	e.list("transformers", k.Transformers)
	e.list("validators", k.Validators)
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
		e.add(fmt.Sprintf("patchesStrategicMerge[%d]", i), string(patch))
	}
	for i, replacement := range k.Replacements {
		e.add(fmt.Sprintf("replacements[%d].path", i), replacement.Path)
	}
	e.add("openapi.path", k.OpenAPI["path"])
	for i, g := range k.ConfigMapGenerator {
		e.sources(fmt.Sprintf("configMapGenerator[%d]", i), g.KvPairSources)
	}
	before := len(e.all)
	for i, g := range k.SecretGenerator {
		e.sources(fmt.Sprintf("secretGenerator[%d]", i), g.KvPairSources)
	}
	for i := range e.all[before:] {
		e.all[before+i].private = true
	}
	return e
}

func (e *entries) add(field, text string) {
	switch {
	case text == "":
	case strings.ContainsAny(text, "\n{"):
		e.inline = append(e.inline, text)
	default:
		e.all = append(e.all, entry{file: e.file, field: field, text: text})
	}
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

// noteEntries remembers a layer's entries that only git or the network can give, and
// those that are nowhere. A build that is confined has none of the former.
func (l *layer) noteEntries(k types.Kustomization) {
	var remotes, missing []entry
	found := entriesOf(l.path(), k)
	l.private = append(l.private, found.inline...)
	for _, e := range found.all {
		switch {
		case l.Exists(filepath.Join(l.dir, e.text)) || filepath.IsAbs(e.text) && l.Exists(e.text):
		case isRemote(e.text):
			remotes = append(remotes, e)
		default:
			missing = append(missing, e)
		}
	}
	// The layer that was read last is the one that fails.
	l.remotes = append(remotes, l.remotes...)
	l.missing = append(missing, l.missing...)
	if !l.confined {
		return
	}
	for _, e := range remotes {
		l.refuse(e.field, "%s is remote, and nothing is fetched here. Commit a copy of it and list that", redacted(e.text))
	}
}

// notePrivate remembers what may be a secret where kustomize would quote it. What is
// shorter could not be told from words.
func (l *layer) notePrivate(k types.Kustomization) {
	const shortest = 4
	note := func(texts []string) {
		for _, text := range texts {
			if len(text) >= shortest {
				l.private = append(l.private, text)
			}
		}
	}
	for _, g := range k.SecretGenerator {
		note(g.LiteralSources)
		note(g.FileSources)
		note(g.EnvSources)
	}
	for _, g := range k.ConfigMapGenerator {
		note(g.LiteralSources)
	}
}
