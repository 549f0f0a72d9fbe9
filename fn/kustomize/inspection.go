package kustomize

import (
	"fmt"
	"strconv"

	//lint:ignore SA1019 it is where the plugins are, and a new version has to be looked at
	"sigs.k8s.io/kustomize/api/builtins"
	"sigs.k8s.io/kustomize/api/resource"
	"sigs.k8s.io/kustomize/api/types"
	"sigs.k8s.io/kustomize/kyaml/yaml"
	k8syaml "sigs.k8s.io/yaml"
)

// inspection checks what one entry of a layer builds: plugin configurations, which may name files.
type inspection struct {
	layer *layer
	at    string
}

// inspectorKind is the kind of the document that starts an inspection. The document's name is the
// inspection's index.
const inspectorKind = pluginKind + "inspection"

// inspector adds an inspection, and returns the document that starts it.
func (l *layer) inspector(at string) string {
	l.inspections = append(l.inspections, inspection{l, at})
	return fmt.Sprintf("{apiVersion: %s, kind: '%s', metadata: {name: '%d'}}", builtinVersion, inspectorKind, len(l.inspections)-1)
}

// inspect rejects configurations that name files outside the root.
func (f *files) inspect(name string, items []*yaml.RNode) error {
	place, err := strconv.Atoi(name)
	if err != nil || place >= len(f.inspections) {
		return fmt.Errorf("there is no inspection %s", name)
	}
	made := f.inspections[place]
	made.layer.errs = nil
	for _, item := range items {
		made.layer.admitPlugin(made.at, &resource.Resource{RNode: *item})
	}
	f.errs = append(f.errs, made.layer.errs...)
	return f.err()
}

// admitPlugin rejects a configuration of one of kustomize's plugins that names files outside the
// root.
func (l *layer) admitPlugin(at string, doc *resource.Resource) {
	if l.disk == nil || doc.GetApiVersion() != builtinVersion {
		return
	}
	text, err := doc.AsYAML()
	if err != nil {
		l.reject(at, "%v", err)
		return
	}
	named := pluginEntries(l.path(), at+".", doc.GetKind(), text)
	l.private = append(l.private, named.inline...)
	for _, e := range named.All {
		if doc.GetKind() == "SecretGenerator" {
			e.private = true
			l.keepPrivate(e.Text)
		}
		l.admit(e)
	}
	for _, e := range named.unclear {
		l.admit(e)
	}
}

// pluginEntries returns the entries of a plugin's configuration, parsed as the plugin does. The
// plugin itself reports what it cannot parse.
func pluginEntries(file, at, kind string, text []byte) entries {
	e := entries{file: file}
	switch kind {
	case "ConfigMapGenerator":
		var p builtins.ConfigMapGeneratorPlugin
		_ = k8syaml.Unmarshal(text, &p)
		e.sources(at[:len(at)-1], p.KvPairSources)
	case "SecretGenerator":
		var p builtins.SecretGeneratorPlugin
		_ = k8syaml.Unmarshal(text, &p)
		e.sources(at[:len(at)-1], p.KvPairSources)
	case "PatchTransformer":
		var p builtins.PatchTransformerPlugin
		_ = k8syaml.Unmarshal(text, &p)
		e.add(at+"path", p.Path)
	case "PatchJson6902Transformer":
		var p builtins.PatchJson6902TransformerPlugin
		_ = k8syaml.Unmarshal(text, &p)
		e.add(at+"path", p.Path)
	case "PatchStrategicMergeTransformer":
		var p builtins.PatchStrategicMergeTransformerPlugin
		_ = k8syaml.Unmarshal(text, &p)
		for i, path := range p.Paths {
			e.addPatch(fmt.Sprintf("%spaths[%d]", at, i), string(path))
		}
	case "ReplacementTransformer":
		var p builtins.ReplacementTransformerPlugin
		_ = k8syaml.Unmarshal(text, &p)
		e.replacements(at, p.ReplacementList)
	case "ValueAddTransformer":
		var p builtins.ValueAddTransformerPlugin
		_ = k8syaml.Unmarshal(text, &p)
		e.add(at+"targetFilePath", p.TargetFilePath)
	}
	return e
}

func (e *entries) replacements(at string, all []types.ReplacementField) {
	for i, replacement := range all {
		e.add(fmt.Sprintf("%sreplacements[%d].path", at, i), replacement.Path)
	}
}
