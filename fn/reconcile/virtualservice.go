package reconcile

import (
	"fmt"
	"slices"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/encoding"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/istio"
	"modelhost.dev/scale-modelhosts/fn/managed"
	"modelhost.dev/scale-modelhosts/fn/plan"
	"modelhost.dev/scale-modelhosts/fn/problem"
	"modelhost.dev/scale-modelhosts/fn/strictyaml"
)

// virtualServiceEdit is a hand-written VirtualService and its wanted state.
type virtualServiceEdit struct {
	object *inventory.Object
	wanted *yaml.Node
}

// editVirtualServices plans the edits of hand-written VirtualServices: it reverts those of
// earlier renders, and then makes those that the plans ask for.
func (c *Changes) editVirtualServices(plans []*plan.HostPlan, cfg config.Spec) finding.List {
	var findings finding.List
	byService := map[string][]*plan.HostPlan{}
	for _, p := range plans {
		byService[p.Host.Service] = append(byService[p.Host.Service], p)
	}
	for _, o := range c.inv.VirtualServices.Objects {
		if managed.Is(o) || o.Annotations[managed.AnnotationEdited] == "" && !cfg.HTTP.Routing.Edit && cfg.Istio.Retries == nil {
			continue
		}
		wanted, lost, problems := istio.Revert(o)
		if len(problems) > 0 {
			findings = append(findings, editsUnreadable(o, problems))
			continue
		}
		for _, p := range lost {
			findings = append(findings, editLost(o, p))
		}
		istio.Record(wanted, edit(inventory.Field(wanted, "spec"), o, byService, cfg))
		if !inventory.Equal(o.Node.YNode(), wanted) {
			c.virtualServices = append(c.virtualServices, virtualServiceEdit{o, wanted})
		}
	}
	return findings
}

// edit makes the edits in a VirtualService for the plans whose Services it sends requests to.
func edit(spec *yaml.Node, o *inventory.Object, plans map[string][]*plan.HostPlan, cfg config.Spec) []istio.Edit {
	var asked []*plan.HostPlan
	names := istio.Services(o)
	slices.Sort(names)
	for _, name := range slices.Compact(names) {
		asked = append(asked, plans[name]...)
	}
	var done []istio.Edit
	for _, p := range asked {
		switch {
		case p.Route != nil && cfg.HTTP.Routing.Edit:
			done = append(done, istio.Redirect(spec, p.Host.Service, p.Host.Workload, o, interceptor(cfg))...)
		case p.Retries != nil:
			done = append(done, istio.Retry(spec, p.Host.Service, p.Host.Workload, o, encoding.Node(*p.Retries))...)
		}
	}
	return done
}

func editLost(o *inventory.Object, p istio.Edit) finding.Finding {
	hint := "remove it by hand if it is still there"
	if p.Before != nil {
		hint = fmt.Sprintf("make sure that requests for %s no longer go to the interceptor", inventory.Text(inventory.Field(p.Before, "host")))
	}
	return finding.Finding{
		Rule: RuleEditLost.ID, Severity: RuleEditLost.Severity, Resource: o.Resource(), File: o.File(), Field: "spec." + p.Path,
		Message: fmt.Sprintf("an earlier edit of this field cannot be found, so it is not reverted (annotation %s)", managed.AnnotationEdited), Hint: hint,
	}
}

func editsUnreadable(o *inventory.Object, problems []problem.Problem) finding.Finding {
	first := problem.Problem{Path: problems[0].Path, Message: problems[0].Message}
	why := first.String()
	if more := len(problems) - 1; more > 0 {
		why += fmt.Sprintf(", and %d more", more)
	}
	return finding.Finding{
		Rule: RuleEditsUnreadable.ID, Severity: RuleEditsUnreadable.Severity, Resource: o.Resource(), File: o.File(),
		Field:   strictyaml.Field("metadata.annotations", managed.AnnotationEdited),
		Message: "the record of earlier edits cannot be read: " + why,
		Hint:    "restore the annotation, or revert the edits by hand and remove it",
	}
}

func interceptor(cfg config.Spec) *yaml.Node {
	type port struct {
		Number int32 `json:"number"`
	}
	return encoding.Node(struct {
		Host string `json:"host"`
		Port port   `json:"port"`
	}{cfg.InterceptorHost(), port{cfg.HTTP.Interceptor.Port}})
}
