package render

import (
	"errors"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/krm"
	"modelhost.dev/scale-modelhosts/fn/kustomize"
)

// errRejected ends a build; the findings contain the reason.
var errRejected = errors.New("the function rejected the package")

// buildKustomization renders a kustomization as kustomize would with the function as a program, and
// lints the result.
func buildKustomization(dir string, o Options) (Result, error) {
	s := newSession(dir, o, false)
	m, err := s.b.Run()
	findings := s.findings()
	if findings.HasErrors() {
		return Result{Findings: addFiles(tidy(findings), dir, o)}, nil
	}
	if err != nil {
		return Result{}, err
	}
	s.dropPredictions()
	findings = s.findings()
	if s.b.Configs == 0 && len(s.visits) > 0 && o.Config == nil {
		findings = append(findings, FindingFunctionNotListed)
	}
	wrong, err := s.lintFinal(m)
	if err != nil {
		return Result{}, err
	}
	if wrong.HasErrors() {
		return Result{Findings: addFiles(tidy(append(findings, wrong...)), dir, o)}, nil
	}
	text, err := kustomize.AsYAML(m)
	return Result{YAML: text, Findings: tidy(findings)}, err
}

// FindingFunctionNotListed reports a kustomization that does not list the function: render applies
// the function anyway, but kustomize build would not.
var FindingFunctionNotListed = finding.Finding{
	Rule: finding.RuleFunctionNotListed.ID, Severity: finding.RuleFunctionNotListed.Severity, Field: "transformers",
	Message: "no functionConfig is listed; the built-in defaults apply",
	Hint:    "list one; without it, kustomize build does not run the function",
}

// loadKustomization returns the objects of the root after its transformers, with their previous
// names and the files they come from.
func loadKustomization(dir string, o Options) (krm.Input, error) {
	var items, configs []*yaml.RNode
	b := kustomize.Build{Dir: dir, Origins: true, Root: o.Root}
	b.Restart = func() { items, configs = nil, nil }
	b.Visit = func(config *yaml.RNode, at []*yaml.RNode) ([]*yaml.RNode, error) {
		if config != nil {
			configs = []*yaml.RNode{config}
			return at, nil
		}
		for _, item := range at {
			items = append(items, item.Copy())
		}
		return at, nil
	}
	if _, err := b.Run(); err != nil {
		return krm.Input{}, err
	}
	for _, item := range items {
		if err := kustomize.SetFileFromOrigin(item); err != nil {
			return krm.Input{}, err
		}
	}
	return o.input(items, configs)
}

// forCluster reports whether any item is more than local configuration.
func forCluster(items []*yaml.RNode) bool {
	for _, item := range items {
		if !isLocal(item) {
			return true
		}
	}
	return false
}
