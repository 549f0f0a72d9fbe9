// Package check contains the result of checking a package, for the packages that run checks and
// print results.
package check

import (
	"fmt"
	"slices"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/krm"
	"modelhost.dev/scale-modelhosts/fn/plan"
)

// Result is the result of checking a package: its model hosts, its other ScaledObjects, and the
// findings about both.
type Result struct {
	// Hosts are the plans of the enabled model hosts, in the package's order.
	Hosts []*plan.HostPlan
	// ScaledObjects are the plans of the ScaledObjects that the function would not generate
	// for a model host, in the package's order.
	ScaledObjects []*plan.ObjectPlan
	// Inventory contains the objects of the package.
	Inventory *inventory.Inventory
	// Empty means that the package has no objects at all.
	Empty bool
	// Changes are the changes that the function would make if nothing is an error.
	Changes []krm.Change
	// Left are the changes that the function would still make in the built package: Changes, unless
	// the build ran the function.
	Left []krm.Change
	// Ignores are the entries of annotations that accept findings.
	Ignores []Ignore
	// Incomplete means that the package has errors by themselves, strict or not, so that some rules
	// did not run.
	Incomplete bool
	// Findings are sorted.
	Findings finding.List
}

// Ignore is an entry of an object's annotation that accepts findings.
type Ignore struct {
	Resource            finding.Resource
	File, Field         string
	Rule, Reason, Until string
	// Unused is the severity of the finding if it accepts nothing.
	Unused finding.Severity
}

// IgnoreUse is an entry, the finding that it is unused, and whether it is used.
type IgnoreUse struct {
	Finding finding.Finding
	IsUsed  bool
}

// IgnoreUses returns the uses of all entries. If the package is incomplete, all may be used.
func (r Result) IgnoreUses() []IgnoreUse {
	var uses []IgnoreUse
	for _, i := range r.Ignores {
		uses = append(uses, IgnoreUse{
			Finding: finding.Finding{
				Rule: RuleIgnoreUnused.ID, Severity: i.Unused, Resource: i.Resource, File: i.File, Field: i.Field,
				Message: fmt.Sprintf("no %s finding matches this entry", i.Rule), Hint: "remove the entry",
			},
			IsUsed: r.Incomplete || i.Unused == finding.Ignored || slices.ContainsFunc(r.Findings, i.accepts),
		})
	}
	return uses
}

// accepts reports whether a finding is accepted by the entry. Layers rename objects, so a finding may
// have another name than the object has in the end.
func (i Ignore) accepts(f finding.Finding) bool {
	isSame := f.Resource == i.Resource && f.File == i.File
	isRenamed := f.Resource.Kind == i.Resource.Kind && f.Resource.Name != i.Resource.Name && f.File == i.File && f.Reason == i.Reason
	return f.Severity == finding.Ignored && f.Rule == i.Rule && (isSame || isRenamed)
}

// Rendered returns the findings about a package that must be rendered already, so that any
// remaining change is an error.
func (r Result) Rendered() finding.List {
	// The differences are reported as errors instead.
	findings := slices.DeleteFunc(slices.Clone(r.Findings), func(f finding.Finding) bool { return f.Rule == RuleDiffers.ID })
	findings = append(findings, unrendered(r.Left)...)
	if r.Empty {
		findings = append(findings, empty)
	}
	return findings.Tidy()
}

// empty is the error for a rendered package without objects.
var empty = finding.Finding{
	Rule: RuleNotRendered.ID, Severity: RuleNotRendered.Severity, Message: "there are no objects, so nothing was rendered",
	Hint: "check why the tool that renders the package wrote no objects",
}

// unrendered returns an error for each change that the function would still make.
func unrendered(changes []krm.Change) finding.List {
	var findings finding.List
	for _, c := range changes {
		findings = append(findings, finding.Finding{
			Rule: RuleNotRendered.ID, Severity: RuleNotRendered.Severity, Resource: c.Resource, File: c.File, Field: c.Field,
			Message: fmt.Sprintf("would be %s: the function did not run, or the package changed after it ran", c.Verb),
			Hint:    "render the package with scale-modelhosts, and check the output",
		})
	}
	return findings
}

// NothingChecked is the error for a check that found neither a model host nor a ScaledObject.
var NothingChecked = finding.Finding{
	Rule: RuleNothingChecked.ID, Severity: RuleNothingChecked.Severity, Message: "there is no model host and no ScaledObject to check",
	Hint: "name the folder that has them, or pipe in the rendered YAML",
}
