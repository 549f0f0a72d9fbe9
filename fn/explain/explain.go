// Package explain says in words how each model host and each written ScaledObject of
// a package scales, and where every value came from.
package explain

import (
	"cmp"
	"slices"

	"modelhost.dev/scale-modelhosts/fn/check"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/krm"
	"modelhost.dev/scale-modelhosts/fn/plan"
	"modelhost.dev/scale-modelhosts/fn/rule"
)

// Explanation is a whole package.
type Explanation struct {
	// Scalings are the model hosts, then the written ScaledObjects, in the package's order.
	Scalings []Scaling
	// Changes are what a run does besides, such as to authentications.
	Changes []string
	// Findings are those about none of the scalings, All those about any as well.
	Findings, All finding.List
	// Failures are what could not be read. If there are any, the rest is empty, and only
	// the format for programs shows them: people read the messages on stderr.
	Failures []finding.Failure
}

// Scaling is one model host, or one ScaledObject that somebody wrote.
type Scaling struct {
	// Resource is the workload, or the written ScaledObject.
	Resource finding.Resource
	File     string
	// ScaledObject is the name of the host's; "" for a written one, and Target what
	// that scales.
	ScaledObject, Target string
	Values               []Value
	Triggers             []Trigger
	// Rest says when it goes to zero, and what wakes it.
	Rest []string
	// Changes are what a run does for it.
	Changes  []string
	Findings finding.List
}

// Value is a field of the ScaledObject.
type Value struct {
	// Field is its path below spec, or the annotation.
	Field, Value string
	From         Source
}

// Source is where a value came from: a layer, and what to edit there.
type Source struct{ Layer, Field string }

// Trigger is what it scales on.
type Trigger struct {
	// Name is the signal's, or the trigger's own, or its type.
	Name, Type string
	// Means is what the trigger does, in words.
	Means string
	From  Source
}

// Of explains what was judged.
func Of(j check.Result) Explanation {
	e := Explanation{All: j.Findings}
	rest := remains{findings: slices.Clone(j.Findings), changes: slices.Clone(j.Changes)}
	for _, p := range plan.Of(j.Hosts, j.ScaledObjects) {
		s := Scaling{Resource: p.Object.Resource(), File: p.Object.File()}
		host, isHost := p.ForHost()
		if !isHost {
			s.Target = target(p)
		} else {
			s.ScaledObject = p.Name
		}
		s.Values, s.Triggers = values(p), triggers(p)
		s.Rest = atRest(p, j.Findings.Has(rule.FallbackWakes.ID, p.Object.Resource()))
		for i := range s.Values {
			s.Values[i].Value = finding.Redacted(s.Values[i].Value)
		}
		for i := range s.Triggers {
			s.Triggers[i].Means = finding.Redacted(s.Triggers[i].Means)
		}
		if isHost {
			s.Changes = rest.changesOf(host)
		}
		s.Findings = rest.findingsOf(p)
		e.Scalings = append(e.Scalings, s)
	}
	for _, c := range rest.changes {
		e.Changes = append(e.Changes, inWords(c))
	}
	e.Findings = rest.findings
	return e
}

func target(p *plan.Plan) string {
	ref := p.Spec.ScaleTargetRef
	if ref == nil || ref.Name == "" {
		return "nothing"
	}
	return cmp.Or(ref.Kind, "Deployment") + " " + ref.Name
}

// remains are the findings and changes that no scaling has claimed yet.
type remains struct {
	findings finding.List
	changes  []krm.Change
}

// findingsOf claims what is about a plan's object, and about what scales it besides.
func (r *remains) findingsOf(p *plan.Plan) finding.List {
	about := slices.Concat([]*inventory.Object{p.Object, p.Existing.Previous}, p.Existing.HPAs)
	return claim((*[]finding.Finding)(&r.findings), func(f finding.Finding) bool {
		return slices.ContainsFunc(about, func(o *inventory.Object) bool {
			return o != nil && o.Resource() == f.Resource && (f.File == "" || o.File() == f.File)
		})
	})
}

// claim takes what fits out of a list.
func claim[T any](list *[]T, fits func(T) bool) []T {
	var claimed []T
	*list = slices.DeleteFunc(*list, func(t T) bool {
		if !fits(t) {
			return false
		}
		claimed = append(claimed, t)
		return true
	})
	return claimed
}
