package kustomize

import (
	"errors"
	"fmt"
	"strings"
	"sync"

	"sigs.k8s.io/kustomize/api/resmap"
	"sigs.k8s.io/kustomize/kyaml/kio"
	"sigs.k8s.io/kustomize/kyaml/yaml"
)

// builtinVersion is the apiVersion of kustomize's own plugins.
const builtinVersion = "builtin"

// pluginKind marks a functionConfig that is to run in process. What follows it
// is the document's own apiVersion and kind, or nothing for the run that a
// package without a functionConfig gets.
const pluginKind = "scale-modelhosts:"

// outermostKind is pluginKind for a functionConfig that the root lists.
const outermostKind = "scale-modelhosts-outermost:"

// wrapperKind marks the plugin that marks functionConfigs. What follows it is the place
// that lists them.
const wrapperKind = "scale-modelhosts-marker:"

// wrapKind is the kind of a document that is to run in process.
func wrapKind(apiVersion, kind string, outermost bool) string {
	if outermost {
		return outermostKind + apiVersion + "/" + kind
	}
	return pluginKind + apiVersion + "/" + kind
}

// unwrapKind is what markedKind was made of.
func unwrapKind(kind string) (apiVersion, original string, ok bool) {
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
	*Build
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
	// wraps is the place whose functionConfigs are to be marked, for a marker.
	wraps string
}

// Config gives a functionConfig its own type back.
func (p *plugin) Config(_ *resmap.PluginHelpers, text []byte) error {
	config, err := yaml.Parse(string(text))
	if err != nil {
		return err
	}
	at, isMarker := strings.CutPrefix(config.GetKind(), wrapperKind)
	apiVersion, kind, ok := unwrapKind(config.GetKind())
	switch {
	case !ok && !isMarker:
		return fmt.Errorf("kustomize has no builtin plugin %s", config.GetKind())
	case running.Build == nil:
		return errOtherBuild
	case isMarker:
		p.wraps, p.outermost = at, config.GetName() == outermostName
		return nil
	case config.GetKind() == inspectorKind:
		p.inspection = config.GetName()
		return nil
	}
	if kind == "" {
		return nil
	}
	running.Configs++
	p.outermost = strings.HasPrefix(config.GetKind(), outermostKind)
	config.SetApiVersion(apiVersion)
	config.SetKind(kind)
	p.config = config
	return nil
}

// Transform runs the function on what kustomize has at this point. A host does
// not run functions on nothing.
func (p *plugin) Transform(m resmap.ResMap) error {
	if p.wraps != "" {
		err := wrapAll(p.wraps, m, p.outermost)
		running.ConfigErr = err
		return err
	}
	if m.Size() == 0 {
		return nil
	}
	return m.ApplyFilter(kio.FilterFunc(func(items []*yaml.RNode) ([]*yaml.RNode, error) {
		if p.inspection != "" {
			return items, running.files.inspect(p.inspection, items)
		}
		running.Outermost = p.config == nil || p.outermost
		return running.Visit(p.config, items)
	}))
}
