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
	// Catches says what it looks for, Why what a cluster does with it.
	Catches, Why string

	judge func(s *subject)
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
	// Intent is what annotations and the functionConfig themselves forbid.
	Intent Layer = "the intent"
	// Admission is what KEDA's webhook and CRD refuse.
	Admission Layer = "refused by KEDA"
	// Scaling is what is accepted, and then never scales.
	Scaling Layer = "accepted, then never scales"
)

// Catalogue is every rule, in the order of the reference.
func Catalogue() []Rule { return slices.Clone(catalogue) }

// Judge applies every rule to the plans of a package's hosts.
func Judge(hosts []*plan.Plan, inv *inventory.Inventory, cfg config.Spec) finding.List {
	return judgeAll(hosts, surroundings(hosts, nil, inv), inv, cfg, Rule.passesOver)
}

// JudgeAll applies every rule to the plans of a package's hosts, and of the ScaledObjects
// in the package, one by one and as neighbours. It applies some rules to all of KEDA's
// objects. It passes over generated objects unless they differ from what would be
// generated: the hosts cover them.
func JudgeAll(hosts, written []*plan.Plan, inv *inventory.Inventory, cfg config.Spec, drifted map[*inventory.Object]bool) (ofHosts, standing finding.List) {
	around := surroundings(hosts, written, inv)
	ofHosts = judgeAll(hosts, around, inv, cfg, Rule.passesOver)
	standing = judgeAll(written, around, inv, cfg, Rule.passesOver)
	return ofHosts, append(standing, alone(inv, around, cfg, drifted)...)
}

// JudgeNeighbours applies the rules about what else scales a workload, or takes its
// requests, to ScaledObjects of a package in which nothing is generated any more.
func JudgeNeighbours(written []*plan.Plan, inv *inventory.Inventory, cfg config.Spec) finding.List {
	return judgeAll(written, surroundings(nil, written, inv), inv, cfg, func(r Rule, _ *plan.Plan) bool { return !contains(ofNeighbours, r.ID) })
}

// JudgeAuthentications applies the rule about authentications that are not in the package.
func JudgeAuthentications(written []*plan.Plan, inv *inventory.Inventory, cfg config.Spec) finding.List {
	if len(written) == 0 {
		return nil
	}
	return judgeAll(written, surroundings(nil, written, inv), inv, cfg, func(r Rule, _ *plan.Plan) bool { return r.ID != AuthenticationMissing })
}

// alone lints KEDA's objects, and what else metadata is checked of, one by one.
func alone(inv *inventory.Inventory, around neighbours, cfg config.Spec, drifted map[*inventory.Object]bool) finding.List {
	around.alone = true
	return judgeAll(sole(inv, drifted), around, inv, cfg, func(r Rule, _ *plan.Plan) bool { return !contains(ofObjects, r.ID) })
}

func surroundings(hosts, written []*plan.Plan, inv *inventory.Inventory) neighbours {
	return neighbours{claims: claimsOf(slices.Concat(hosts, written), inv), planned: planned(hosts), sources: sourcesOf(inv), requests: takers(hosts, inv), senders: sendersOf(inv), open: openOf(inv), makers: makersOf(inv), reports: &sync.Map{}, matched: &matches{}}
}

func judgeAll(plans []*plan.Plan, around neighbours, inv *inventory.Inventory, cfg config.Spec, passesOver func(Rule, *plan.Plan) bool) finding.List {
	findings := make([]finding.List, len(plans))
	parallel.Each(len(plans), func(i int) { findings[i] = judge(plans[i], around, inv, cfg, passesOver) })
	return slices.Concat(findings...)
}

// judge applies every rule that does not pass over it to one plan.
func judge(p *plan.Plan, around neighbours, inv *inventory.Inventory, cfg config.Spec, passesOver func(Rule, *plan.Plan) bool) finding.List {
	s := &subject{Plan: p, inv: inv, cfg: cfg, neighbours: around, queries: map[string]parsed{}, metadata: map[int][]scaler.Problem{}}
	for _, r := range catalogue {
		if passesOver(r, p) {
			continue
		}
		s.rule = r
		r.judge(s)
	}
	return s.findings
}

// passesOver says whether a plan is none that the rule can judge.
func (r Rule) passesOver(p *plan.Plan) bool {
	return r.Layer == Intent && p.IsWritten() || p.ForHost != nil && slices.Contains(ofNeighbours, r.ID) || slices.Contains(ofSole, r.ID) || len(p.Unsure) > 0 && slices.Contains(ofTheWhole, r.ID)
}

// subject is a plan under judgement by one rule.
type subject struct {
	*plan.Plan
	neighbours
	inv      *inventory.Inventory
	cfg      config.Spec
	rule     Rule
	queries  map[string]parsed
	metadata map[int][]scaler.Problem
	// named are the names in the formula, once they are asked for.
	named    map[string]bool
	findings finding.List
}

// find adds a finding about the value at a path of the ScaledObject.
func (s *subject) find(path, message, hint string) {
	if s.unknowable(path) {
		return
	}
	s.findings = append(s.findings, s.Finding(s.rule.ID, s.rule.Severity, path, message, hint))
}

// about adds a finding about another object.
func (s *subject) about(o *inventory.Object, field, message, hint string) {
	if plan.HoldsLater(o, field) || s.specLater() || s.unsettled(looksUp[s.rule.ID]) {
		return
	}
	s.findings = append(s.findings, finding.Finding{
		Rule: s.rule.ID, Severity: s.rule.Severity, Resource: o.Resource(), File: o.File(),
		Field: field, Message: message, Hint: hint,
	})
}

// annotation is an annotation's full name.
func (s *subject) annotation(key string) string { return s.Host.AnnotationName(key) }

// ways is the way out for a host's annotations, or for a ScaledObject that somebody wrote.
func (s *subject) ways(annotated, written string) string {
	if s.IsWritten() {
		return written
	}
	return annotated
}

// set is the way out of giving a value to an annotation, or to a ScaledObject's field.
func (s *subject) set(key, value, path string, field any) string {
	return s.ways(fmt.Sprintf("set %s: %s", s.annotation(key), value), fmt.Sprintf("set %s: %v", path, field))
}
