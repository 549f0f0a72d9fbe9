// Package explain describes how each model host and each hand-written ScaledObject of a package
// scales, and where every value comes from.
package explain

import (
	"cmp"
	"slices"

	"modelhost.dev/scale-modelhosts/fn/check"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/krm"
	"modelhost.dev/scale-modelhosts/fn/plan"
	"modelhost.dev/scale-modelhosts/fn/redact"
	"modelhost.dev/scale-modelhosts/fn/wake"
)

// Explanation explains a package. In JSON, every field is always present.
type Explanation struct {
	// Scalings are those of the model hosts, then the hand-written ScaledObjects, in the
	// package's order.
	Scalings []Scaling `json:"scaledObjects"`
	// Changes are what the function changes that belongs to none of the scalings, such as
	// authentications.
	Changes []string `json:"changes"`
	// Findings are those about none of the scalings. All are the findings about the package.
	Findings Findings     `json:"findings"`
	All      finding.List `json:"-"`
	// Failures are what could not be read. If there are any, the rest is empty, and only
	// JSON contains them; other formats have them on stderr.
	Failures []finding.Failure `json:"-"`
}

// Scaling explains one ScaledObject: the generated one of a model host, or a hand-written
// one.
type Scaling struct {
	// Resource is the model host's workload, or the hand-written ScaledObject. Findings are
	// about it.
	Resource finding.Resource `json:"resource"`
	File     string           `json:"file"`
	// ScaledObject is the ScaledObject's name. Generated is set if the function generates it.
	ScaledObject string `json:"scaledObject"`
	Generated    bool   `json:"generated"`
	// Target is the kind and name of what it scales.
	Target   string    `json:"target"`
	Values   []Value   `json:"values"`
	Triggers []Trigger `json:"triggers"`
	// Idle says when it scales to zero, and what scales it up again.
	Idle []string `json:"idle"`
	// Changes are what the function changes for it.
	Changes  []string `json:"changes"`
	Findings Findings `json:"findings"`
}

// Value is a resolved field of the ScaledObject.
type Value struct {
	// Field is its path below spec, or the annotation.
	Field  string `json:"field"`
	Value  string `json:"value"`
	Source Source `json:"source"`
}

// Source is where a value came from: a layer, and the field to edit there.
type Source struct {
	Layer string `json:"layer"`
	Field string `json:"field"`
}

// Trigger is a trigger of the ScaledObject.
type Trigger struct {
	// Name is that of the signal, or of the trigger, or its type.
	Name string `json:"name"`
	Type string `json:"type"`
	// Description says when it adds replicas.
	Description string `json:"description"`
	Source      Source `json:"source"`
}

// New explains a package that was checked.
func New(r check.Result) Explanation {
	e := Explanation{All: r.Findings}
	rest := unclaimed{findings: r.Findings.Reported(), changes: slices.Clone(r.Changes)}
	for _, p := range plan.Of(r.Hosts, r.ScaledObjects) {
		e.Scalings = append(e.Scalings, rest.scaling(p, wake.Analyze(p, r.Inventory)))
	}
	for _, c := range rest.changes {
		e.Changes = append(e.Changes, changeText(c))
	}
	e.Findings = Findings(rest.findings)
	return e
}

// scaling explains one plan, and claims its changes and findings.
func (u *unclaimed) scaling(p *plan.Plan, a *wake.Analysis) Scaling {
	host, isHost := p.ForHost()
	s := Scaling{
		Resource: p.Object.Resource(), File: p.Object.File(),
		ScaledObject: p.Name, Generated: isHost, Target: scaledTarget(p),
		Values: values(p, a), Triggers: triggers(p, a), Idle: idleBehaviour(p, a),
	}
	for i := range s.Values {
		s.Values[i].Value = redact.Text(s.Values[i].Value)
	}
	for i := range s.Triggers {
		s.Triggers[i].Description = redact.Text(s.Triggers[i].Description)
	}
	if isHost {
		s.Changes = u.changeTexts(host)
	}
	s.Findings = u.claimFindings(p)
	return s
}

// scaledTarget returns the kind and name of what a plan scales.
func scaledTarget(p *plan.Plan) string {
	ref := p.Spec.ScaleTargetRef
	if ref == nil || ref.Name == "" {
		return "nothing"
	}
	return cmp.Or(ref.Kind, "Deployment") + " " + ref.Name
}

// unclaimed holds the findings and changes that no scaling has claimed yet.
type unclaimed struct {
	findings finding.List
	changes  []krm.Change
}

// claimFindings claims the findings about a plan's object, and about what else scales it.
func (u *unclaimed) claimFindings(p *plan.Plan) Findings {
	about := slices.Concat([]*inventory.Object{p.Object, p.Existing.Previous}, p.Existing.HPAs)
	return claim((*[]finding.Finding)(&u.findings), func(f finding.Finding) bool {
		return slices.ContainsFunc(about, func(o *inventory.Object) bool {
			return o != nil && o.Resource() == f.Resource && (f.File == "" || o.File() == f.File)
		})
	})
}

// claim removes what fits from a list and returns it.
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
