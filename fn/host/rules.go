package host

import "modelhost.dev/scale-modelhosts/fn/finding"

var RuleUnknownAnnotation = finding.Rule{
	ID: "annotation-unknown", Severity: finding.Error,
	Summary:     "an unknown scaling annotation",
	Consequence: "it would be ignored silently",
}

var RuleInvalidValue = finding.Rule{
	ID: "annotation-value", Severity: finding.Error,
	Summary:     "an annotation whose value is invalid or not a string",
	Consequence: "its setting would be ignored, or Kubernetes would reject the object",
}

var RuleMisplaced = finding.Rule{
	ID: "annotation-misplaced", Severity: finding.Error,
	Summary:     "scaling annotations in a place where they are not read",
	Consequence: "they have no effect on a pod template, among labels, in a List or on other kinds of objects",
}

var RuleMisspelledPrefix = finding.Rule{
	ID: "annotation-prefix", Severity: finding.Error,
	Summary:     "a scaling annotation with a misspelled prefix",
	Consequence: "it has no effect",
}

var RuleSimilarPrefix = finding.Rule{
	ID: "annotation-prefix-near", Severity: finding.Warning,
	Summary:     "an annotation whose prefix is close to that of scaling annotations",
	Consequence: "it has no effect, unless another installation uses this prefix",
}

var RuleNotModelHost = finding.Rule{
	ID: "not-a-model-host", Severity: finding.Error,
	Summary:     "scaling annotations on a workload that cannot be a model host",
	Consequence: "the workload has no name, or the functionConfig's selector excludes it, so it would not be scaled",
}

var RuleDuplicateKey = finding.Rule{
	ID: "yaml-duplicate-key", Severity: finding.Error,
	Summary:     "a duplicate key in a model host",
	Consequence: "some parsers reject it; others take the first value or the last",
}
