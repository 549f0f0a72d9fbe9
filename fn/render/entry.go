package render

import (
	"fmt"
	"path/filepath"
	"strings"

	"sigs.k8s.io/kustomize/api/types"
)

// entry is one of a kustomization's that is not in the package, for what is said where
// it cannot be had: kustomize's own word for that names no field, tells all that it
// tried, and gives paths as the machine has them.
type entry struct {
	file, field, text string
	// private is of an entry whose text may be a secret that was meant for another field.
	private bool
}

// noteEntries remembers a layer's entries that only git or the network can give, and
// those that are nowhere.
func (l *layer) noteEntries(k types.Kustomization) {
	var remotes, missing []entry
	note := func(private bool, field, text string) {
		e := entry{l.path(), field, text, private}
		switch {
		case text == "" || strings.ContainsAny(text, "\n{") || l.Exists(filepath.Join(l.dir, text)) || filepath.IsAbs(text) && l.Exists(text):
		case isRemote(text):
			remotes = append(remotes, e)
		default:
			missing = append(missing, e)
		}
	}
	list := func(field string, texts []string) {
		for i, text := range texts {
			note(false, fmt.Sprintf("%s[%d]", field, i), text)
		}
	}
	list("resources", k.Resources)
	list("components", k.Components)
	list("generators", k.Generators)
	list("transformers", k.Transformers)
	list("validators", k.Validators)
	list("crds", k.Crds)
	list("configurations", k.Configurations)
	for i, patch := range k.Patches {
		note(false, fmt.Sprintf("patches[%d].path", i), patch.Path)
	}
	//lint:ignore SA1019 kustomize still reads it
	for i, patch := range k.PatchesJson6902 {
		note(false, fmt.Sprintf("patchesJson6902[%d].path", i), patch.Path)
	}
	//lint:ignore SA1019 kustomize still reads it
	for i, patch := range k.PatchesStrategicMerge {
		note(false, fmt.Sprintf("patchesStrategicMerge[%d]", i), string(patch))
	}
	for i, replacement := range k.Replacements {
		note(false, fmt.Sprintf("replacements[%d].path", i), replacement.Path)
	}
	note(false, "openapi.path", k.OpenAPI["path"])
	sources := func(private bool, field string, from types.KvPairSources) {
		for i, source := range from.FileSources {
			if _, file, keyed := strings.Cut(source, "="); keyed {
				source = file
			}
			note(private, fmt.Sprintf("%s.files[%d]", field, i), source)
		}
		for i, source := range from.EnvSources {
			note(private, fmt.Sprintf("%s.envs[%d]", field, i), source)
		}
	}
	for i, g := range k.ConfigMapGenerator {
		sources(false, fmt.Sprintf("configMapGenerator[%d]", i), g.KvPairSources)
	}
	for i, g := range k.SecretGenerator {
		sources(true, fmt.Sprintf("secretGenerator[%d]", i), g.KvPairSources)
	}
	// The layer that was read last is the one that fails.
	l.remotes = append(remotes, l.remotes...)
	l.missing = append(missing, l.missing...)
	if l.confined {
		for _, e := range remotes {
			l.refuse(e.field, "%s is remote, and nothing is fetched here. Commit a copy of it and list that", redacted(e.text))
		}
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
	//lint:ignore SA1019 as above
	for _, patch := range k.PatchesStrategicMerge {
		if strings.ContainsAny(string(patch), "\n{") {
			note([]string{string(patch)})
		}
	}
}
