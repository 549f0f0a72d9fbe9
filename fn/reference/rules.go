package reference

import (
	"slices"

	"modelhost.dev/scale-modelhosts/fn"
	"modelhost.dev/scale-modelhosts/fn/check"
	"modelhost.dev/scale-modelhosts/fn/existing"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/host"
	"modelhost.dev/scale-modelhosts/fn/importer"
	"modelhost.dev/scale-modelhosts/fn/plan"
	"modelhost.dev/scale-modelhosts/fn/reconcile"
	"modelhost.dev/scale-modelhosts/fn/rule"
)

// stageRules are the rules that the stages check themselves, in the order of the stages.
var stageRules = []finding.Rule{
	fn.RuleConfigInvalid,
	fn.RuleConfigUnused,
	fn.RuleConfigMissing,
	finding.RuleNotChecked,
	finding.RuleUnreadable,
	check.RuleNothingChecked,
	check.RuleNotRendered,
	check.RuleDiffers,
	finding.RuleFunctionNotListed,
	fn.RuleAliases,
	host.RuleDuplicateKey,
	host.RuleUnknownAnnotation,
	host.RuleInvalidValue,
	host.RuleMisplaced,
	host.RuleMisspelledPrefix,
	host.RuleSimilarPrefix,
	host.RuleNotModelHost,
	existing.RuleAmbiguous,
	existing.RuleTargetMissing,
	fn.RuleOrphanedAdoption,
	reconcile.RuleEditLost,
	reconcile.RuleEditsUnreadable,
	plan.RuleProfile,
	plan.RuleSignal,
	plan.RuleTarget,
	plan.RuleTrigger,
	plan.RulePlaceholder,
	plan.RuleNamespace,
	plan.RuleAuthentication,
	plan.RuleHTTPHost,
	plan.RuleHTTPService,
	plan.RuleHTTPPort,
	plan.RuleHPA,
	plan.RuleHPAField,
	plan.RuleHPAMetric,
	plan.RuleNoHPA,
	plan.RuleSeveralHPAs,
	plan.RuleRaw,
	importer.RuleRejected,
	importer.RulePartial,
	importer.RuleSkipped,
	reconcile.RuleNameTaken,
}

// Rules returns every rule that a finding may have: those of the stages, then the
// catalogue.
func Rules() []finding.Rule {
	all := slices.Clone(stageRules)
	for _, r := range rule.Catalogue() {
		all = append(all, r.Info())
	}
	return all
}

func rules() string {
	t := newTable("rule", "severity", "reports", "consequence")
	for _, r := range Rules() {
		t.add(code(r.ID), string(r.Severity), r.Summary, r.Consequence)
	}
	return t.String()
}
