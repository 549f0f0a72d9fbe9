package kustomize

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"sigs.k8s.io/kustomize/api/types"
	"sigs.k8s.io/yaml"
)

const useKustomize = "use `kustomize build --enable-alpha-plugins --enable-exec`, in Argo CD with kustomize.buildOptions"

// layer returns a kustomization file as kustomize should see it. Errors in it are left for
// kustomize to report.
func (f *files) layer(dir, name string, text []byte) ([]byte, error) {
	var k types.Kustomization
	if k.Unmarshal(text) != nil {
		return text, nil
	}
	k.FixKustomization()
	if k.CheckEmpty() != nil {
		return text, nil
	}
	if f.root == "" {
		f.root = dir
	}
	if len(k.OpenAPI) > 0 && !f.schemaIsFresh {
		f.staleSchema = true
		return nil, errStaleSchema
	}
	l := layer{files: f, dir: dir, name: name}
	l.notePrivate(k)
	l.noteEntries(k)
	l.rejectHelm(k)
	generators := l.rejectPlugins("generators", k.Generators)
	validators := l.rejectPlugins("validators", k.Validators)
	transformers := l.transformers(k.Transformers)
	if len(l.errs) > 0 {
		f.errs = append(f.errs, l.errs...)
		return nil, f.err()
	}
	changes := map[string]any{}
	if dir == f.root {
		f.metadata.set(k.BuildMetadata)
		if f.origins && !slices.Contains(k.BuildMetadata, types.OriginAnnotations) {
			changes["buildMetadata"] = append(k.BuildMetadata, types.OriginAnnotations)
		}
		transformers = append(transformers, filepath.Base(
			f.overlay(filepath.Join(dir, "last"+suffix), lastPlugin)))
	}
	for field, lists := range map[string][2][]string{
		"generators": {generators, k.Generators}, "validators": {validators, k.Validators}, "transformers": {transformers, k.Transformers},
	} {
		if !slices.Equal(lists[0], lists[1]) {
			changes[field] = lists[0]
		}
	}
	return replaceFields(text, changes)
}

// lastPlugin runs the function in a package without a functionConfig for it.
var lastPlugin = []byte("{apiVersion: builtin, kind: '" + pluginKind + "', metadata: {name: scale-modelhosts}}\n")

// replaceFields replaces fields of a kustomization file. It ignores the case of their names, as
// kustomize does.
func replaceFields(text []byte, changes map[string]any) ([]byte, error) {
	if len(changes) == 0 {
		return text, nil
	}
	asJSON, err := yaml.YAMLToJSON(text)
	if err != nil {
		return nil, err
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(asJSON, &fields); err != nil {
		return nil, err
	}
	for name, value := range changes {
		for field := range fields {
			if strings.EqualFold(field, name) {
				delete(fields, field)
			}
		}
		if fields[name], err = json.Marshal(value); err != nil {
			return nil, err
		}
	}
	return json.Marshal(fields)
}

// layer is a kustomization file that is being prepared for kustomize.
type layer struct {
	*files
	dir, name string
	errs      []error
	// barred are entries that are rejected, and therefore not read.
	barred map[string]bool
}

func (l *layer) reject(field, format string, args ...any) {
	l.errs = append(l.errs, newFileError(l.path(), field, format, args...))
}

// rejectUnsupported rejects what needs another program.
func (l *layer) rejectUnsupported(field, format string, args ...any) {
	l.reject(field, format, args...)
	last := len(l.errs) - 1
	l.errs[last] = unsupported{l.errs[last]}
}

// path returns the file's path relative to the path that the caller gave.
func (l *layer) path() string { return l.named(filepath.Join(l.dir, l.name)) }

func (l *layer) rejectHelm(k types.Kustomization) {
	for i, chart := range k.HelmCharts {
		l.rejectUnsupported(fmt.Sprintf("helmCharts[%d]", i),
			"%s is a Helm chart, and render runs no other program; use `helm template` and list its output under resources", chart.Name)
	}
}
