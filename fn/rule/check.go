package rule

import (
	"slices"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/parallel"
	"modelhost.dev/scale-modelhosts/fn/plan"
	"modelhost.dev/scale-modelhosts/fn/scaler"
	"modelhost.dev/scale-modelhosts/fn/wake"
)

// Check runs the rules on the plans of a package's model hosts.
func Check(hosts []*plan.HostPlan, inv *inventory.Inventory, cfg config.Spec) finding.List {
	return runAll(plan.Of(hosts, nil), collectFacts(hosts, nil, inv), inv, cfg, (*Rule).checksPlan)
}

// CheckAll runs the rules on the plans of a package's model hosts, on those of its
// ScaledObjects, and on its objects one by one. Of the generated objects it checks only
// drifted ones, which differ from what would be generated: the model hosts cover the others.
func CheckAll(hosts []*plan.HostPlan, objects []*plan.ObjectPlan, inv *inventory.Inventory, cfg config.Spec, drifted map[*inventory.Object]bool) (ofHosts, ofObjects finding.List) {
	facts := collectFacts(hosts, objects, inv)
	ofHosts = runAll(plan.Of(hosts, nil), facts, inv, cfg, (*Rule).checksPlan)
	ofObjects = runAll(plan.Of(nil, objects), facts, inv, cfg, (*Rule).checksPlan)
	return ofHosts, append(ofObjects, checkObjects(inv, facts, cfg, drifted)...)
}

// CheckNeighbours runs the rules that compare plans on ScaledObjects of a package in
// which the function generates nothing more.
func CheckNeighbours(objects []*plan.ObjectPlan, inv *inventory.Inventory, cfg config.Spec) finding.List {
	return runAll(plan.Of(nil, objects), collectFacts(nil, objects, inv), inv, cfg, func(r *Rule, _ *plan.Plan) bool { return r.ComparesPlans })
}

// CheckAuthentications runs the rule that looks for missing authentications.
func CheckAuthentications(objects []*plan.ObjectPlan, inv *inventory.Inventory, cfg config.Spec) finding.List {
	if len(objects) == 0 {
		return nil
	}
	return runAll(plan.Of(nil, objects), collectFacts(nil, objects, inv), inv, cfg, func(r *Rule, _ *plan.Plan) bool { return r == AuthenticationMissing })
}

// checkObjects runs the rules that check objects one by one.
func checkObjects(inv *inventory.Inventory, facts packageFacts, cfg config.Spec, drifted map[*inventory.Object]bool) finding.List {
	facts.oneByOne = true
	return runAll(plan.Of(nil, objectPlans(inv, drifted)), facts, inv, cfg, func(r *Rule, _ *plan.Plan) bool { return r.Scope&Objects != 0 })
}

// runAll runs the selected rules on each plan.
func runAll(plans []*plan.Plan, facts packageFacts, inv *inventory.Inventory, cfg config.Spec, selects func(*Rule, *plan.Plan) bool) finding.List {
	findings := make([]finding.List, len(plans))
	parallel.Each(len(plans), func(i int) { findings[i] = run(plans[i], facts, inv, cfg, selects) })
	return slices.Concat(findings...)
}

// run runs the selected rules on one plan.
func run(pl *plan.Plan, facts packageFacts, inv *inventory.Inventory, cfg config.Spec, selects func(*Rule, *plan.Plan) bool) finding.List {
	p := &pass{Plan: pl, inv: inv, cfg: cfg, packageFacts: facts, wake: wake.Analyze(pl, inv), metadata: map[int][]scaler.Problem{}}
	for _, r := range catalogue {
		if selects(r, pl) {
			p.rule = r
			r.Run(p)
		}
	}
	return p.findings
}
