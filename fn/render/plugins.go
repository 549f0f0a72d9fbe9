package render

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"

	"sigs.k8s.io/kustomize/api/provider"
	"sigs.k8s.io/kustomize/api/resmap"
	"sigs.k8s.io/kustomize/api/resource"
	"sigs.k8s.io/kustomize/api/types"
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
	if l.barred[entry] {
		return resmap.New(), inFile
	}
	dir, file, err := l.cleaned(filepath.Join(l.dir, entry))
	if err != nil || file == "" {
		return resmap.New(), inDir
	}
	if root, _, err := l.cleaned(l.dir); err != nil || !dir.HasPrefix(root) {
		return resmap.New(), inFile
	}
	text, err := l.read(dir.Join(file))
	if err != nil {
		return resmap.New(), inFile
	}
	docs, err := factory.NewResMapFromBytes(text)
	if err != nil {
		return resmap.New(), inFile
	}
	return docs, inFile
}

// refusePlugins refuses what is not kustomize's own, and returns the entries as
// kustomize is to see them.
func (l *layer) refusePlugins(field string, entries []string) []string {
	var result []string
	for i, entry := range entries {
		at := fmt.Sprintf("%s[%d]", field, i)
		docs, where := l.documents(entry)
		if l.disk != nil && where == inDir && l.isLocalDir(entry) {
			entry = l.built(at, entry, nil)
		}
		result = append(result, entry)
		for _, doc := range docs.Resources() {
			l.admitPlugin(at, doc)
			switch {
			case isConfig(&doc.RNode):
				l.refuse(at, "ScaleModelHosts %s belongs under transformers", doc.GetName())
			case doc.GetApiVersion() == builtinVersion && doc.GetKind() == "HelmChartInflationGenerator":
				l.refuseUnsupported(at, "HelmChartInflationGenerator %s needs Helm, and render runs no other program; use `helm template` and list its output under resources", doc.GetName())
			default:
				l.refuseOther(at, doc)
			}
		}
	}
	return result
}

func (l *layer) refuseOther(at string, doc *resource.Resource) {
	if doc.GetApiVersion() != builtinVersion {
		refuse := l.refuseUnsupported
		if strings.Contains(strings.ToLower(doc.GetApiVersion()+" "+doc.GetKind()), "modelhost") {
			refuse = l.refuse // a functionConfig with a slip in it
		}
		refuse(at, "%s %s is another plugin, which render does not run; %s", doc.GetKind(), doc.GetName(), wayOut)
	}
}

// transformers is the list with our functionConfigs as builtin plugins. Each
// stays the kind of entry that it was, since kustomize runs the inline ones first.
func (l *layer) transformers(entries []string) []string {
	var result []string
	for i, entry := range entries {
		docs, where := l.documents(entry)
		at := fmt.Sprintf("transformers[%d]", i)
		if where == inDir && l.isLocalDir(entry) {
			result = append(result, l.built(at, entry, marking()))
			continue
		}
		text, ours := l.mark(at, docs)
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
		l.admitPlugin(at, doc)
		switch {
		case runsUs(&doc.RNode):
			ours = true
			kind := markedKind(doc.GetApiVersion(), doc.GetKind())
			doc.SetApiVersion(builtinVersion)
			doc.SetKind(kind)
		case isConfig(&doc.RNode):
			l.refuse(at, "ScaleModelHosts %s has no annotation %s that kustomize could run; give it `exec: {path: scale-modelhosts}`",
				doc.GetName(), functionAnnotation)
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

func (l *layer) isLocalDir(entry string) bool {
	return !filepath.IsAbs(entry) && l.IsDir(filepath.Join(l.dir, entry))
}

// marking is the patch that marks functionConfigs.
func marking() []types.Patch {
	patch, _ := json.Marshal([]map[string]string{
		{"op": "replace", "path": "/apiVersion", "value": builtinVersion},
		{"op": "replace", "path": "/kind", "value": markedKind(configGroup+"/"+configVersion, configKind)},
	})
	target := &types.Selector{AnnotationSelector: functionAnnotation}
	target.Group, target.Version, target.Kind = configGroup, configVersion, configKind
	return []types.Patch{{Patch: string(patch), Target: target}}
}

// built serves a kustomization around one on disk that builds the configurations of
// plugins. It patches them and, in a build with a root, has them inspected: what they
// are only kustomize knows.
func (l *layer) built(at, entry string, patches []types.Patch) string {
	dir := filepath.Join(l.dir, entry) + suffix
	fields := map[string]any{
		"resources": []string{"../" + filepath.Base(strings.TrimSuffix(dir, suffix))},
		"patches":   patches,
	}
	if l.disk != nil {
		fields["transformers"] = []string{l.inspector(at)}
	}
	text, _ := json.Marshal(fields)
	l.dirs[dir] = true
	l.serve(filepath.Join(dir, "kustomization.yaml"), text)
	return filepath.Clean(entry) + suffix
}
