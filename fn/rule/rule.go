// Package rule is the catalogue of rules: what scaling annotations may not ask for, what
// KEDA or Kubernetes rejects, and what is accepted but does not work.
package rule

import (
	"slices"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/plan"
)

// Rule is one check, in a file named after its ID.
type Rule struct {
	// ID is stable and in kebab-case.
	ID string
	// Severity is Error for what is certain to be rejected or to fail, and Warning for
	// what is certain to be ignored, or depends on something outside the package.
	Severity finding.Severity
	// Layer is where the problem would show otherwise.
	Layer Layer
	// Scope is what the rule checks.
	Scope Scope
	// ComparesPlans says that the rule looks at what else scales a workload or receives
	// its requests. It skips the ScaledObject generated for a model host, since the plan
	// of the model host covers it.
	ComparesPlans bool
	// PredictsRemoval says that the rule reports what removing an HPA will change. A built
	// package keeps its HPAs.
	PredictsRemoval bool
	// NeedsCompletePlan says that the rule looks at everything a workload scales on, or
	// at its lowest count. It skips a plan if some of its settings are invalid.
	NeedsCompletePlan bool
	// ReadsTrigger and ReadsSpec are the fields that a finding depends on in addition to
	// its own: of the trigger that it is about, and of the whole ScaledObject. There is no
	// finding if another tool fills in one of them later.
	ReadsTrigger, ReadsSpec []string
	// LooksUp are the kinds of objects that the rule looks up by name. There is no
	// finding if another tool fills in the name of such an object later.
	LooksUp []string
	// Summary names what the rule reports, in at most 12 words.
	Summary string
	// Consequence says what happens on a cluster.
	Consequence string
	// Run checks one plan or object.
	Run func(p *pass)
}

// Layer is where a problem would show if no rule found it.
type Layer string

// The layers, in the order of the reference.
const (
	// Annotations is for what scaling annotations and the functionConfig ask for.
	Annotations Layer = "scaling annotations"
	// Admission is for what KEDA's webhook and CRDs, or Kubernetes, reject.
	Admission Layer = "rejected by KEDA or Kubernetes"
	// Scaling is for what is accepted, but does not work.
	Scaling Layer = "accepted, but does not work"
)

// Scope is a set of what a rule checks.
type Scope uint8

const (
	// Hosts are the plans made from the annotations of model hosts.
	Hosts Scope = 1 << iota
	// ScaledObjects are the plans of the package's ScaledObjects.
	ScaledObjects
	// Objects are KEDA's objects, workloads and Secrets, one by one.
	Objects

	// Plans are the plans of model hosts and of ScaledObjects.
	Plans = Hosts | ScaledObjects
)

// Catalogue returns every rule, in the order of the reference.
func Catalogue() []*Rule { return slices.Clone(catalogue) }

// Info returns what users read about the rule.
func (r *Rule) Info() finding.Rule {
	return finding.Rule{ID: r.ID, Severity: r.Severity, Summary: r.Summary, Consequence: r.Consequence}
}

// checksPlan reports whether the rule applies to a plan.
func (r *Rule) checksPlan(p *plan.Plan) bool {
	scope := Hosts
	o, isObject := p.FromObject()
	if isObject {
		scope = ScaledObjects
	}
	covered := r.ComparesPlans && isObject && o.Host != nil
	incomplete := r.NeedsCompletePlan && len(p.Unresolved) > 0
	return r.Scope&scope != 0 && !covered && !incomplete
}
