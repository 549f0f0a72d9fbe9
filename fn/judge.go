package fn

import (
	"fmt"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/parallel"
	"modelhost.dev/scale-modelhosts/fn/plan"
	"modelhost.dev/scale-modelhosts/fn/reconcile"
	"modelhost.dev/scale-modelhosts/fn/rival"
	"modelhost.dev/scale-modelhosts/fn/rule"
)

// Judgement is what is known of a package that nobody changes: its model hosts, the
// ScaledObjects that somebody wrote, and all that is to be said about either.
type Judgement struct {
	// Hosts are the plans of the enabled model hosts, in the package's order.
	Hosts []*plan.Plan
	// Written are the plans of the other ScaledObjects, in the package's order.
	Written []*plan.Plan
	// Empty says that the package has no objects at all.
	Empty bool
	// Changes are what a run of the function would do, if nothing is an error.
	Changes []reconcile.Change
	// Findings are sorted. Documents that are odd are named, and are no errors.
	Findings finding.List
}

// RuleNotJudged is of what cannot be judged, and RuleNotRendered of a package that
// the function would still change.
const (
	RuleNotJudged   = "not-judged"
	RuleNotRendered = "not-rendered"
)

// Judge judges a package as a run does, and the ScaledObjects in it that are not
// generated as well.
func Judge(in Input) Judgement {
	cfg, findings := configure(in)
	configured := !findings.HasErrors()
	expanded, odd := expand(in.Items)
	for i := range odd {
		odd[i].Rule, odd[i].Severity = RuleNotJudged, finding.Info
	}
	inv := inventory.Of(expanded.readable(), cfg.Namespace)
	j := Judgement{Empty: len(in.Items) == 0}
	findings = append(findings, odd...)
	if configured {
		w := work(inv, cfg)
		j.Hosts, j.Changes = w.plans, w.edits.Changes()
		findings = append(findings, w.findings...)
	} else {
		// What its hosts ask for is not known, but others' ScaledObjects still are.
		cfg, _ = config.Load(nil)
	}
	j.Written = written(inv, j.Hosts)
	j.Findings = findings
	j.Findings = append(j.Findings, rule.Judge(j.Hosts, j.Written, inv, cfg)...)
	j.Findings = append(j.Findings, strangers(inv, j.Written)...)
	if in.FunctionConfig == nil {
		j.Findings = append(j.Findings, unconfigured(in.Items, inv)...)
	}
	if cfg.Strict || in.Strict {
		j.Findings.Strict()
	}
	j.Findings = inOrder(j.Findings)
	return j
}

// written are the plans of the ScaledObjects that no host's run would write anew.
func written(inv *inventory.Inventory, hosts []*plan.Plan) []*plan.Plan {
	ours := map[*inventory.Object]bool{}
	for _, p := range hosts {
		ours[p.Rivals.Ours] = true
	}
	around := rival.NewNeighbourhood(inv)
	var objects []*inventory.Object
	var neighbours []rival.Around
	for _, o := range inv.ScaledObjects.Objects {
		if !ours[o] {
			objects, neighbours = append(objects, o), append(neighbours, around.Of(o))
		}
	}
	plans := make([]*plan.Plan, len(objects))
	parallel.Each(len(objects), func(i int) { plans[i] = plan.Written(objects[i], neighbours[i]) })
	return plans
}

// unjudged are kinds of KEDA's that are like ScaledObjects, and are left alone.
var unjudged = map[string]string{
	"keda.sh/ScaledJob":             "jobs are no model hosts",
	"http.keda.sh/HTTPScaledObject": "it is deprecated; an InterceptorRoute and a ScaledObject with an external-push trigger take its place",
}

// strangers names what was left out of the judgement, wholly or in part.
func strangers(inv *inventory.Inventory, written []*plan.Plan) finding.List {
	var findings finding.List
	note := func(o *inventory.Object, field, message, hint string) {
		findings = append(findings, finding.Finding{
			Rule: RuleNotJudged, Severity: finding.Info, Resource: o.Resource(), File: o.File(), Field: field, Message: message, Hint: hint,
		})
	}
	for _, o := range inv.All {
		if why, ok := unjudged[o.Group()+"/"+o.Kind]; ok {
			note(o, "", "is not judged: "+why, "")
		}
	}
	for _, p := range written {
		if ref := p.Spec.ScaleTargetRef; p.Workload == nil && ref != nil && ref.Name != "" {
			note(p.Object, "spec.scaleTargetRef", fmt.Sprintf("%s %s is not in the package: its containers, requests and probes are not judged", inventory.TargetOf(p.Object).Kind, ref.Name),
				"check the package that has both")
		}
	}
	return findings
}
