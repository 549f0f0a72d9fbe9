package reconcile

import "modelhost.dev/scale-modelhosts/fn/finding"

var RuleEditLost = finding.Rule{
	ID: "virtualservice-edit-lost", Severity: finding.Warning,
	Summary:     "an edit of a VirtualService that can no longer be found",
	Consequence: "it cannot be reverted, and requests may go to the wrong place",
}

var RuleEditsUnreadable = finding.Rule{
	ID: "virtualservice-edits-unreadable", Severity: finding.Error,
	Summary:     "a VirtualService whose record of earlier edits cannot be read",
	Consequence: "the edits cannot be reverted, and the original routes are lost",
}

var RuleNameTaken = finding.Rule{
	ID: "generated-name-taken", Severity: finding.Error,
	Summary:     "a generated object with the name of an existing object",
	Consequence: "the existing object would be overwritten",
}
