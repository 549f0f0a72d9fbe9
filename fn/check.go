package fn

import (
	"fmt"
	"slices"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/reconcile"
)

// CheckOptions say what more is asked of a package than to hold no errors.
type CheckOptions struct {
	// Rendered asks that the function would change nothing any more.
	Rendered bool
}

// Check is what is to be said about a package, which it does not change.
func Check(in Input, o CheckOptions) finding.List { return Judge(in).Check(o) }

// Check is what is to be said about a package that was judged.
func (j Judgement) Check(o CheckOptions) finding.List {
	if !o.Rendered {
		return j.Findings
	}
	// That an object differs from what would be generated is the error then.
	findings := slices.DeleteFunc(slices.Clone(j.Findings), func(f finding.Finding) bool { return f.Rule == RuleDiffers.ID })
	findings = append(findings, unrendered(j.Left)...)
	if j.Empty {
		findings = append(findings, emptied)
	}
	return inOrder(findings)
}

// emptied is of a package that is to be rendered, and holds nothing.
var emptied = finding.Finding{
	Rule: RuleNotRendered.ID, Severity: RuleNotRendered.Severity, Message: "there are no objects, so that nothing was rendered",
	Hint: "see why whatever renders the package gave nothing",
}

// NothingChecked is the error of a check that found neither a model host nor a ScaledObject.
var NothingChecked = finding.Finding{
	Rule: RuleNothingChecked.ID, Severity: RuleNothingChecked.Severity, Message: "there is no model host and no ScaledObject to check",
	Hint: "name the folder that has them, or pipe in the rendered YAML",
}

// unrendered are the changes that a run would still make, as errors.
func unrendered(changes []reconcile.Change) finding.List {
	var findings finding.List
	for _, c := range changes {
		findings = append(findings, finding.Finding{
			Rule: RuleNotRendered.ID, Severity: RuleNotRendered.Severity, Resource: c.Resource, File: c.File, Field: c.Field,
			Message: fmt.Sprintf("would be %s: the function did not run, or the package changed behind it", c.Verb),
			Hint:    "render the package with scale-modelhosts, and check what comes out",
		})
	}
	return findings
}
