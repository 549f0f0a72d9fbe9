package finding

// Rule describes what a kind of finding is about. The stage that reports the findings
// declares it.
type Rule struct {
	// ID is stable and in kebab-case.
	ID string
	// Severity is that of the rule's findings, unless strict mode raises it.
	Severity Severity
	// Summary names what the rule reports, in at most 12 words.
	Summary string
	// Consequence says what happens where the finding is ignored.
	Consequence string
}

// RuleNotChecked is for what the function leaves unchecked. Several packages report it.
var RuleNotChecked = Rule{
	ID: "not-checked", Severity: Info,
	Summary:     "something that `check` does not check, or checks only in part",
	Consequence: "its problems are not reported",
}

// RuleUnreadable is for failures, in the output formats in which each problem has a rule.
var RuleUnreadable = Rule{
	ID: "unreadable", Severity: Error,
	Summary:     "an unreadable file, or a package that cannot be built",
	Consequence: "`check` cannot check it, and exits with code 2",
}

// RuleFunctionNotListed is for a kustomization that runs the function only with `render`.
var RuleFunctionNotListed = Rule{
	ID: "function-not-listed", Severity: Info,
	Summary:     "a kustomization that does not list the function under `transformers`",
	Consequence: "`render` applies it anyway, but `kustomize build` does not",
}

// APIVersionID is the rule for an apiVersion or kind that no object can have. Package rule
// declares it; package source reports it, too, for documents that are not objects yet.
const APIVersionID = "api-version"
