package fn

import "modelhost.dev/scale-modelhosts/fn/finding"

var RuleConfigInvalid = finding.Rule{
	ID: "function-config-invalid", Severity: finding.Error,
	Summary:     "a functionConfig with an unknown field or an invalid value",
	Consequence: "the setting would be ignored silently",
}

var RuleConfigUnused = finding.Rule{
	ID: "function-config-unused", Severity: finding.Warning,
	Summary:     "a functionConfig setting that has no effect",
	Consequence: "the setting is ignored",
}

var RuleConfigMissing = finding.Rule{
	ID: "function-config-missing", Severity: finding.Warning,
	Summary:     "a package rendered without the functionConfig that it appears to have",
	Consequence: "the built-in defaults apply instead of what the platform team configured",
}

var RuleAliases = finding.Rule{
	ID: "yaml-aliases", Severity: finding.Error,
	Summary:     "YAML aliases that are circular, undefined or expand too far",
	Consequence: "the item cannot be read",
}

var RuleOrphanedAdoption = finding.Rule{
	ID: "hpa-adoption-orphaned", Severity: finding.Warning,
	Summary:     "a removed ScaledObject that had adopted an HPA",
	Consequence: "the HPA is no longer in the package, so nothing scales the workload",
}

var RuleIgnoreInvalid = finding.Rule{
	ID: "ignore-invalid", Severity: finding.Error,
	Summary:     "an invalid `ignore` annotation",
	Consequence: "an entry that is not understood accepts nothing",
}

var RuleIgnoreExpired = finding.Rule{
	ID: "ignore-expired", Severity: finding.Warning,
	Summary:     "an `ignore` entry whose last day has passed",
	Consequence: "`check` and `explain` report the finding again",
}
