package fn

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/check"
	"modelhost.dev/scale-modelhosts/fn/existing"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/krm"
	"modelhost.dev/scale-modelhosts/fn/managed"
	"modelhost.dev/scale-modelhosts/fn/parallel"
	"modelhost.dev/scale-modelhosts/fn/plan"
	"modelhost.dev/scale-modelhosts/fn/reconcile"
	"modelhost.dev/scale-modelhosts/fn/rule"
	"modelhost.dev/scale-modelhosts/fn/strictyaml"
	"modelhost.dev/scale-modelhosts/fn/suggest"
)

// Check lints a package: what Run would generate for its model hosts, and the ScaledObjects in it
// as they are, both hand-written ones and generated ones that Run would change.
func Check(in krm.Input) check.Result {
	result, _ := lint(in)
	return result
}

// Lint returns the errors of a package after the function has run, as a cluster receives it.
func Lint(in krm.Input) finding.List {
	in.Built, in.Strict = true, false
	_, lax := lint(in)
	return lax.Of(finding.Error).Tidy()
}

// lint lints a package. lax repeats the rules' findings about hosts and objects from before
// warnings became errors. It contains none about annotations, which Run rejects.
func lint(in krm.Input) (r check.Result, lax finding.List) {
	cfg, findings := configure(in)
	configured := !findings.HasErrors()
	expanded, odd := expand(in.Items)
	for i := range odd {
		odd[i].Rule, odd[i].Severity = finding.RuleNotChecked.ID, finding.RuleNotChecked.Severity
	}
	defer expandVaultPaths(expanded.readable())()
	inv := buildInventory(expanded.readable(), cfg.Namespace)
	r = check.Result{Empty: len(in.Items) == 0, Inventory: inv}
	findings = append(findings, odd...)
	var drifts []reconcile.Drift
	if configured {
		w := planPackage(inv, cfg)
		r.Hosts, r.Changes = w.plans, w.edits.List()
		r.Left, drifts = r.Changes, w.edits.Drifts()
		findings = append(findings, w.findings...)
	} else {
		// The hosts' settings are not known, but other ScaledObjects can still be checked.
		cfg, _ = config.Load(nil)
	}
	differing := map[*inventory.Object]bool{}
	for _, d := range drifts {
		differing[d.Object] = true
	}
	r.ScaledObjects = otherPlans(inv, r.Hosts)
	current := generatedPlans(inv, r.Hosts, func(o *inventory.Object) bool { return in.Built || differing[o] })
	rules := rule.NewChecker(inv, cfg, in)
	ofHosts, ofObjects := rules.CheckAll(r.Hosts, slices.Concat(r.ScaledObjects, current), differing)
	raiseMissingTargets(ofObjects, inv)
	raiseMissingAuthentications(ofObjects, r.Hosts, inv)
	if !in.Built {
		ofObjects = append(ofObjects, authenticationErrors(rules, r.Hosts, inv, func(o *inventory.Object) bool { return !differing[o] })...)
	}
	ofObjects = append(ofObjects, duplicates(inv)...)
	if in.Built {
		ofHosts, ofObjects = adjustToBuilt(r, current, ofHosts, ofObjects, rules, in.Place)
	}
	findings = append(findings, ofHosts...)
	standing := newFindings(driftFindings(drifts, inv, in), ofObjects, findings, drifts, current)
	findings = append(findings, standing...)
	lax = slices.Concat(ofHosts, standing)
	r.Findings = append(findings, notCheckedNotes(inv, r.ScaledObjects, reportedTargets(findings), cfg.AnnotationPrefix)...)
	if in.FunctionConfig == nil {
		r.Findings = append(r.Findings, missingConfig(in.Items, inv)...)
	}
	accepted, found := readIgnores(inv, cfg, in)
	r.Ignores, r.Findings = accepted.declared, accepted.apply(append(r.Findings, found...))
	r.Incomplete = r.Findings.HasErrors()
	if cfg.Strict || in.Strict {
		r.Findings.Strict()
	}
	r.Findings = r.Findings.Tidy()
	return r, lax
}

// raiseMissingTargets turns warnings about a missing target into errors if the ScaledObject is
// generated: its workload was in the package, so it cannot be elsewhere.
func raiseMissingTargets(findings finding.List, inv *inventory.Inventory) {
	generated := map[objectKey]bool{}
	for _, o := range inv.ScaledObjects.Objects {
		if managed.Is(o) {
			generated[objectKey{o.Resource(), o.File()}] = true
		}
	}
	for i, f := range findings {
		if f.Rule == rule.TargetMissing.ID && generated[objectKey{f.Resource, f.File}] {
			findings[i].Severity = finding.Error
		}
	}
}

// authenticationErrors returns the errors in the authentications of those generated ScaledObjects
// that are up to date.
func authenticationErrors(rules *rule.Checker, hosts []*plan.HostPlan, inv *inventory.Inventory, wanted func(*inventory.Object) bool) finding.List {
	findings := rules.CheckAuthentications(generatedPlans(inv, hosts, wanted))
	raiseMissingAuthentications(findings, hosts, inv)
	return findings.Of(finding.Error)
}

// raiseMissingAuthentications turns warnings about a missing authentication into errors if the
// ScaledObject is generated, because its authentication is generated, too, unless the model
// host names one that the cluster may have.
func raiseMissingAuthentications(findings finding.List, hosts []*plan.HostPlan, inv *inventory.Inventory) {
	hostOf := map[*inventory.Object]*plan.HostPlan{}
	for _, p := range hosts {
		hostOf[p.Existing.Previous] = p
	}
	generated := map[objectKey]*inventory.Object{}
	for _, o := range inv.ScaledObjects.Objects {
		if managed.Is(o) {
			generated[objectKey{o.Resource(), o.File()}] = o
		}
	}
	for i, f := range findings {
		o := generated[objectKey{f.Resource, f.File}]
		if f.Rule != rule.AuthenticationMissing.ID || o == nil {
			continue
		}
		for n, t := range inventory.Elements(o.Field("spec", "triggers")) {
			name := inventory.Text(inventory.Field(t, "authenticationRef", "name"))
			if p := hostOf[o]; f.Field == strictyaml.Index("spec.triggers", n) && (p == nil || !p.RefersOutsideConfig(name)) {
				findings[i].Severity = finding.Error
			}
		}
	}
}

// duplicates finds generated ScaledObjects that scale the same workload. Run removes all but
// one of them; KEDA rejects them.
func duplicates(inv *inventory.Inventory) finding.List {
	var findings finding.List
	first := map[*inventory.Object]*inventory.Object{}
	byName := slices.SortedStableFunc(slices.Values(inv.ScaledObjects.Objects), func(a, b *inventory.Object) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Namespace, b.Namespace), cmp.Compare(a.File(), b.File()))
	})
	for _, o := range byName {
		targets := inv.Targets(o)
		if !managed.Is(o) || len(targets) != 1 {
			continue
		}
		other, taken := first[targets[0]]
		if !taken {
			first[targets[0]] = o
			continue
		}
		if other.Name == o.Name {
			continue // copies of the same object
		}
		findings = append(findings, finding.Finding{
			Rule: rule.WorkloadShared.ID, Severity: finding.Error, Resource: o.Resource(), File: o.File(), Field: "spec.scaleTargetRef",
			Message: fmt.Sprintf("%s %s is already scaled by ScaledObject %s", targets[0].Kind, targets[0].Name, other.Name), Hint: "remove one of the two",
		})
	}
	return findings
}

// missingWorkloads finds generated ScaledObjects whose workload a later layer removed.
func missingWorkloads(inv *inventory.Inventory, covered finding.List, last string) finding.List {
	failed := map[objectKey]bool{}
	for _, f := range covered {
		if f.Severity == finding.Error {
			failed[objectKey{f.Resource, f.File}] = true
		}
	}
	var findings finding.List
	for _, o := range inv.ScaledObjects.Objects {
		if ref := inventory.TargetOf(o); managed.Is(o) && len(inv.Targets(o)) == 0 && !failed[objectKey{o.Resource(), o.File()}] {
			findings = append(findings, finding.Finding{
				Rule: rule.TargetMissing.ID, Severity: finding.Error, Resource: o.Resource(), File: o.File(), Field: "spec.scaleTargetRef",
				Message: fmt.Sprintf("the build has no %s %q", ref.Kind, ref.Name), Hint: "keep it, or " + last + " so that the ScaledObject is removed as well",
			})
		}
	}
	return findings
}

// adjustToBuilt adjusts the findings to a package that the function has run on. In such a
// package an HPA beside a generated ScaledObject stays, as do a second ScaledObject and
// spec.replicas that a later layer sets, and a model host without a ScaledObject gets none.
func adjustToBuilt(r check.Result, current []*plan.ObjectPlan, ofHosts, ofObjects finding.List, rules *rule.Checker, place krm.Place) (hosts, objects finding.List) {
	inv, last := r.Inventory, rule.RunLastFix(place)
	hosts = slices.Clone(ofHosts)
	generated := map[objectKey]bool{}
	around := existing.NewTargetIndex(inv)
	all := slices.Clone(r.ScaledObjects)
	for _, p := range current {
		generated[objectKey{p.Object.Resource(), p.Object.File()}] = true
		all = append(all, plan.FromScaledObject(p.Object, around.Get(p.Object)))
	}
	objects = slices.DeleteFunc(slices.Clone(ofObjects), func(f finding.Finding) bool {
		return generated[objectKey{f.Resource, f.File}] && f.Severity != finding.Error
	})
	objects = append(objects, rules.CheckNeighbours(all).Of(finding.Error)...)
	objects = append(objects, missingWorkloads(inv, objects, last)...)
	for _, p := range r.Hosts {
		if n := p.Host.Workload.Field("spec", "replicas"); n != nil && p.Existing.Previous != nil && p.ReplicasPolicy.V != "keep" {
			hosts = append(hosts, finding.Finding{
				Rule: rule.ReplicasSet.ID, Severity: finding.Warning, Resource: p.Host.Workload.Resource(), File: p.Host.Workload.File(),
				Field: "spec.replicas", Message: rule.ResetMessage(n), Hint: "remove it from the layer that sets it, or " + last,
			})
		}
		if p.Existing.Previous == nil {
			hosts = append(hosts, finding.Finding{
				Rule: check.RuleNotRendered.ID, Severity: check.RuleNotRendered.Severity, Resource: p.Host.Workload.Resource(), File: p.Host.Workload.File(),
				Message: "is a model host, but the function did not see it", Hint: last,
			})
		}
	}
	return hosts, objects
}

// generatedPlans returns the plans of the hosts' generated ScaledObjects that are wanted, as
// they are in the package. Findings about other scalers of the same workloads belong to the
// hosts.
func generatedPlans(inv *inventory.Inventory, hosts []*plan.HostPlan, wanted func(*inventory.Object) bool) []*plan.ObjectPlan {
	around := existing.NewTargetIndex(inv)
	var plans []*plan.ObjectPlan
	for _, p := range hosts {
		if o := p.Existing.Previous; o != nil && wanted(o) {
			current := plan.FromScaledObject(o, existing.Target{Workload: around.Get(o).Workload})
			current.Host = p
			plans = append(plans, current)
		}
	}
	return plans
}

// otherPlans returns the plans of the ScaledObjects that the function would not generate for a
// model host.
func otherPlans(inv *inventory.Inventory, hosts []*plan.HostPlan) []*plan.ObjectPlan {
	generated := map[*inventory.Object]bool{}
	for _, p := range hosts {
		generated[p.Existing.Previous] = true
	}
	around := existing.NewTargetIndex(inv)
	var objects []*inventory.Object
	var neighbours []existing.Target
	for _, o := range inv.ScaledObjects.Objects {
		if !generated[o] {
			objects, neighbours = append(objects, o), append(neighbours, around.Get(o))
		}
	}
	plans := make([]*plan.ObjectPlan, len(objects))
	parallel.Each(len(objects), func(i int) { plans[i] = plan.FromScaledObject(objects[i], neighbours[i]) })
	return plans
}

// notCheckedKinds maps KEDA's kinds that are similar to ScaledObjects to the reason why they are
// not checked.
var notCheckedKinds = map[string]string{
	"keda.sh/ScaledJob":             "ScaledJobs are not model hosts",
	"http.keda.sh/HTTPScaledObject": "it is deprecated; use an InterceptorRoute and a ScaledObject with an external-push trigger",
}

// notCheckedReason returns why an object that appears to be KEDA's is not checked; "" if it is.
func notCheckedReason(o *inventory.Object) (field, why, hint string) {
	known := slices.Contains(keda.Kinds(), o.Kind)
	switch {
	case notCheckedKinds[o.Group()+"/"+o.Kind] != "":
		return "", notCheckedKinds[o.Group()+"/"+o.Kind], ""
	case known && o.Group() != keda.Group && strings.Contains(o.Group(), "."):
		return "apiVersion", "KEDA 2 ignores objects of " + o.Group(), "for KEDA 2, use apiVersion: " + keda.APIVersion
	case !known && o.Group() == keda.Group:
		if _, near := suggest.Closest(o.Kind, keda.Kinds()); !near { // another rule reports a misspelling
			return "kind", "no known kind of " + o.APIVersion, ""
		}
	}
	return "", "", ""
}

// notCheckedNotes returns notes about what was not checked, entirely or in part, unless another
// finding covers it.
func notCheckedNotes(inv *inventory.Inventory, objects []*plan.ObjectPlan, covered map[objectKey]bool, prefix string) finding.List {
	var findings finding.List
	note := func(o *inventory.Object, field, message, hint string) {
		findings = append(findings, finding.Finding{
			Rule: finding.RuleNotChecked.ID, Severity: finding.RuleNotChecked.Severity, Resource: o.Resource(), File: o.File(), Field: field, Message: message, Hint: hint,
		})
	}
	for _, o := range inv.All {
		if field, why, hint := notCheckedReason(o); why != "" {
			note(o, field, "is not checked: "+why, hint)
		}
		if field, what := embeddedField(o, prefix); what != "" {
			note(o, field, "contains "+what+", which are not checked", expandHint(o))
		}
	}
	for _, copies := range copiesOf(objects) {
		note(copies[0], "", fmt.Sprintf("is in the package %d times%s; each is checked, but it is unclear which one the cluster gets", len(copies), files(copies)), "")
	}
	for _, p := range objects {
		if ref := p.Spec.ScaleTargetRef; p.Workload == nil && ref != nil && ref.Name != "" && !covered[objectKey{p.Object.Resource(), p.Object.File()}] {
			message, hint := unknownWorkload(inv, p.Object)
			note(p.Object, "spec.scaleTargetRef", message+" its containers, requests and probes are not checked", hint)
		}
	}
	return findings
}

// reportedTargets returns the ScaledObjects that already have a finding about their target.
func reportedTargets(findings finding.List) map[objectKey]bool {
	covered := map[objectKey]bool{}
	for _, f := range findings {
		if f.Rule == rule.TargetKind.ID || f.Rule == rule.TargetMissing.ID {
			covered[objectKey{f.Resource, f.File}] = true
		}
	}
	return covered
}

// unknownWorkload returns why the workload of a ScaledObject is not known, and a fix.
func unknownWorkload(inv *inventory.Inventory, o *inventory.Object) (message, hint string) {
	ref := inventory.TargetOf(o)
	if several := inv.Targets(o); len(several) > 1 {
		return fmt.Sprintf("%s %s is in the package %d times%s, so", ref.Kind, ref.Name, len(several), files(several)), "check only the folder that has both"
	}
	if !slices.Contains(inventory.WorkloadKinds(), ref.Kind) {
		return fmt.Sprintf("the kind %s is not read:", ref.Kind), ""
	}
	switch namespace, found := otherNamespace(inv, o, ref); {
	case !found:
	case namespace == "":
		return fmt.Sprintf("%s %s of the package sets no namespace, but the ScaledObject does:", ref.Kind, ref.Name), "set metadata.namespace: " + o.Namespace + " there as well"
	case o.Namespace == "":
		return fmt.Sprintf("%s %s of the package is in the namespace %s, but the ScaledObject sets none:", ref.Kind, ref.Name, namespace), "set metadata.namespace: " + namespace
	}
	return fmt.Sprintf("%s %s is not in the package:", ref.Kind, ref.Name), "check the package that has both"
}

// otherNamespace returns the first namespace, by name, in which the package has the workload that a
// ScaledObject in another namespace names.
func otherNamespace(inv *inventory.Inventory, o *inventory.Object, ref inventory.Target) (namespace string, found bool) {
	for _, w := range inv.Workloads.ByName(ref.Name) {
		if w.Name == ref.Name && w.Kind == ref.Kind && w.Namespace != o.Namespace && (!found || w.Namespace < namespace) {
			namespace, found = w.Namespace, true
		}
	}
	return namespace, found
}

// copiesOf returns the ScaledObjects that are in the package more than once.
func copiesOf(objects []*plan.ObjectPlan) [][]*inventory.Object {
	type identity struct{ namespace, name string }
	var order []identity
	copies := map[identity][]*inventory.Object{}
	for _, p := range objects {
		id := identity{p.Object.EffectiveNamespace(), p.Object.Name}
		if id.name != "" {
			order, copies[id] = append(order, id), append(copies[id], p.Object)
		}
	}
	var all [][]*inventory.Object
	for _, id := range order {
		if len(copies[id]) > 1 {
			slices.SortStableFunc(copies[id], func(a, b *inventory.Object) int {
				return cmp.Or(cmp.Compare(a.File(), b.File()), cmp.Compare(a.Namespace, b.Namespace))
			})
			all = append(all, copies[id])
			delete(copies, id)
		}
	}
	return all
}

// files returns the files of the objects in parentheses.
func files(objects []*inventory.Object) string {
	var names []string
	for _, o := range objects {
		if o.File() != "" {
			names = append(names, o.File())
		}
	}
	if len(names) == 0 {
		return ""
	}
	slices.Sort(names)
	return " (" + strings.Join(slices.Compact(names), ", ") + ")"
}
