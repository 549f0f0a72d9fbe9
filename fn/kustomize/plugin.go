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

// pluginKind marks a functionConfig to run in process. It is followed by the document's own
// apiVersion and kind, or by nothing in the run of a package without a functionConfig.
const pluginKind = "scale-modelhosts:"

// outermostKind is pluginKind for a functionConfig that the root lists.
const outermostKind = "scale-modelhosts-outermost:"

// wrapperKind marks the plugin that marks functionConfigs. It is followed by the field that lists
// them.
const wrapperKind = "scale-modelhosts-marker:"

// wrapKind returns the kind for a document to run in process.
func wrapKind(apiVersion, kind string, outermost bool) string {
	if outermost {
		return outermostKind + apiVersion + "/" + kind
	}
	return pluginKind + apiVersion + "/" + kind
}

// unwrapKind returns the apiVersion and kind that wrapKind was given.
func unwrapKind(kind string) (apiVersion, original string, ok bool) {
	rest, ok := strings.CutPrefix(kind, pluginKind)
	if !ok {
		rest, ok = strings.CutPrefix(kind, outermostKind)
	}
	i := max(strings.LastIndex(rest, "/"), 0)
	return rest[:i], strings.TrimPrefix(rest[i:], "/"), ok
}

// running is the current build. kustomize's schemas are global, so builds cannot run concurrently.
var running struct {
	sync.Mutex
	*Build
	files *files
}

// errOtherBuild is the error for a document with pluginKind in a build that Build did not start.
var errOtherBuild = errors.New("scale-modelhosts runs in builds of its own only")

// plugin implements the function as a kustomize plugin.
type plugin struct {
	config *yaml.RNode // nil in the run without a functionConfig
	// outermost means that the root lists the functionConfig or the marker.
	outermost bool
	// inspection is the name of the inspection that the plugin makes instead of running the
	// function.
	inspection string
	// wraps is the field whose functionConfigs a marker marks.
	wraps string
}

// Config restores the functionConfig's own type.
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

// Transform runs the function on the objects that kustomize has at this point. Like kustomize, it
// does not run the function without any.
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
