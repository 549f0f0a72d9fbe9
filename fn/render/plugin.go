package render

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	_ "unsafe" // for the link to kustomize's own list of transformers

	"sigs.k8s.io/kustomize/api/resmap"
	"sigs.k8s.io/kustomize/kyaml/kio"
	"sigs.k8s.io/kustomize/kyaml/yaml"
)

// kustomize runs external transformers as programs only. To be run as one of
// its own, at the very place of a functionConfig and on kustomize's own nodes,
// we stand in its list of builtin transformers. The list is in an internal
// package; there is no other way in. A test holds that the link works.
//
//go:linkname transformerFactories sigs.k8s.io/kustomize/api/internal/plugins/builtinhelpers.TransformerFactories
var transformerFactories map[int]func() resmap.TransformerPlugin

// unknownPlugin is the type that kustomize gives to kinds of the apiVersion
// `builtin` that it does not know; its list has nothing at that place.
const unknownPlugin = 0

// install puts the function into the list, once and for good.
var install = sync.OnceFunc(func() {
	transformerFactories[unknownPlugin] = func() resmap.TransformerPlugin { return &plugin{} }
})

// builtinVersion is the apiVersion of kustomize's own plugins.
const builtinVersion = "builtin"

// pluginKind marks a functionConfig that is to run in process. What follows it
// is the document's own apiVersion and kind, or nothing for the run that a
// package without a functionConfig gets.
const pluginKind = "scale-modelhosts:"

// outermostKind is pluginKind for a functionConfig that the root lists.
const outermostKind = "scale-modelhosts-outermost:"

// markerKind marks the plugin that marks functionConfigs. What follows it is the place
// that lists them.
const markerKind = "scale-modelhosts-marker:"

// markedKind is the kind of a document that is to run in process.
func markedKind(apiVersion, kind string, outermost bool) string {
	if outermost {
		return outermostKind + apiVersion + "/" + kind
	}
	return pluginKind + apiVersion + "/" + kind
}

// unmarkedKind is what markedKind was made of.
func unmarkedKind(kind string) (apiVersion, original string, ok bool) {
	rest, ok := strings.CutPrefix(kind, pluginKind)
	if !ok {
		rest, ok = strings.CutPrefix(kind, outermostKind)
	}
	i := max(strings.LastIndex(rest, "/"), 0)
	return rest[:i], strings.TrimPrefix(rest[i:], "/"), ok
}

// running is the one build that runs: kustomize's schemas are global, so that
// builds cannot run side by side.
var running struct {
	sync.Mutex
	*build
	files *files
}

// errOtherBuild is the error for a document of ours in a build that is not ours.
var errOtherBuild = errors.New("scale-modelhosts runs in builds of its own only")

// plugin is the function as kustomize sees it.
type plugin struct {
	config *yaml.RNode // nil for the run without a functionConfig
	// outermost says that the root lists the functionConfig, or the marker.
	outermost bool
	// inspection is the name of the inspection that the plugin makes instead of running
	// the function.
	inspection string
	// marks is the place whose functionConfigs are to be marked, for a marker.
	marks string
}

// Config gives a functionConfig its own type back.
func (p *plugin) Config(_ *resmap.PluginHelpers, text []byte) error {
	config, err := yaml.Parse(string(text))
	if err != nil {
		return err
	}
	at, isMarker := strings.CutPrefix(config.GetKind(), markerKind)
	apiVersion, kind, ok := unmarkedKind(config.GetKind())
	switch {
	case !ok && !isMarker:
		return fmt.Errorf("kustomize has no builtin plugin %s", config.GetKind())
	case running.build == nil:
		return errOtherBuild
	case isMarker:
		p.marks, p.outermost = at, config.GetName() == outermostName
		return nil
	case config.GetKind() == inspectionKind:
		p.inspection = config.GetName()
		return nil
	}
	if kind == "" {
		return nil
	}
	running.configs++
	p.outermost = strings.HasPrefix(config.GetKind(), outermostKind)
	config.SetApiVersion(apiVersion)
	config.SetKind(kind)
	p.config = config
	return nil
}

// Transform runs the function on what kustomize has at this point. A host does
// not run functions on nothing.
func (p *plugin) Transform(m resmap.ResMap) error {
	if p.marks != "" {
		err := markAll(p.marks, m, p.outermost)
		running.wrong = err
		return err
	}
	if m.Size() == 0 {
		return nil
	}
	return m.ApplyFilter(kio.FilterFunc(func(items []*yaml.RNode) ([]*yaml.RNode, error) {
		if p.inspection != "" {
			return items, running.files.inspect(p.inspection, items)
		}
		running.outermost = p.config == nil || p.outermost
		return running.visit(p.config, items)
	}))
}
