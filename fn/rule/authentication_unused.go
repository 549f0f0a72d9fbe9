package rule

import (
	"fmt"
	"slices"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/plan"
)

var authenticationUnused = &Rule{
	ID:                "authentication-unused",
	Severity:          finding.Warning,
	Layer:             Scaling,
	Scope:             Hosts,
	NeedsCompletePlan: true,
	Summary:           "an authentication for Prometheus triggers on a host without any",
	Consequence:       "it has no effect; other triggers name theirs in the `triggers` annotation",
	Run:               onHosts(checkAuthenticationUnused),
}

// checkAuthenticationUnused covers hosts that name an authentication themselves. Shared
// defaults may be unused.
func checkAuthenticationUnused(p *hostPass) {
	name := p.host.Host.Annotations.Settings.Authentication
	if name == "" || name == config.None || slices.ContainsFunc(p.Spec.Triggers, func(t keda.Trigger) bool { return t.Type == keda.TriggerPrometheus }) {
		return
	}
	p.findings = append(p.findings, finding.Finding{
		Rule: p.rule.ID, Severity: p.rule.Severity, Resource: p.host.Host.Workload.Resource(), File: p.host.Host.Workload.File(),
		Field:   plan.AnnotationField(p.host.Host, "authentication"),
		Message: fmt.Sprintf("%q has no effect: the host has no Prometheus trigger", name),
		Hint:    "add authentication: " + name + " to the triggers entry that needs it",
	})
}
