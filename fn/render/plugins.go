package render

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"

	"sigs.k8s.io/kustomize/api/provider"
	"sigs.k8s.io/kustomize/api/resmap"
	"sigs.k8s.io/kustomize/api/resource"

	"modelhost.dev/scale-modelhosts/fn/nearest"
)

// place is how an entry of transformers, generators or validators gives its
// documents.
type place int

const (
	inline place = iota
	inFile
	// inDir is a kustomization, on disk or remote, that only kustomize can build.
	inDir
)

// documents reads an entry as kustomize would. What cannot be read is kustomize's
// to complain about.
func (l *layer) documents(entry string) (resmap.ResMap, place) {
	factory := resmap.NewFactory(provider.NewDefaultDepProvider().GetResourceFactory())
	if docs, err := factory.NewResMapFromBytes([]byte(entry)); err == nil {
		return docs, inline
	}
	dir, file, err := l.FileSystem.CleanedAbs(filepath.Join(l.dir, entry))
	if err != nil || file == "" {
		return resmap.New(), inDir
	}
	if root, _, err := l.FileSystem.CleanedAbs(l.dir); err != nil || !dir.HasPrefix(root) {
		return resmap.New(), inFile
	}
	text, err := l.FileSystem.ReadFile(dir.Join(file))
	if err != nil {
		return resmap.New(), inFile
	}
	docs, err := factory.NewResMapFromBytes(text)
	if err != nil {
		return resmap.New(), inFile
	}
	return docs, inFile
}

// refusePlugins refuses what is not kustomize's own.
func (l *layer) refusePlugins(field string, entries []string) {
	for i, entry := range entries {
		at := fmt.Sprintf("%s[%d]", field, i)
		docs, _ := l.documents(entry)
		for _, doc := range docs.Resources() {
			switch {
			case isConfig(&doc.RNode):
				l.refuse(at, "ScaleModelHosts %s belongs under transformers", doc.GetName())
			case doc.GetApiVersion() == builtinVersion && doc.GetKind() == "HelmChartInflationGenerator":
				l.refuse(at, "HelmChartInflationGenerator %s needs Helm, and render runs no other program; use `helm template` and list its output under resources", doc.GetName())
			default:
				l.refuseOther(at, doc)
			}
		}
	}
}

func (l *layer) refuseOther(at string, doc *resource.Resource) {
	if doc.GetApiVersion() != builtinVersion {
		l.refuse(at, "%s %s is another plugin, which render does not run; %s", doc.GetKind(), doc.GetName(), wayOut)
	}
}

// transformers is the list with our functionConfigs as builtin plugins. Each
// stays the kind of entry that it was, since kustomize runs the inline ones first.
func (l *layer) transformers(entries []string) []string {
	var result []string
	for i, entry := range entries {
		docs, where := l.documents(entry)
		if where == inDir && l.isLocalDir(entry) {
			result = append(result, l.marking(fmt.Sprintf("transformers[%d]", i), entry))
			continue
		}
		text, ours := l.mark(fmt.Sprintf("transformers[%d]", i), docs)
		switch {
		case !ours:
		case where == inline:
			entry = string(text)
		default:
			l.serve(filepath.Join(l.dir, entry)+suffix, text)
			entry += suffix
		}
		result = append(result, entry)
	}
	return result
}

// mark gives the documents with ours as builtin plugins.
func (l *layer) mark(at string, docs resmap.ResMap) (text []byte, ours bool) {
	for _, doc := range docs.Resources() {
		switch {
		case runsUs(&doc.RNode):
			ours = true
			markDocument(doc)
		case unmarked(doc) != "":
			l.refuse(at, "%s", unmarked(doc))
		default:
			l.refuseOther(at, doc)
		}
	}
	if !ours {
		return nil, false
	}
	text, err := docs.AsYaml()
	if err != nil {
		l.refuse(at, "%v", err)
	}
	return text, true
}

// unmarked is what is wrong with a functionConfig, or what was meant as one, that does
// not ask for the function to be run; "" for any other document.
func unmarked(doc *resource.Resource) string {
	_, near := nearest.Of(doc.GetKind(), []string{configKind})
	switch {
	case isConfig(&doc.RNode):
		return fmt.Sprintf("ScaleModelHosts %s has no annotation %s that kustomize could run; give it `exec: {path: scale-modelhosts}`",
			doc.GetName(), functionAnnotation)
	case near:
		return fmt.Sprintf("%s %s of %s is not known; write kind: %s and apiVersion: %s/%s, and annotate it with %s: `exec: {path: scale-modelhosts}`",
			doc.GetKind(), doc.GetName(), doc.GetApiVersion(), configKind, configGroup, configVersion, functionAnnotation)
	}
	return ""
}

func (l *layer) isLocalDir(entry string) bool {
	return !filepath.IsAbs(entry) && l.IsDir(filepath.Join(l.dir, entry))
}

// marking serves a kustomization that marks the functionConfigs that another one, on
// disk, builds.
func (l *layer) marking(at, entry string) string {
	dir := filepath.Join(l.dir, entry) + suffix
	text, _ := json.Marshal(map[string]any{
		"resources":    []string{"../" + filepath.Base(strings.TrimSuffix(dir, suffix))},
		"transformers": []string{"marker" + suffix},
	})
	marker, _ := json.Marshal(map[string]any{
		"apiVersion": builtinVersion, "kind": markerKind + l.path() + ": " + at, "metadata": map[string]string{"name": ourName},
	})
	l.dirs[dir] = true
	l.serve(filepath.Join(dir, "kustomization.yaml"), text)
	l.serve(filepath.Join(dir, "marker"+suffix), marker)
	return filepath.Clean(entry) + suffix
}

// markAll makes plugins of the functionConfigs of ours that a kustomization builds. What
// is another plugin is kustomize's to refuse.
func markAll(at string, docs resmap.ResMap) error {
	for _, doc := range docs.Resources() {
		if runsUs(&doc.RNode) {
			markDocument(doc)
		} else if why := unmarked(doc); why != "" {
			return fmt.Errorf("%s: %s", at, why)
		}
	}
	return nil
}

func markDocument(doc *resource.Resource) {
	kind := markedKind(doc.GetApiVersion(), doc.GetKind())
	doc.SetApiVersion(builtinVersion)
	doc.SetKind(kind)
}
