package check

import "modelhost.dev/scale-modelhosts/fn/finding"

var RuleNothingChecked = finding.Rule{
	ID: "nothing-checked", Severity: finding.Error,
	Summary:     "no model host and no ScaledObject to check",
	Consequence: "a check of the wrong directory would always pass; reported with `--fail-if-nothing-checked`",
}

var RuleNotRendered = finding.Rule{
	ID: "not-rendered", Severity: finding.Error,
	Summary:     "a package that the function would still change",
	Consequence: "the cluster does not get what the annotations ask for; reported with `--rendered`",
}

var RuleDiffers = finding.Rule{
	ID: "generated-differs", Severity: finding.Info,
	Summary:     "a generated object that differs from what would be generated",
	Consequence: "the next render changes it; with `--rendered` this is an error",
}

var RuleIgnoreUnused = finding.Rule{
	ID: "ignore-unused", Severity: finding.Info,
	Summary:     "an `ignore` entry that matches no finding",
	Consequence: "the entry would hide a finding that appears later",
}
