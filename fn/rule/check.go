package rule

import (
	"slices"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/krm"
	"modelhost.dev/scale-modelhosts/fn/parallel"
	"modelhost.dev/scale-modelhosts/fn/plan"
	"modelhost.dev/scale-modelhosts/fn/scaler"
	"modelhost.dev/scale-modelhosts/fn/wake"
)

// Checker runs the rules on the plans and objects of one package.
type Checker struct {
	inv   *inventory.Inventory
	cfg   config.Spec
	place krm.Place
	built bool
	facts packageFacts
}

// NewChecker returns a Checker of the package that is the input of the function.
func NewChecker(inv *inventory.Inventory, cfg config.Spec, in krm.Input) *Checker {
	return &Checker{inv: inv, cfg: cfg, place: in.Place, built: in.Built, facts: factsOf(inv)}
}

// CheckHosts runs the rules on the plans of a package's model hosts.
func (c *Checker) CheckHosts(hosts []*plan.HostPlan) finding.List {
	return c.run(plan.Of(hosts, nil), c.facts.withPlans(hosts, nil, c.inv), (*Rule).checksPlan)
}

// CheckAll runs the rules on the plans of a package's model hosts, on those of its
// ScaledObjects, and on its objects one by one. Of the generated objects it checks only
// drifted ones, which differ from what would be generated: the model hosts cover the others.
func (c *Checker) CheckAll(hosts []*plan.HostPlan, objects []*plan.ObjectPlan, drifted map[*inventory.Object]bool) (ofHosts, ofObjects finding.List) {
	facts := c.facts.withPlans(hosts, objects, c.inv)
	ofHosts = c.run(plan.Of(hosts, nil), facts, (*Rule).checksPlan)
	ofObjects = c.run(plan.Of(nil, objects), facts, (*Rule).checksPlan)
	facts.oneByOne = true
	alone := c.run(plan.Of(nil, objectPlans(c.inv, drifted)), facts, func(r *Rule, _ *plan.Plan) bool { return r.Scope&Objects != 0 })
	return ofHosts, append(ofObjects, alone...)
}

// CheckNeighbours runs the rules that compare plans on ScaledObjects of a package in
// which the function generates nothing more.
func (c *Checker) CheckNeighbours(objects []*plan.ObjectPlan) finding.List {
	return c.run(plan.Of(nil, objects), c.facts.withPlans(nil, objects, c.inv), func(r *Rule, _ *plan.Plan) bool { return r.ComparesPlans })
}

// CheckAuthentications runs the rule that looks for missing authentications.
func (c *Checker) CheckAuthentications(objects []*plan.ObjectPlan) finding.List {
	return c.run(plan.Of(nil, objects), c.facts, func(r *Rule, _ *plan.Plan) bool { return r == AuthenticationMissing })
}

// run runs the selected rules on each plan.
func (c *Checker) run(plans []*plan.Plan, facts packageFacts, selects func(*Rule, *plan.Plan) bool) finding.List {
	findings := make([]finding.List, len(plans))
	parallel.Each(len(plans), func(i int) { findings[i] = c.runOn(plans[i], facts, selects) })
	return slices.Concat(findings...)
}

// runOn runs the selected rules on one plan.
func (c *Checker) runOn(pl *plan.Plan, facts packageFacts, selects func(*Rule, *plan.Plan) bool) finding.List {
	p := &pass{Plan: pl, inv: c.inv, cfg: c.cfg, place: c.place, packageFacts: facts, wake: wake.Analyze(pl, c.inv), metadata: map[int][]scaler.Problem{}}
	for _, r := range catalogue {
		if selects(r, pl) && !(c.built && r.PredictsRemoval) {
			p.rule = r
			r.Run(p)
		}
	}
	return p.findings
}
