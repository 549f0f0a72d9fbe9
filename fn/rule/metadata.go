package rule

import (
	"slices"

	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/scaler"
)

// reportEach returns the Run of a rule that reports all problems of one kind.
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

// metadataProblems checks a trigger's metadata, once for all rules. resource-trigger checks the
// metadata of cpu and memory triggers, except for keys that KEDA does not read. Metadata that is
// missing or cannot be read has been reported already.
func (p *pass) metadataProblems(i int, t keda.Trigger) []scaler.Problem {
	if p.isUnresolved(triggerPath(i)) || t.Metadata == nil && p.isHandWritten() {
		return nil
	}
	problems, done := p.metadata[i]
	if !done {
		problems = scaler.Check(scaler.Input{Type: t.Type, Metadata: t.Metadata, MetricType: t.MetricType, Variable: p.variable, Credentials: p.credentialsOf(t.AuthenticationRef), Formula: p.modifiers() != (keda.ScalingModifiers{})})
		if keda.IsResourceTrigger(t.Type) {
			problems = slices.DeleteFunc(problems, func(issue scaler.Problem) bool { return issue.Kind != scaler.Unknown && issue.Kind != scaler.NotRead })
		}
		p.metadata[i] = problems
	}
	return problems
}

// credentialsOf returns what a trigger's authentication provides.
func (p *pass) credentialsOf(ref *keda.AuthenticationRef) scaler.Credentials {
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
