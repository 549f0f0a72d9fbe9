package explain

import (
	"fmt"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/krm"
	"modelhost.dev/scale-modelhosts/fn/plan"
)

// changeTexts claims what the function changes for a model host, and describes it.
func (u *unclaimed) changeTexts(p *plan.HostPlan) []string {
	var lines []string
	for _, c := range claim(&u.changes, func(c krm.Change) bool { return isCompanion(c.Resource, p) }) {
		lines = append(lines, changeText(c))
	}
	made := claim(&u.changes, func(c krm.Change) bool { return isScaledObject(c.Resource, p) })
	switch {
	case len(made) == 0 && p.Existing.Previous != nil:
		lines = append(lines, fmt.Sprintf("ScaledObject %s is up to date", p.Name))
	default:
		for _, c := range made {
			lines = append(lines, changeText(c))
		}
	}
	for _, hpa := range p.Existing.HPAs {
		for _, c := range claim(&u.changes, func(c krm.Change) bool { return c.Resource == hpa.Resource() && c.File == hpa.File() }) {
			text := changeText(c)
			if hpa.Name == p.Existing.TransferredHPA() {
				text += "; KEDA's HPA takes over its name"
			}
			lines = append(lines, text)
		}
	}
	for range claim(&u.changes, func(c krm.Change) bool {
		return c.Verb == krm.Stripped && c.Resource == p.Object.Resource() && c.File == p.Object.File()
	}) {
		lines = append(lines, fmt.Sprintf("removes spec.replicas, so that applying the %s never resets the replica count", p.Object.Kind))
	}
	if p.ReplicasPolicy.V == "keep" && p.Object.Field("spec", "replicas") != nil {
		lines = append(lines, fmt.Sprintf("keeps spec.replicas (%s)", sourceFrom(p.ReplicasPolicy.Source)))
	}
	if len(p.Unused) > 0 {
		lines = append(lines, "omits settings that have no effect: "+strings.Join(p.Unused, ", "))
	}
	return lines
}

func isScaledObject(r finding.Resource, p *plan.HostPlan) bool {
	return r.Kind == keda.KindScaledObject && r.Name == p.Name && r.Namespace == p.Object.Namespace
}

// isCompanion reports whether an object sends the model host's requests through KEDA's HTTP
// add-on. Such objects have the ScaledObject's name.
func isCompanion(r finding.Resource, p *plan.HostPlan) bool {
	return p.Route != nil && r.Kind != keda.KindScaledObject && r.Name == p.Name && r.Namespace == p.Object.Namespace && r != p.Object.Resource()
}

// changeText describes a change.
func changeText(c krm.Change) string {
	what := c.Resource.String()
	if c.File != "" {
		what += " (" + c.File + ")"
	}
	if c.Field != "" {
		what += ": " + c.Field
	}
	return what + " is " + c.Verb
}
