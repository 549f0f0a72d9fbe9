package rule

import (
	"slices"

	"modelhost.dev/scale-modelhosts/fn/crd"
	"modelhost.dev/scale-modelhosts/fn/httpaddon"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/problem"
)

// checksFields reports whether this pass checks the fields of its object: ScaledObjects as part of
// their plan, other objects one by one.
func (p *pass) checksFields() bool {
	if !p.isHandWritten() || isAuthentication(p.Object) {
		return false
	}
	return p.oneByOne != (p.Object.Group() == keda.Group && p.Object.Kind == keda.KindScaledObject)
}

func isAuthentication(o *inventory.Object) bool {
	return o.Group() == keda.Group && slices.Contains(authenticationKinds, o.Kind)
}

func isRoute(o *inventory.Object) bool {
	return o.Group() == httpaddon.Group && slices.Contains(httpaddon.Kinds(), o.Kind)
}

// schema returns the CRD's report on the object.
func (p *pass) schema() crd.Report {
	if known, ok := p.crdReports.Load(p.Object); ok {
		return known.(crd.Report)
	}
	report := crd.Check(p.Object.Group(), p.Object.Kind, p.Object.Node.YNode())
	p.crdReports.Store(p.Object, report)
	return report
}

// decodeProblem returns the problem that decoding the ScaledObject reports for a path. Decoding
// omits values that may be secret, and knows the right place of fields that are one level off.
func (p *pass) decodeProblem(path string) (problem.Problem, bool) {
	o, ok := p.FromObject()
	if !ok {
		return problem.Problem{}, false
	}
	i := slices.IndexFunc(o.Problems, func(issue problem.Problem) bool { return issue.Path == path })
	if i < 0 {
		return problem.Problem{}, false
	}
	return o.Problems[i], true
}
