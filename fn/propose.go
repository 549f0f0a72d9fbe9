package fn

import (
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/proposal"
)

// Propose says which annotations would have a package's model hosts scale as their
// HPAs and hand-written ScaledObjects do. It changes nothing.
func Propose(in Input) ([]proposal.Proposal, finding.List) {
	cfg, findings := configure(in)
	if findings.HasErrors() {
		return nil, inOrder(findings)
	}
	expanded, odd := expand(in.Items)
	for i := range odd {
		odd[i].Rule, odd[i].Severity = RuleNotJudged, finding.Info
	}
	proposals, found := proposal.Of(inventory.Of(expanded.readable(), cfg.Namespace), cfg)
	findings = append(append(findings, odd...), found...)
	if in.Strict {
		findings.Strict()
	}
	return proposals, inOrder(findings)
}
