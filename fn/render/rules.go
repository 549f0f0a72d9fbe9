package render

import "modelhost.dev/scale-modelhosts/fn/finding"

var RuleFunctionNotListed = finding.Rule{
	ID: "function-not-listed", Severity: finding.Info,
	Summary:     "a kustomization that does not list the function under `transformers`",
	Consequence: "`render` applies it anyway, but `kustomize build` does not",
}
