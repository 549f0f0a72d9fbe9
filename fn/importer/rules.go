package importer

import "modelhost.dev/scale-modelhosts/fn/finding"

var RuleRejected = finding.Rule{
	ID: "import-rejected", Severity: finding.Error,
	Summary:     "an HPA or ScaledObject that annotations cannot replace",
	Consequence: "the host would scale differently than before",
}

var RulePartial = finding.Rule{
	ID: "import-partial", Severity: finding.Warning,
	Summary:     "imported annotations that need a review",
	Consequence: "part of what scaled the host may be missing or different",
}

var RuleSkipped = finding.Rule{
	ID: "import-skipped", Severity: finding.Info,
	Summary:     "an HPA or ScaledObject with nothing to import",
	Consequence: "its target cannot be a model host, or already has equivalent annotations",
}
