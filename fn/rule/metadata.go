package rule

import (
	"slices"

	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/scaler"
)

// reportEach makes a rule of all problems of one kind.
func reportEach(kind scaler.ProblemKind) func(*pass) {
	return func(p *pass) {
		p.eachProblem(kind, func(path string, issue scaler.Problem) { p.report(path, issue.Message, issue.Hint) })
	}
}

func (p *pass) eachProblem(kind scaler.ProblemKind, do func(path string, issue scaler.Problem)) {
	for i, t := range p.Spec.Triggers {
		for _, issue := range p.metadataProblems(i, t) {
			if issue.Kind == kind {
				do(triggerPath(i)+"."+issue.Path, issue)
			}
		}
	}
}

// metadataProblems judges a trigger's metadata, once for all rules. That of cpu and memory,
// which goes with the metric type, is another rule's, but for keys that KEDA does not
// look at. What could not be read, or is not there at all, is told already.
func (p *pass) metadataProblems(i int, t keda.Trigger) []scaler.Problem {
	if p.isUnresolved(triggerPath(i)) || t.Metadata == nil && p.isHandWritten() {
		return nil
	}
	problems, done := p.metadata[i]
	if !done {
		problems = scaler.Check(scaler.Input{Type: t.Type, Metadata: t.Metadata, MetricType: t.MetricType, Variable: p.variable, Credentials: p.given(t.AuthenticationRef), Formula: p.modifiers() != (keda.ScalingModifiers{})})
		if keda.IsResourceTrigger(t.Type) {
			problems = slices.DeleteFunc(problems, func(issue scaler.Problem) bool { return issue.Kind != scaler.Unknown && issue.Kind != scaler.NotRead })
		}
		p.metadata[i] = problems
	}
	return problems
}

// given returns what a trigger gets from its authentication.
func (p *pass) given(ref *keda.AuthenticationRef) scaler.Credentials {
	if ref == nil {
		return scaler.Credentials{}
	}
	c := p.credentials(*ref)
	return scaler.Credentials{Parameters: c.parameters, Open: !c.known || !c.named, Identity: c.identity}
}

// measure returns what a trigger measures.
func measure(t keda.Trigger) scaler.Measure {
	m, _ := scaler.Input{Type: t.Type, Metadata: t.Metadata}.Measure()
	return m
}
