package fn

import (
	"slices"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/importer"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/krm"
)

// Import returns the annotations with which a package's model hosts scale as their HPAs and
// hand-written ScaledObjects make them scale. It changes nothing.
func Import(in krm.Input) ([]importer.Result, finding.List) {
	cfg, findings := configure(in)
	if findings.HasErrors() {
		return nil, findings.Tidy()
	}
	expanded, odd := expand(in.Items)
	for i := range odd {
		odd[i].Rule, odd[i].Severity = finding.RuleNotChecked.ID, finding.RuleNotChecked.Severity
	}
	inv := inventory.New(expanded.readable(), cfg.Namespace)
	proposals, found := importer.Import(inv, cfg)
	findings = append(append(findings, odd...), found...)
	findings = append(findings, errorsAfter(in, proposals)...)
	accepted, found := readIgnores(inv, cfg, in)
	findings = accepted.apply(append(findings, found...))
	if in.Strict {
		findings.Strict()
	}
	return proposals, findings.Tidy()
}

// errorsAfter returns the errors that only appear once the patches are applied.
func errorsAfter(in krm.Input, proposals []importer.Result) finding.List {
	if len(proposals) == 0 {
		return nil
	}
	before := Run(copied(in)).Findings
	patched := copied(in)
	place := make(map[*yaml.RNode]int, len(in.Items))
	for i, item := range in.Items {
		place[item] = i
	}
	for _, p := range proposals {
		for _, patch := range p.Patches {
			if i, ok := place[patch.Object.Node]; ok {
				patched.Items[i] = yaml.NewRNode(patch.ApplyTo(patched.Items[i].YNode()))
			}
		}
	}
	return slices.DeleteFunc(Run(patched).Findings, func(f finding.Finding) bool {
		return f.Severity != finding.Error || slices.Contains(before, f)
	})
}

// copied returns a copy of a package that the function may change.
func copied(in krm.Input) krm.Input {
	items := make([]*yaml.RNode, len(in.Items))
	for i, item := range in.Items {
		items[i] = item.Copy()
	}
	in.Items = items
	return in
}
