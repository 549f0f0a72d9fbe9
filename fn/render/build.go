package render

import (
	"errors"
	"fmt"

	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/api/resmap"
	"sigs.k8s.io/kustomize/api/types"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn"
	"modelhost.dev/scale-modelhosts/fn/finding"
)

// build is one run of kustomize.
type build struct {
	dir string
	// visit is what happens to the items at the place of a functionConfig, and,
	// with no config, once more at the end of the root's transformers.
	visit func(config *yaml.RNode, items []*yaml.RNode) ([]*yaml.RNode, error)
	// configs counts the functionConfigs that kustomize came upon.
	configs int
	// origins asks kustomize for the files that objects are from.
	origins bool
	// confined is Options.Confined.
	confined bool
	// wrong is what is wrong with a functionConfig, in words of ours.
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
	Rule: RuleConfigAbsent, Severity: finding.Info, Field: "transformers",
	Message: "no functionConfig is listed; the built-in defaults apply",
	Hint:    "list one: only then does kustomize build run the function",
}

// RuleConfigAbsent is of a kustomization that does not list the function.
const RuleConfigAbsent = "function-config-absent"

// loadKustomization gives what the root has at the end of its transformers,
// with the names that things had before, and where they are from.
func loadKustomization(dir string, o Options) (fn.Input, error) {
	var items, configs []*yaml.RNode
	b := build{dir: dir, origins: true, confined: o.Confined}
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
		return fn.Input{}, err
	}
	for _, item := range items {
		if err := originToFile(item); err != nil {
			return fn.Input{}, err
		}
	}
	return o.input(items, configs)
}

// run has kustomize build the directory.
func (b *build) run() (m resmap.ResMap, err error) {
	running.Lock()
	defer running.Unlock()
	files := newFiles(b.dir, b.origins)
	files.confined = b.confined
	if b.confined {
		defer confine()()
	}
	// kustomize's own code does not survive every odd document.
	defer func() {
		if r := recover(); r != nil {
			m, err = nil, fmt.Errorf("kustomize fails to build %s; look for metadata, annotations or labels that are no mapping: %s",
				b.dir, files.plain(fmt.Sprint(r)))
		}
	}()
	var ours error
	visit := b.visit
	b.visit = func(config *yaml.RNode, items []*yaml.RNode) ([]*yaml.RNode, error) {
		items, err := visit(config, items)
		ours = err
		return items, err
	}
	running.build = b
	defer func() { running.build = nil }()

	options := krusty.MakeDefaultOptions()
	options.Reorder = krusty.ReorderOptionUnspecified // as `kustomize build` without flags
	m, err = krusty.MakeKustomizer(options).Run(files, b.dir)
	if refused := files.refused(); refused != nil {
		return nil, refused
	}
	if b.wrong != nil {
		return nil, b.wrong
	}
	if types.IsErrOnlyBuiltinPluginsAllowed(err) {
		return nil, fmt.Errorf("%s: render runs no plugins but kustomize's own and scale-modelhosts; %s", files.plain(err.Error()), wayOut)
	}
	switch {
	case ours != nil:
		return nil, ours
	case err != nil:
		return nil, files.failure(err.Error())
	}
	return m, files.metadata.restore(m)
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
