package existing

import "modelhost.dev/scale-modelhosts/fn/finding"

var RuleAmbiguous = finding.Rule{
	ID: "target-ambiguous", Severity: finding.Error,
	Summary:     "an HPA or ScaledObject whose target may be several workloads",
	Consequence: "the wrong HPA could be stripped",
}

var RuleTargetMissing = finding.Rule{
	ID: "hpa-target-missing", Severity: finding.Warning,
	Summary:     "an HPA whose target is missing, but resembles a model host",
	Consequence: "it scales nothing, and is neither stripped nor adopted",
}
