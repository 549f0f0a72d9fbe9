// Package rule is the catalogue of what cannot work: what the intent itself
// forbids, what KEDA refuses, and what is accepted and then never scales.
package rule

import (
	"fmt"
	"slices"
	"sync"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/parallel"
	"modelhost.dev/scale-modelhosts/fn/plan"
	"modelhost.dev/scale-modelhosts/fn/scaler"
)

// Rule is one thing that is looked for in every plan.
type Rule struct {
	// ID is stable and in kebab-case.
	ID string
	// Severity is error where it is certain to be refused or to fail, warning
	// where it is certain to be ignored or right only if something outside the
	// package is so.
	Severity finding.Severity
	// Layer says who would find out, if anybody.
	Layer Layer
	// Summary says what it looks for, Why what a cluster does with it.
	Summary, Consequence string

	Run func(s *pass)
}

// Info returns what users read about the rule.
func (r Rule) Info() finding.Rule {
	return finding.Rule{ID: r.ID, Severity: r.Severity, Summary: r.Summary, Consequence: r.Consequence}
}

// Layer is who refuses what a rule is about.
type Layer string

// Rules that others look for.
const (
	APIVersion            = "api-version"
	TargetKind            = "target-kind"
	WorkloadShared        = "workload-shared"
	TargetMissing         = "target-missing"
	TargetRenamed         = "target-renamed"
	AuthenticationRenamed = "authentication-renamed"
	SecretRenamed         = "secret-renamed"
	SecretHash            = "secret-hash"
	NameStale             = "name-stale"
	ReplicasSet           = "replicas-set"
	AuthenticationMissing = "authentication-missing"
	SecretMissing         = "secret-missing"
	QueryPods             = "query-pods"
	QueryNeighbours       = "query-neighbours"
	RouteMissing          = "route-missing"
	FallbackWakes         = "fallback-wakes"
)

// The layers, in their order.
const (
	// Annotations is what annotations and the functionConfig themselves forbid.
	Annotations Layer = "the intent"
	// Admission is what KEDA's webhook and CRD refuse.
	Admission Layer = "refused by KEDA"
	// Scaling is what is accepted, and then never scales.
	Scaling Layer = "accepted, then never scales"
)

// Catalogue is every rule, in the order of the reference.
func Catalogue() []Rule { return slices.Clone(catalogue) }

// Check applies every rule to the plans of a package's hosts.
func Check(hosts []*plan.HostPlan, inv *inventory.Inventory, cfg config.Spec) finding.List {
	return runAll(plan.Of(hosts, nil), collectFacts(hosts, nil, inv), inv, cfg, Rule.skips)
}

// CheckAll applies every rule to the plans of a package's hosts, and of the ScaledObjects
// in the package, one by one and as neighbours. It applies some rules to all of KEDA's
// objects. It passes over generated objects unless they differ from what would be
// generated: the hosts cover them.
func CheckAll(hosts []*plan.HostPlan, objects []*plan.ObjectPlan, inv *inventory.Inventory, cfg config.Spec, drifted map[*inventory.Object]bool) (ofHosts, standing finding.List) {
	around := collectFacts(hosts, objects, inv)
	ofHosts = runAll(plan.Of(hosts, nil), around, inv, cfg, Rule.skips)
	standing = runAll(plan.Of(nil, objects), around, inv, cfg, Rule.skips)
	return ofHosts, append(standing, checkObjects(inv, around, cfg, drifted)...)
}

// CheckNeighbours applies the rules about what else scales a workload, or takes its
// requests, to ScaledObjects of a package in which nothing is generated any more.
func CheckNeighbours(objects []*plan.ObjectPlan, inv *inventory.Inventory, cfg config.Spec) finding.List {
	return runAll(plan.Of(nil, objects), collectFacts(nil, objects, inv), inv, cfg, func(r Rule, _ *plan.Plan) bool { return !contains(ofNeighbours, r.ID) })
}

// CheckAuthentications applies the rule about authentications that are not in the package.
func CheckAuthentications(objects []*plan.ObjectPlan, inv *inventory.Inventory, cfg config.Spec) finding.List {
	if len(objects) == 0 {
		return nil
	}
	return runAll(plan.Of(nil, objects), collectFacts(nil, objects, inv), inv, cfg, func(r Rule, _ *plan.Plan) bool { return r.ID != AuthenticationMissing })
}

// checkObjects lints KEDA's objects, and what else metadata is checked of, one by one.
func checkObjects(inv *inventory.Inventory, around packageFacts, cfg config.Spec, drifted map[*inventory.Object]bool) finding.List {
	around.oneByOne = true
	return runAll(plan.Of(nil, objectPlans(inv, drifted)), around, inv, cfg, func(r Rule, _ *plan.Plan) bool { return !contains(ofObjects, r.ID) })
}

func collectFacts(hosts []*plan.HostPlan, objects []*plan.ObjectPlan, inv *inventory.Inventory) packageFacts {
	return packageFacts{claims: claimsOf(plan.Of(hosts, objects), inv), planned: planned(hosts), sources: sourcesOf(inv), requests: takers(hosts, inv), senders: sendersOf(inv), open: openOf(inv), makers: makersOf(inv), crdReports: &sync.Map{}, matched: &matches{}}
}

func runAll(plans []*plan.Plan, around packageFacts, inv *inventory.Inventory, cfg config.Spec, passesOver func(Rule, *plan.Plan) bool) finding.List {
	findings := make([]finding.List, len(plans))
	parallel.Each(len(plans), func(i int) { findings[i] = run(plans[i], around, inv, cfg, passesOver) })
	return slices.Concat(findings...)
}

// run applies every rule that does not pass over it to one plan.
func run(p *plan.Plan, around packageFacts, inv *inventory.Inventory, cfg config.Spec, passesOver func(Rule, *plan.Plan) bool) finding.List {
	s := &pass{Plan: p, inv: inv, cfg: cfg, packageFacts: around, queries: map[string]parsed{}, metadata: map[int][]scaler.Problem{}}
	for _, r := range catalogue {
		if passesOver(r, p) {
			continue
		}
		s.rule = r
		r.Run(s)
	}
	return s.findings
}

// skips says whether a plan is none that the rule can judge.
func (r Rule) skips(p *plan.Plan) bool {
	o, isObject := p.FromObject()
	return isObject && o.Host != nil && slices.Contains(ofNeighbours, r.ID) || slices.Contains(ofSole, r.ID) || len(p.Unresolved) > 0 && slices.Contains(ofTheWhole, r.ID)
}

// pass is a plan under judgement by one rule.
type pass struct {
	*plan.Plan
	packageFacts
	inv      *inventory.Inventory
	cfg      config.Spec
	rule     Rule
	queries  map[string]parsed
	metadata map[int][]scaler.Problem
	// named are the names in the formula, once they are asked for.
	named    map[string]bool
	findings finding.List
}

// hostPass is a pass over the plan for a model host.
type hostPass struct {
	*pass
	host *plan.HostPlan
}

// onHosts returns the function of a rule that checks only plans for model hosts.
func onHosts(run func(*hostPass)) func(*pass) {
	return func(s *pass) {
		if h, ok := s.ForHost(); ok {
			run(&hostPass{s, h})
		}
	}
}

// hostService returns the name of the model host's Service; "" if it is not known.
func (s *pass) hostService() string {
	h, ok := s.ForHost()
	if !ok {
		return ""
	}
	return h.Host.Service
}

// isHandWritten reports whether the plan is that of an object of the package, and not
// made from a model host's annotations.
func (s *pass) isHandWritten() bool {
	_, ok := s.FromObject()
	return ok
}

// report adds a finding about the value at a path of the ScaledObject.
func (s *pass) report(path, message, hint string) {
	if s.unknowable(path) {
		return
	}
	s.findings = append(s.findings, s.Finding(s.rule.ID, s.rule.Severity, path, message, hint))
}

// reportOn adds a finding about another object.
func (s *pass) reportOn(o *inventory.Object, field, message, hint string) {
	if plan.HoldsLater(o, field) || s.specLater() || s.unsettled(looksUp[s.rule.ID]) {
		return
	}
	s.findings = append(s.findings, finding.Finding{
		Rule: s.rule.ID, Severity: s.rule.Severity, Resource: o.Resource(), File: o.File(),
		Field: field, Message: message, Hint: hint,
	})
}

// annotation is an annotation's full name.
func (s *pass) annotation(key string) string { return s.cfg.AnnotationPrefix + "/" + key }

// hintFor returns the fix for a model host's annotations, or that for a hand-written
// ScaledObject.
func (s *pass) hintFor(annotated, handWritten string) string {
	if s.isHandWritten() {
		return handWritten
	}
	return annotated
}

// hintSet is the way out of giving a value to an annotation, or to a ScaledObject's field.
func (s *pass) hintSet(key, value, path string, field any) string {
	return s.hintFor(fmt.Sprintf("set %s: %s", s.annotation(key), value), fmt.Sprintf("set %s: %v", path, field))
}
