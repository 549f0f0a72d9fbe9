package render

import (
	"errors"
	"fmt"
	"path/filepath"

	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/api/resmap"
	"sigs.k8s.io/kustomize/api/types"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/krm"
	"modelhost.dev/scale-modelhosts/fn/rooted"
)

// build is one run of kustomize.
type build struct {
	dir string
	// visit is what happens to the items at the place of a functionConfig, and,
	// with no config, once more at the end of the root's transformers.
	visit func(config *yaml.RNode, items []*yaml.RNode) ([]*yaml.RNode, error)
	// configs counts the functionConfigs that kustomize came upon.
	configs int
	// outermost says that the visit at hand is that of a functionConfig that the root lists.
	outermost bool
	// origins asks kustomize for the files that objects are from.
	origins bool
	// root is Options.Root.
	root *rooted.Root
	// begin forgets what visit has collected: the build begins again.
	begin func()
	// wrong is the error in a functionConfig, in this program's words.
	wrong error
}

// errRefused ends a build whose findings say why.
var errRefused = errors.New("the function refused the package")

// buildKustomization renders a kustomization as kustomize would with the
// function as a program, and lints what comes out.
func buildKustomization(dir string, o Options) (Result, error) {
	s := newSession(dir, o, false)
	m, err := s.b.run()
	findings := s.findings()
	if findings.HasErrors() {
		return Result{Findings: locatedIn(merged(findings), dir, o)}, nil
	}
	if err != nil {
		return Result{}, err
	}
	s.settle()
	findings = s.findings()
	if s.b.configs == 0 && len(s.visits) > 0 && o.Config == nil {
		findings = append(findings, Absent)
	}
	wrong, err := s.lint(m)
	if err != nil {
		return Result{}, err
	}
	if wrong.HasErrors() {
		return Result{Findings: locatedIn(merged(append(findings, wrong...)), dir, o)}, nil
	}
	text, err := asYAML(m)
	return Result{YAML: text, Findings: merged(findings)}, err
}

// Absent tells of a kustomization without the function: render applies it all the
// same, and kustomize build would not.
var Absent = finding.Finding{
	Rule: finding.RuleFunctionNotListed.ID, Severity: finding.RuleFunctionNotListed.Severity, Field: "transformers",
	Message: "no functionConfig is listed; the built-in defaults apply",
	Hint:    "list one: only then does kustomize build run the function",
}

// loadKustomization gives what the root has at the end of its transformers,
// with the names that things had before, and where they are from.
func loadKustomization(dir string, o Options) (krm.Input, error) {
	var items, configs []*yaml.RNode
	b := build{dir: dir, origins: true, root: o.Root}
	b.begin = func() { items, configs = nil, nil }
	b.visit = func(config *yaml.RNode, at []*yaml.RNode) ([]*yaml.RNode, error) {
		if config != nil {
			configs = []*yaml.RNode{config}
			return at, nil
		}
		for _, item := range at {
			items = append(items, item.Copy())
		}
		return at, nil
	}
	if _, err := b.run(); err != nil {
		return krm.Input{}, err
	}
	for _, item := range items {
		if err := originToFile(item); err != nil {
			return krm.Input{}, err
		}
	}
	return o.input(items, configs)
}

// run has kustomize build the directory.
func (b *build) run() (m resmap.ResMap, err error) {
	running.Lock()
	defer running.Unlock()
	install()
	resetOwnSchema()
	defer resetOwnSchema()
	m, again, err := b.attempt()
	if again {
		resetSchema()
		b.begin()
		b.configs = 0
		m, _, err = b.attempt()
	}
	return m, err
}

// attempt runs kustomize. Run it again, without a schema, if the build sets a schema and
// began with another one.
func (b *build) attempt() (m resmap.ResMap, again bool, err error) {
	// By an absolute path no folder is taken for an address.
	dir, err := b.root.Resolve(b.dir)
	if err != nil {
		return nil, false, fmt.Errorf("cannot read the package: %w", err)
	}
	if name := KustomizationFile(dir); name != "" {
		// kustomize says of every one that it cannot read that it is not there.
		if _, err := b.root.ReadFile(filepath.Join(dir, name)); err != nil && !errors.Is(err, rooted.ErrOutside) {
			return nil, false, fmt.Errorf("%s: cannot be read: %s", filepath.Join(b.dir, name), reason(err))
		}
	}
	files := newFiles(b.dir, b.origins, b.root)
	files.schemaIsFresh, schemaIsFresh = schemaIsFresh, false
	// kustomize's own code does not survive every odd document.
	defer func() {
		if r := recover(); r != nil {
			m, again, err = nil, false, fmt.Errorf("kustomize cannot build %s; look for metadata, annotations or labels that are not a mapping: %s",
				b.dir, files.plain(fmt.Sprint(r)))
		}
	}()
	var ours error
	visit := b.visit
	defer func() { b.visit = visit }()
	b.visit = func(config *yaml.RNode, items []*yaml.RNode) ([]*yaml.RNode, error) {
		items, err := visit(config, items)
		ours = err
		return items, err
	}
	running.build, running.files = b, files
	defer func() { running.build, running.files = nil, nil }()

	options := krusty.MakeDefaultOptions()
	options.Reorder = krusty.ReorderOptionUnspecified // as `kustomize build` without flags
	m, err = krusty.MakeKustomizer(options).Run(files, dir)
	if files.staleSchema {
		return nil, true, nil
	}
	if refused := files.refused(); refused != nil {
		return nil, false, refused
	}
	if files.outside != nil {
		return nil, false, files.outside
	}
	if b.wrong != nil {
		return nil, false, b.wrong
	}
	if types.IsErrOnlyBuiltinPluginsAllowed(err) {
		return nil, false, fmt.Errorf("%s: render runs only kustomize's built-in plugins and scale-modelhosts; %s", files.plain(err.Error()), wayOut)
	}
	switch {
	case ours != nil:
		return nil, false, ours
	case err != nil:
		return nil, false, files.failure(err.Error())
	}
	return m, false, files.metadata.restore(m)
}

// forCluster says whether any item is more than local configuration.
func forCluster(items []*yaml.RNode) bool {
	for _, item := range items {
		if !isLocal(item) {
			return true
		}
	}
	return false
}
