package explain

import (
	"fmt"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/krm"
	"modelhost.dev/scale-modelhosts/fn/plan"
)

// changesOf claims what a run does for a host, and says it.
func (r *remains) changesOf(p *plan.HostPlan) []string {
	var said []string
	for _, c := range claim(&r.changes, func(c krm.Change) bool { return isCompanion(c.Resource, p) }) {
		said = append(said, inWords(c))
	}
	made := claim(&r.changes, func(c krm.Change) bool { return isScaledObject(c.Resource, p) })
	switch {
	case len(made) == 0 && p.Existing.Previous != nil:
		said = append(said, fmt.Sprintf("ScaledObject %s is there already, as it should be", p.Name))
	default:
		for _, c := range made {
			said = append(said, inWords(c))
		}
	}
	for _, hpa := range p.Existing.HPAs {
		for _, c := range claim(&r.changes, func(c krm.Change) bool { return c.Resource == hpa.Resource() && c.File == hpa.File() }) {
			text := inWords(c)
			if hpa.Name == p.Existing.TransferredHPA() {
				text += "; KEDA takes over its name"
			}
			said = append(said, text)
		}
	}
	for range claim(&r.changes, func(c krm.Change) bool {
		return c.Verb == krm.Stripped && c.Resource == p.Object.Resource() && c.File == p.Object.File()
	}) {
		said = append(said, fmt.Sprintf("spec.replicas leaves the %s, so that no apply sets the count back", p.Object.Kind))
	}
	if p.ReplicasPolicy.V == "keep" && p.Object.Field("spec", "replicas") != nil {
		said = append(said, "spec.replicas stays, by "+source(p.ReplicasPolicy.Source).String())
	}
	if len(p.Unused) > 0 {
		said = append(said, "left out, having no effect here: "+strings.Join(p.Unused, ", "))
	}
	return said
}

func isScaledObject(r finding.Resource, p *plan.HostPlan) bool {
	return r.Kind == keda.KindScaledObject && r.Name == p.Name && r.Namespace == p.Object.Namespace
}

// isCompanion says whether an object is what sends the host's requests through KEDA's
// HTTP add-on, all of which are called as the ScaledObject.
func isCompanion(r finding.Resource, p *plan.HostPlan) bool {
	return p.Route != nil && r.Kind != keda.KindScaledObject && r.Name == p.Name && r.Namespace == p.Object.Namespace && r != p.Object.Resource()
}

// inWords is a change as people say it.
func inWords(c krm.Change) string {
	what := c.Resource.String()
	if c.File != "" {
		what += " (" + c.File + ")"
	}
	if c.Field != "" {
		what += ": " + c.Field
	}
	return what + " is " + c.Verb
}
