package fn

import (
	"fmt"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/reconcile"
)

// CheckOptions say what more is asked of a package than to hold no errors.
type CheckOptions struct {
	// Rendered asks that the function would change nothing any more.
	Rendered bool
}

// Check is what is to be said about a package, which it does not change.
func Check(in Input, o CheckOptions) finding.List {
	j := Judge(in)
	if o.Rendered {
		j.Findings = inOrder(append(j.Findings, unrendered(j.Changes)...))
	}
	return j.Findings
}

// unrendered are the changes that a run would still make, as errors.
func unrendered(changes []reconcile.Change) finding.List {
	var findings finding.List
	for _, c := range changes {
		findings = append(findings, finding.Finding{
			Rule: RuleNotRendered, Severity: finding.Error, Resource: c.Resource, File: c.File, Field: c.Field,
			Message: fmt.Sprintf("would be %s: the function did not run, or the package changed behind it", c.Verb),
			Hint:    "render the package with scale-modelhosts, and check what comes out",
		})
	}
	return findings
}
