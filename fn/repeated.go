package fn

import (
	"slices"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/plan"
	"modelhost.dev/scale-modelhosts/fn/reconcile"
	"modelhost.dev/scale-modelhosts/fn/rule"
)

// newFindings returns the findings about objects as they are, except for those that their model
// host already has, and those caused by a stale name.
func newFindings(stale, standing, existing finding.List, drifts []reconcile.Drift, current []*plan.ObjectPlan) finding.List {
	if len(drifts)+len(current) == 0 {
		return standing
	}
	files, hosts := map[finding.Resource]string{}, map[finding.Resource]objectKey{}
	for _, d := range drifts {
		if d.For != nil {
			files[d.Object.Resource()], hosts[d.Object.Resource()] = d.For.File(), objectKey{d.For.Resource(), d.For.File()}
		}
	}
	for _, p := range current {
		w := p.Host.Workload
		files[p.Object.Resource()], hosts[p.Object.Resource()] = w.File(), objectKey{w.Resource(), w.File()}
	}
	known := reported{}
	for _, f := range existing {
		known.add(objectKey{f.Resource, f.File}, f)
	}
	names := staleNames{}
	for _, f := range stale {
		names.add(f)
	}
	all := slices.Clone(stale)
	for _, f := range standing {
		host, isGenerated := hosts[f.Resource]
		if isGenerated && (known.has(host, f) || names.covers(f)) {
			continue
		}
		if isGenerated && f.File == "" {
			f.File = files[f.Resource]
		}
		all = append(all, f)
	}
	return all
}

// reported is a set of findings by object. It identifies warnings by their rule, without the
// message.
type reported map[report]bool

type report struct {
	objectKey
	rule, message string
}

func (s reported) add(at objectKey, f finding.Finding) {
	s[report{at, f.Rule, ""}], s[report{at, f.Rule, f.Message}] = true, true
}

func (s reported) has(at objectKey, f finding.Finding) bool {
	if f.Severity == finding.Error {
		return s[report{at, f.Rule, f.Message}]
	}
	return s[report{at, f.Rule, ""}]
}

// staleNames are the findings about outdated names, by object.
type staleNames map[finding.Resource]finding.List

func (s staleNames) add(f finding.Finding) {
	if f.Severity == finding.Error {
		s[f.Resource] = append(s[f.Resource], f)
	}
}

// consequences lists the rules that also fire because of an outdated name.
var consequences = map[string][]string{
	rule.TargetRenamed.ID:         {rule.TargetRenamed.ID, rule.TargetMissing.ID},
	rule.AuthenticationRenamed.ID: {rule.AuthenticationRenamed.ID, rule.AuthenticationMissing.ID},
	rule.SecretRenamed.ID:         {rule.SecretRenamed.ID, rule.SecretMissing.ID},
	rule.NameStale.ID:             {rule.NameStale.ID, rule.QueryPods.ID, rule.QueryNeighbours.ID, rule.RouteMissing.ID},
}

// covers reports whether a finding is caused by a stale name in the same field.
func (s staleNames) covers(f finding.Finding) bool {
	return slices.ContainsFunc(s[f.Resource], func(cause finding.Finding) bool {
		return slices.Contains(consequences[cause.Rule], f.Rule) && (strings.HasPrefix(cause.Field, f.Field) || strings.HasPrefix(f.Field, cause.Field))
	})
}
