package reference

import (
	"slices"

	"modelhost.dev/scale-modelhosts/fn"
	"modelhost.dev/scale-modelhosts/fn/existing"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/host"
	"modelhost.dev/scale-modelhosts/fn/importer"
	"modelhost.dev/scale-modelhosts/fn/plan"
	"modelhost.dev/scale-modelhosts/fn/reconcile"
	"modelhost.dev/scale-modelhosts/fn/render"
	"modelhost.dev/scale-modelhosts/fn/rule"
)

// stages are the rules that the stages themselves hold to, in their order: what
// breaks one leaves nothing for the catalogue to judge.
var stages = []rule.Rule{
	{ID: fn.RuleConfig, Severity: finding.Error, Catches: "a functionConfig with unknown fields or values that do not hold", Why: "what it says would be skipped in silence"},
	{ID: fn.RuleConfigIdle, Severity: finding.Warning, Catches: "a setting of the functionConfig that does nothing", Why: "somebody expects it to do something"},
	{ID: fn.RuleConfigMissing, Severity: finding.Warning, Catches: "a run without a functionConfig in a package that seems to have one", Why: "the built-in defaults take the place of what the platform team set"},
	{ID: fn.RuleNotJudged, Severity: finding.Info, Catches: "what `check` does not check, wholly or in part", Why: "whether it is right or wrong is not known"},
	{ID: render.RuleUnreadable, Severity: finding.Error, Catches: "with `check`, a file that cannot be read and a package that cannot be built; the exit code is 2", Why: "its contents are not known"},
	{ID: fn.RuleNothingChecked, Severity: finding.Error, Catches: "with `--fail-if-nothing-checked`, folders without a model host or ScaledObject", Why: "a check that looks in the wrong place always passes"},
	{ID: fn.RuleNotRendered, Severity: finding.Error, Catches: "with `--rendered`, a package that the function would still change", Why: "what reaches the cluster is not what its annotations ask for"},
	{ID: fn.RuleDiffers, Severity: finding.Info, Catches: "a generated object that differs from what would be generated", Why: "the next render changes it; with `--rendered` it is an error"},
	{ID: render.RuleConfigAbsent, Severity: finding.Info, Catches: "a kustomization that does not list the function under `transformers:`", Why: "`render` applies it all the same; `kustomize build` would not"},
	{ID: fn.RuleAliases, Severity: finding.Error, Catches: "YAML aliases that contain themselves, have no anchor or grow beyond all bounds", Why: "the item cannot be read"},
	{ID: host.RuleDuplicateKey, Severity: finding.Error, Catches: "a mapping key that stands twice in a model host", Why: "some readers refuse it, others take the first, and others the last"},
	{ID: host.RuleUnknownAnnotation, Severity: finding.Error, Catches: "an annotation under our prefix that there is not", Why: "what it says would be skipped in silence"},
	{ID: host.RuleInvalidValue, Severity: finding.Error, Catches: "an annotation whose value cannot be read, or is no string", Why: "what it says would be skipped in silence, or Kubernetes refuses it"},
	{ID: host.RuleMisplaced, Severity: finding.Error, Catches: "intent on the pod template, among labels, in a List or on what is no workload", Why: "nobody reads it there"},
	{ID: host.RuleMisspelledPrefix, Severity: finding.Error, Catches: "a known annotation whose prefix misspells the default one", Why: "nothing reads it, so its setting does not apply"},
	{ID: host.RuleSimilarPrefix, Severity: finding.Warning, Catches: "an annotation whose prefix is close to that of scaling annotations, with an unknown key, or beside a prefix of your own", Why: "nothing reads it, unless another installation has this prefix"},
	{ID: host.RuleNotModelHost, Severity: finding.Error, Catches: "scaling annotations on a workload without a name, or one that the functionConfig's selector excludes by kind, namespace or labels", Why: "it would not be scaled"},
	{ID: existing.RuleAmbiguous, Severity: finding.Error, Catches: "an HPA or ScaledObject that may mean several workloads", Why: "the wrong one could be stripped"},
	{ID: existing.RuleTargetMissing, Severity: finding.Warning, Catches: "an HPA whose target is not in the package, but a model host nearly so called", Why: "it scales nothing, and is neither stripped nor adopted"},
	{ID: fn.RuleForgotten, Severity: finding.Warning, Catches: "a ScaledObject that is removed and has adopted an HPA", Why: "the HPA has left the package long ago, and nothing scales the workload any more"},
	{ID: reconcile.RuleEditLost, Severity: finding.Warning, Catches: "a change in somebody's VirtualService that an earlier run made, and that is not found any more", Why: "it cannot be taken back, and requests may go where nobody wants them"},
	{ID: plan.RuleProfile, Severity: finding.Error, Catches: "a profile that there is not", Why: "its settings are not known"},
	{ID: plan.RuleSignal, Severity: finding.Error, Catches: "a signal that there is not", Why: "its query is not known"},
	{ID: plan.RuleTarget, Severity: finding.Error, Catches: "a target, activation or window that does not parse or is missing", Why: "KEDA never creates the HPA; a bad quantity crashes its operator"},
	{ID: plan.RuleTrigger, Severity: finding.Error, Catches: "an entry of triggers that is neither a signal's nor KEDA's, or both", Why: "part of it would be skipped in silence"},
	{ID: plan.RulePlaceholder, Severity: finding.Error, Catches: "a $(placeholder) that there is not", Why: "KEDA would take it as it stands"},
	{ID: plan.RuleNamespace, Severity: finding.Error, Catches: "a query that needs the namespace, where none is known", Why: "it would match nothing, or another's series"},
	{ID: plan.RuleAuthentication, Severity: finding.Error, Catches: "an authentication that there is not", Why: "KEDA asks without credentials"},
	{ID: plan.RuleHTTPHost, Severity: finding.Error, Catches: "a host name or path that the interceptor of KEDA's HTTP add-on never matches", Why: "requests would find no route, and wake nobody"},
	{ID: plan.RuleHTTPService, Severity: finding.Error, Catches: "a signal of KEDA's HTTP add-on for a host whose Service is not known, or not one", Why: "the interceptor has nowhere to send requests to"},
	{ID: plan.RuleHTTPPort, Severity: finding.Error, Catches: "a Service of which it is not known which port takes requests", Why: "the interceptor would send them to another, or to none"},
	{ID: plan.RuleHPA, Severity: finding.Error, Catches: "an HPA to be adopted that does not parse", Why: "part of what it asks for would be lost"},
	{ID: plan.RuleHPAField, Severity: finding.Warning, Catches: "a field of an HPA to be adopted that its version does not have", Why: "Kubernetes drops it in silence, and so it was without effect"},
	{ID: plan.RuleHPAMetric, Severity: finding.Error, Catches: "a metric of an HPA to be adopted that KEDA has nothing like, and no trigger in its place", Why: "the host would no longer scale on it"},
	{ID: plan.RuleNoHPA, Severity: finding.Warning, Catches: "an annotation to adopt the host's HPA, where the package has none", Why: "the host scales by defaults"},
	{ID: plan.RuleSeveralHPAs, Severity: finding.Error, Catches: "several HPAs for a host that is to adopt its HPA", Why: "with two HPAs nothing scales, and which of them is meant cannot be told"},
	{ID: plan.RuleRaw, Severity: finding.Error, Catches: "a field of scaled-object that a ScaledObject does not have", Why: "Kubernetes drops it in silence"},
	{ID: importer.RuleRefused, Severity: finding.Error, Catches: "with `import`, an HPA or ScaledObject that annotations cannot take the place of as it stands", Why: "the host would scale otherwise than before"},
	{ID: importer.RulePartial, Severity: finding.Warning, Catches: "with `import`, a metric that KEDA has nothing like", Why: "which query gives the same is not in the package"},
	{ID: importer.RuleSkipped, Severity: finding.Info, Catches: "with `import`, a scaler of something that cannot be a model host, or of a host whose annotations already say the same", Why: "there is nothing to import from it"},
	{ID: reconcile.RuleNameTaken, Severity: finding.Error, Catches: "a generated object whose name somebody else's object has", Why: "it would be overwritten"},
}

// Rules are all that a finding may be of: those of the stages, then the catalogue.
func Rules() []rule.Rule { return slices.Concat(stages, rule.Catalogue()) }

func rules() string {
	t := newTable("rule", "severity", "catches", "why")
	for _, r := range Rules() {
		t.add(code(r.ID), string(r.Severity), r.Catches, r.Why)
	}
	return t.String()
}
