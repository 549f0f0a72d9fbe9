// Package fn is the function: items and a functionConfig in, items and findings out. It reads
// nothing else.
package fn

import (
	"fmt"
	"maps"
	"slices"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/annotation"
	"modelhost.dev/scale-modelhosts/fn/existing"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/generate"
	"modelhost.dev/scale-modelhosts/fn/host"
	"modelhost.dev/scale-modelhosts/fn/hpa"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/istio"
	"modelhost.dev/scale-modelhosts/fn/krm"
	"modelhost.dev/scale-modelhosts/fn/managed"
	"modelhost.dev/scale-modelhosts/fn/plan"
	"modelhost.dev/scale-modelhosts/fn/problem"
	"modelhost.dev/scale-modelhosts/fn/reconcile"
	"modelhost.dev/scale-modelhosts/fn/rule"
	"modelhost.dev/scale-modelhosts/fn/signal"
	"modelhost.dev/scale-modelhosts/fn/strictyaml"
)

// Run applies the function to a package.
func Run(in krm.Input) krm.Outcome {
	cfg, findings := configure(in)
	if findings.HasErrors() {
		return rejected(in, findings)
	}
	expanded, found := expand(in.Items)
	if found.HasErrors() {
		return rejected(in, found)
	}
	defer expandVaultPaths(expanded.items)()
	inv := buildInventory(expanded.items, cfg.Namespace)
	w := planPackage(inv, cfg)
	findings = append(findings, w.findings...)
	findings = append(findings, rule.NewChecker(inv, cfg, in).CheckHosts(w.plans)...)
	if in.FunctionConfig == nil {
		findings = append(findings, missingConfig(in.Items, inv)...)
	}
	accepted, found := readIgnores(inv, cfg, in)
	findings = accepted.apply(append(findings, found...))
	if cfg.Strict {
		strict(in, findings)
	}
	if findings.HasErrors() {
		return rejected(in, findings)
	}
	items, edited := w.edits.Apply(expanded.items)
	expanded.putBack(items, edited)
	return krm.Outcome{Items: items, Edited: edited, Findings: findings.Tidy()}
}

// strict turns warnings into errors, except predictions that a later lint checks.
func strict(in krm.Input, findings finding.List) {
	for i, f := range findings {
		if f.Severity == finding.Warning && !isPrediction(in, f) {
			findings[i].Severity = finding.Error
		}
	}
}

// packagePlan contains the plans of a package's model hosts, the resulting changes, and findings.
type packagePlan struct {
	plans    []*plan.HostPlan
	edits    reconcile.Changes
	findings finding.List
}

// buildInventory indexes the items and updates names that earlier runs recorded to the objects'
// current names.
func buildInventory(items []*yaml.RNode, namespace string) *inventory.Inventory {
	inv := inventory.New(items, namespace)
	istio.FollowRenames(inv)
	return inv
}

// checkSignalNames reports signals with the name of another annotation.
func checkSignalNames(cfg config.Spec) []problem.Problem {
	var problems []problem.Problem
	for _, name := range slices.Sorted(maps.Keys(cfg.Signals)) {
		if annotation.IsKey(name) {
			problems = append(problems, problem.New(strictyaml.Field("spec.signals", name), fmt.Sprintf("%q is already the name of an annotation", name), "choose another name"))
		}
	}
	return problems
}

// planPackage plans what the function changes. It changes nothing.
func planPackage(inv *inventory.Inventory, cfg config.Spec) packagePlan {
	catalogue := signal.New(cfg)
	hosts, findings := host.Find(inv, cfg, catalogue.Names())
	unread := errorFields(findings)
	survey, found := existing.Find(inv, hosts)
	findings = append(findings, found...)

	var plans []*plan.HostPlan
	for i, h := range hosts {
		if !h.Annotations.Enabled {
			continue
		}
		p, found := plan.Resolve(plan.Input{Inventory: inv, Config: cfg, Catalogue: catalogue}, h, survey.ByHost[i])
		plans = append(plans, p)
		findings = append(findings, found...)
		p.Unresolved = append(unread[objectKey{h.Workload.Resource(), h.Workload.File()}], fieldsOf(found)...)
	}
	edits, found := reconcile.Plan(inv, cfg, plans, survey.Orphans, generate.Objects(plans, inv, cfg))
	findings = append(findings, orphanedAdoptions(survey.Orphans)...)
	return packagePlan{plans, edits, append(findings, found...)}
}

// orphanedAdoptions reports HPAs that are recorded only in ScaledObjects that will be removed.
func orphanedAdoptions(orphans []*inventory.Object) finding.List {
	var findings finding.List
	for _, o := range orphans {
		if record := o.Annotations[managed.AnnotationAdopted]; record != "" {
			findings = append(findings, finding.Finding{
				Rule: RuleOrphanedAdoption.ID, Severity: RuleOrphanedAdoption.Severity, Resource: o.Resource(), File: o.File(),
				Message: fmt.Sprintf("is removed; nothing scales the workload, because it had replaced HPA %s", hpa.FromRecord(record).Name),
				Hint:    "restore the HPA from version control to scale the workload again",
			})
		}
	}
	return findings
}

// objectKey identifies the object of a finding.
type objectKey struct {
	resource finding.Resource
	file     string
}

// errorFields returns the fields with errors, by object.
func errorFields(findings finding.List) map[objectKey][]string {
	fields := map[objectKey][]string{}
	for _, f := range findings {
		if f.Severity == finding.Error {
			at := objectKey{f.Resource, f.File}
			fields[at] = append(fields[at], f.Field)
		}
	}
	return fields
}

func fieldsOf(findings finding.List) []string {
	var fields []string
	for _, of := range errorFields(findings) {
		fields = append(fields, of...)
	}
	return fields
}

func rejected(in krm.Input, findings finding.List) krm.Outcome {
	return krm.Outcome{Items: in.Items, Findings: findings.Tidy()}
}

// missingConfig reports signs of a functionConfig in a package that was passed without one.
func missingConfig(items []*yaml.RNode, inv *inventory.Inventory) finding.List {
	var findings finding.List
	for i, item := range items {
		if config.IsOwn(item.YNode()) {
			findings = append(findings, finding.Finding{
				Rule: RuleConfigMissing.ID, Severity: RuleConfigMissing.Severity, Resource: inventory.Describe(i, item),
				Message: "is listed as a resource, where it has no effect", Hint: "list it under transformers in the kustomization, or as configPath in the Kptfile",
			})
		}
	}
	for _, o := range inv.Authentications.Objects {
		if managed.Is(o) {
			findings = append(findings, finding.Finding{
				Rule: RuleConfigMissing.ID, Severity: RuleConfigMissing.Severity, Resource: o.Resource(), File: o.File(),
				Message: "was generated with a functionConfig; without one, this render removes it", Hint: "pass the same functionConfig with --config",
			})
		}
	}
	return findings
}

func configResource(node *yaml.Node) finding.Resource {
	return finding.Resource{
		APIVersion: inventory.Text(inventory.Field(node, "apiVersion")), Kind: "functionConfig",
		Name: inventory.Text(inventory.Field(node, "metadata", "name")),
	}
}

// Namespace returns the namespace of a package's objects that set none, "" if it is not known.
func Namespace(in krm.Input) string {
	cfg, _ := configure(in)
	return cfg.Namespace
}

func configure(in krm.Input) (config.Spec, finding.List) {
	var node *yaml.Node
	if in.FunctionConfig != nil {
		node = in.FunctionConfig.YNode()
	}
	cfg, problems := config.Load(node, checkSignalNames, checkRuleNames)
	var findings finding.List
	for _, p := range problems {
		findings = append(findings, finding.FromProblem(RuleConfigInvalid, configResource(node), p))
	}
	if len(problems) == 0 {
		for _, p := range cfg.Istio.Idle() {
			findings = append(findings, finding.FromProblem(RuleConfigUnused, configResource(node), p))
		}
	}
	if in.Namespace != "" {
		cfg.Namespace = in.Namespace
		if !config.IsDNSLabel(in.Namespace) {
			findings = append(findings, finding.Finding{
				Rule: RuleConfigInvalid.ID, Severity: RuleConfigInvalid.Severity, Field: "--namespace",
				Message: fmt.Sprintf("%q cannot be a namespace", in.Namespace), Hint: "use lowercase letters, digits and dashes",
			})
		}
	}
	if len(problems) == 0 {
		for _, f := range rule.CheckSignals(cfg) {
			f.Resource = configResource(node)
			findings = append(findings, f)
		}
	}
	cfg.Strict = cfg.Strict || in.Strict
	return cfg, findings
}
