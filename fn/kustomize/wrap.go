package kustomize

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"

	"sigs.k8s.io/kustomize/api/provider"
	"sigs.k8s.io/kustomize/api/resmap"
	"sigs.k8s.io/kustomize/api/resource"
	"sigs.k8s.io/kustomize/kyaml/fn/runtime/runtimeutil"

	"modelhost.dev/scale-modelhosts/config"

	"modelhost.dev/scale-modelhosts/fn/source"
	"modelhost.dev/scale-modelhosts/fn/suggest"
)

// entryKind is the way in which an entry of transformers, generators or validators provides its
// documents.
type entryKind int

const (
	inline entryKind = iota
	inFile
	// inDir is a kustomization, local or remote, that only kustomize can build.
	inDir
)

// documents reads an entry as kustomize would. Errors are left for kustomize to report.
func (l *layer) documents(entry string) (resmap.ResMap, entryKind) {
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

// rejectPlugins rejects plugins that are not kustomize's own, and returns the entries as kustomize
// should see them.
func (l *layer) rejectPlugins(field string, entries []string) []string {
	var result []string
	for i, entry := range entries {
		at := fmt.Sprintf("%s[%d]", field, i)
		docs, where := l.documents(entry)
		if l.disk != nil && where == inDir && l.isLocalDir(entry) {
			entry = l.wrapDir(at, entry, false)
		}
		result = append(result, entry)
		for _, doc := range docs.Resources() {
			l.admitPlugin(at, doc)
			switch {
			case source.IsConfig(&doc.RNode):
				l.reject(at, "ScaleModelHosts %s belongs under transformers", doc.GetName())
			case doc.GetApiVersion() == builtinVersion && doc.GetKind() == "HelmChartInflationGenerator":
				l.rejectUnsupported(at, "HelmChartInflationGenerator %s needs Helm, but render runs no other program; use `helm template` and list its output under resources", doc.GetName())
			default:
				l.rejectOther(at, doc)
			}
		}
	}
	return result
}

func (l *layer) rejectOther(at string, doc *resource.Resource) {
	if doc.GetApiVersion() != builtinVersion {
		reject := l.rejectUnsupported
		if strings.Contains(strings.ToLower(doc.GetApiVersion()+" "+doc.GetKind()), "modelhost") {
			reject = l.reject // probably a misspelled functionConfig
		}
		reject(at, "render does not run the plugin %s %s; %s", doc.GetKind(), doc.GetName(), useKustomize)
	}
}

// transformers returns the list with the functionConfigs as builtin plugins. Each remains the kind
// of entry that it was, since kustomize runs the inline ones first.
func (l *layer) transformers(entries []string) []string {
	var result []string
	for i, entry := range entries {
		docs, where := l.documents(entry)
		at := fmt.Sprintf("transformers[%d]", i)
		if where == inDir && l.isLocalDir(entry) {
			result = append(result, l.wrapDir(at, entry, true))
			continue
		}
		text, wrapped := l.wrapConfigs(at, docs)
		switch {
		case !wrapped:
		case where == inline:
			entry = string(text)
		default:
			l.overlay(filepath.Join(l.dir, entry)+suffix, text)
			entry += suffix
		}
		result = append(result, entry)
	}
	return result
}

// wrapConfigs returns the documents with the functionConfigs among them as builtin plugins, and
// whether there are any.
func (l *layer) wrapConfigs(at string, docs resmap.ResMap) (text []byte, wrapped bool) {
	for _, doc := range docs.Resources() {
		l.admitPlugin(at, doc)
		switch {
		case source.RunsFunction(&doc.RNode):
			wrapped = true
			wrapDocument(doc, l.isRoot())
		case wrapProblem(doc) != "":
			l.reject(at, "%s", wrapProblem(doc))
		default:
			l.rejectOther(at, doc)
		}
	}
	if !wrapped {
		return nil, false
	}
	text, err := docs.AsYaml()
	if err != nil {
		l.reject(at, "%v", err)
	}
	return text, true
}

// wrapProblem returns what is wrong with a functionConfig, or a document that was probably meant as
// one, that does not ask for this function; "" for any other document.
func wrapProblem(doc *resource.Resource) string {
	_, near := suggest.Closest(doc.GetKind(), []string{config.Kind})
	spec, err := runtimeutil.GetFunctionSpec(&doc.RNode)
	switch {
	case source.IsConfig(&doc.RNode) && err == nil && spec != nil && source.OtherProgram(spec) != "":
		return fmt.Sprintf("ScaleModelHosts %s runs %q, but render runs only scale-modelhosts; correct exec.path in its annotation %s",
			doc.GetName(), source.OtherProgram(spec), runtimeutil.FunctionAnnotationKey)
	case source.IsConfig(&doc.RNode):
		return fmt.Sprintf("ScaleModelHosts %s has no annotation %s that kustomize can run; give it `exec: {path: scale-modelhosts}`",
			doc.GetName(), runtimeutil.FunctionAnnotationKey)
	case near:
		return fmt.Sprintf("%s %s of %s is not known; use kind: %s and apiVersion: %s, and annotate it with %s: `exec: {path: scale-modelhosts}`",
			doc.GetKind(), doc.GetName(), doc.GetApiVersion(), config.Kind, config.APIVersion, runtimeutil.FunctionAnnotationKey)
	}
	return ""
}

// outermostName is the name of a marker for the root.
const outermostName = source.Program + "-outermost"

// isRoot reports whether the layer is the kustomization that is built.
func (l *layer) isRoot() bool { return l.dir == l.files.root }

func (l *layer) isLocalDir(entry string) bool {
	return !filepath.IsAbs(entry) && l.IsDir(filepath.Join(l.dir, entry))
}

// wrapDir serves a kustomization around one on disk that builds plugin configurations. It marks the
// functionConfigs among them if they are transformers, and starts an inspection in a build with a
// root, since only kustomize knows what the kustomization builds.
func (l *layer) wrapDir(at, entry string, marks bool) string {
	dir := filepath.Join(l.dir, entry) + suffix
	var transformers []string
	if l.disk != nil {
		transformers = append(transformers, l.inspector(at))
	}
	if marks {
		name := source.Program
		if l.isRoot() {
			name = outermostName
		}
		marker, _ := json.Marshal(map[string]any{
			"apiVersion": builtinVersion, "kind": wrapperKind + l.path() + ": " + at, "metadata": map[string]string{"name": name},
		})
		l.overlay(filepath.Join(dir, "marker"+suffix), marker)
		transformers = append(transformers, "marker"+suffix)
	}
	text, _ := json.Marshal(map[string]any{
		"resources":    []string{"../" + filepath.Base(strings.TrimSuffix(dir, suffix))},
		"transformers": transformers,
	})
	l.overlayDirs[dir] = true
	l.overlay(filepath.Join(dir, "kustomization.yaml"), text)
	return filepath.Clean(entry) + suffix
}

// wrapAll converts the functionConfigs that a kustomization builds to plugins. kustomize itself
// rejects other plugins.
func wrapAll(at string, docs resmap.ResMap, outermost bool) error {
	for _, doc := range docs.Resources() {
		if source.RunsFunction(&doc.RNode) {
			wrapDocument(doc, outermost)
		} else if why := wrapProblem(doc); why != "" {
			return newFileError(at, "", "%s", why)
		}
	}
	return nil
}

func wrapDocument(doc *resource.Resource, outermost bool) {
	kind := wrapKind(doc.GetApiVersion(), doc.GetKind(), outermost)
	doc.SetApiVersion(builtinVersion)
	doc.SetKind(kind)
}
