package fn

import (
	"modelhost.dev/scale-modelhosts/fn/check"
	"modelhost.dev/scale-modelhosts/fn/existing"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/host"
	"modelhost.dev/scale-modelhosts/fn/importer"
	"modelhost.dev/scale-modelhosts/fn/plan"
	"modelhost.dev/scale-modelhosts/fn/reconcile"
	"modelhost.dev/scale-modelhosts/fn/rule"
)

// stageRules returns the rules that the stages check themselves, in the order of the stages.
func stageRules() []finding.Rule {
	return []finding.Rule{
		RuleConfigInvalid,
		RuleConfigUnused,
		RuleConfigMissing,
		RuleIgnoreInvalid,
		RuleIgnoreExpired,
		check.RuleIgnoreUnused,
		finding.RuleNotChecked,
		finding.RuleUnreadable,
		check.RuleNothingChecked,
		check.RuleNotRendered,
		check.RuleDiffers,
		finding.RuleFunctionNotListed,
		RuleAliases,
		host.RuleDuplicateKey,
		host.RuleUnknownAnnotation,
		host.RuleInvalidValue,
		host.RuleMisplaced,
		host.RuleMisspelledPrefix,
		host.RuleSimilarPrefix,
		host.RuleNotModelHost,
		existing.RuleAmbiguous,
		existing.RuleTargetMissing,
		RuleOrphanedAdoption,
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
}

// Rules returns every rule that a finding may have: those of the stages, then the
// catalogue.
func Rules() []finding.Rule {
	all := stageRules()
	for _, r := range rule.Catalogue() {
		all = append(all, r.Info())
	}
	return all
}
