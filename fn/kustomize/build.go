package kustomize

import (
	"errors"
	"fmt"
	"path/filepath"

	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/api/resmap"
	"sigs.k8s.io/kustomize/api/types"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/builtinplugin"
	"modelhost.dev/scale-modelhosts/fn/crash"
	"modelhost.dev/scale-modelhosts/fn/rooted"
)

// Build is one run of kustomize.
type Build struct {
	Dir string
	// Visit is what happens to the items at the place of a functionConfig, and,
	// with no config, once more at the end of the root's transformers.
	Visit func(config *yaml.RNode, items []*yaml.RNode) ([]*yaml.RNode, error)
	// Configs counts the functionConfigs that kustomize came upon.
	Configs int
	// Outermost says that the visit at hand is that of a functionConfig that the root lists.
	Outermost bool
	// Origins asks kustomize for the files that objects are from.
	Origins bool
	// Root is Options.Root.
	Root *rooted.Root
	// Restart forgets what visit has collected: the build begins again.
	Restart func()
	// ConfigErr is the error in a functionConfig, in this program's words.
	ConfigErr error
}

// Run has kustomize build the directory.
func (b *Build) Run() (m resmap.ResMap, err error) {
	running.Lock()
	defer running.Unlock()
	builtinplugin.Install(func() resmap.TransformerPlugin { return &plugin{} })
	resetOwnSchema()
	defer resetOwnSchema()
	m, again, err := b.attempt()
	if again {
		resetSchema()
		b.Restart()
		b.Configs = 0
		m, _, err = b.attempt()
	}
	return m, err
}

// attempt runs kustomize. Run it again, without a schema, if the build sets a schema and
// began with another one.
func (b *Build) attempt() (m resmap.ResMap, again bool, err error) {
	// By an absolute path no folder is taken for an address.
	dir, err := b.Root.Resolve(b.Dir)
	if err != nil {
		return nil, false, fmt.Errorf("cannot read the package: %w", err)
	}
	if name := FileName(dir); name != "" {
		// kustomize says of every one that it cannot read that it is not there.
		if _, err := b.Root.ReadFile(filepath.Join(dir, name)); err != nil && !errors.Is(err, rooted.ErrOutside) {
			return nil, false, fmt.Errorf("%s: cannot be read: %s", filepath.Join(b.Dir, name), rooted.Cause(err))
		}
	}
	files := newFiles(b.Dir, b.Origins, b.Root)
	files.schemaIsFresh, schemaIsFresh = schemaIsFresh, false
	// kustomize's own code does not survive every odd document.
	defer func() {
		if r := recover(); r != nil {
			crash.Print(r)
			m, again, err = nil, false, fmt.Errorf("kustomize cannot build %s; look for metadata, annotations or labels that are not a mapping: %s",
				b.Dir, files.plain(fmt.Sprint(r)))
		}
	}()
	var ours error
	visit := b.Visit
	defer func() { b.Visit = visit }()
	b.Visit = func(config *yaml.RNode, items []*yaml.RNode) ([]*yaml.RNode, error) {
		items, err := visit(config, items)
		ours = err
		return items, err
	}
	running.Build, running.files = b, files
	defer func() { running.Build, running.files = nil, nil }()

	options := krusty.MakeDefaultOptions()
	options.Reorder = krusty.ReorderOptionUnspecified // as `kustomize build` without flags
	m, err = krusty.MakeKustomizer(options).Run(files, dir)
	if files.staleSchema {
		return nil, true, nil
	}
	if refused := files.err(); refused != nil {
		return nil, false, refused
	}
	if files.outside != nil {
		return nil, false, files.outside
	}
	if b.ConfigErr != nil {
		return nil, false, b.ConfigErr
	}
	if types.IsErrOnlyBuiltinPluginsAllowed(err) {
		return nil, false, fmt.Errorf("%s: render runs only kustomize's built-in plugins and scale-modelhosts; %s", files.plain(err.Error()), useKustomize)
	}
	switch {
	case ours != nil:
		return nil, false, ours
	case err != nil:
		return nil, false, files.failure(err.Error())
	}
	return m, false, files.metadata.restore(m)
}
