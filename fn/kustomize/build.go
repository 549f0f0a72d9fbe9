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

// Build is a build of one kustomization.
type Build struct {
	Dir string
	// Visit is called with the items at each functionConfig, and once more, with a nil config,
	// after the root's other transformers.
	Visit func(config *yaml.RNode, items []*yaml.RNode) ([]*yaml.RNode, error)
	// Configs counts the functionConfigs that kustomize has reached.
	Configs int
	// Outermost means that the root lists the functionConfig of the current visit.
	Outermost bool
	// Origins asks kustomize for the files that objects come from.
	Origins bool
	// Root is Options.Root.
	Root *rooted.Root
	// Restart discards what Visit has collected, because the build begins again.
	Restart func()
	// ConfigErr is the error in a functionConfig, as this program words it.
	ConfigErr error
}

// Run builds the directory with kustomize.
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

// attempt runs kustomize. It returns again if the build sets a schema but began with another one;
// the caller must then reset the schema and repeat the build.
func (b *Build) attempt() (m resmap.ResMap, again bool, err error) {
	// kustomize never takes an absolute path for a remote address.
	dir, err := b.Root.Resolve(b.Dir)
	if err != nil {
		return nil, false, fmt.Errorf("cannot read the package: %w", err)
	}
	if name := FileName(dir); name != "" {
		// kustomize reports every file that it cannot read as missing.
		if _, err := b.Root.ReadFile(filepath.Join(dir, name)); err != nil && !errors.Is(err, rooted.ErrOutside) {
			return nil, false, newFileError(filepath.Join(b.Dir, name), "", "cannot be read: %s", rooted.Cause(err))
		}
	}
	files := newFiles(b.Dir, b.Origins, b.Root)
	files.schemaIsFresh, schemaIsFresh = schemaIsFresh, false
	// kustomize panics on some malformed documents.
	defer func() {
		if r := recover(); r != nil {
			crash.Print(r)
			m, again, err = nil, false, fmt.Errorf("kustomize cannot build %s; look for metadata, annotations or labels that are not objects: %s",
				b.Dir, files.plain(fmt.Sprint(r)))
		}
	}()
	var visitErr error
	visit := b.Visit
	defer func() { b.Visit = visit }()
	b.Visit = func(config *yaml.RNode, items []*yaml.RNode) ([]*yaml.RNode, error) {
		items, err := visit(config, items)
		visitErr = err
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
	if rejected := files.err(); rejected != nil {
		return nil, false, rejected
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
	case visitErr != nil:
		return nil, false, visitErr
	case err != nil:
		return nil, false, files.failure(err.Error())
	}
	return m, false, files.metadata.restore(m)
}
