package rule

import (
	"fmt"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/crd"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/scaler"
)

var fieldInvalid = &Rule{
	ID:          "field-invalid",
	Severity:    finding.Error,
	Layer:       Admission,
	Scope:       Plans | Objects,
	Summary:     "a missing, mistyped or out-of-range field of a KEDA object",
	Consequence: "the CRD rejects the object",
	Run:         checkFieldInvalid,
}

// checkFieldInvalid covers hand-written objects. Generated ones have only KEDA's fields.
// Authentications and routes have their own rules.
func checkFieldInvalid(p *pass) {
	if !p.checksFields() || isRoute(p.Object) {
		return
	}
	for _, issue := range p.schema().Problems {
		if issue.Unknown || p.isReportedElsewhere(issue) {
			continue
		}
		message, hint := issue.Message, issue.Hint
		if read, ok := p.decodeProblem(issue.Path); ok {
			message, hint = read.Message, read.Hint
		}
		if missing := p.missingHint(issue); missing != "" {
			hint = missing
		}
		p.report(issue.Path, message, hint)
	}
}

// isReportedElsewhere reports whether another rule reports the problem in more detail. No other
// rule is about values that could not be read.
func (p *pass) isReportedElsewhere(issue crd.Problem) bool {
	if p.oneByOne || issue.Kind == crd.Type || issue.Kind == crd.Unreadable || p.isUnresolved(issue.Path) {
		return false
	}
	switch path := crd.General(issue.Path); path {
	case "spec":
		return issue.Kind == crd.Relation && !p.countsUnread()
	case "spec.minReplicaCount", "spec.maxReplicaCount", "spec.idleReplicaCount":
		return !p.countsUnread()
	case "spec.pollingInterval", "spec.cooldownPeriod", "spec.initialCooldownPeriod":
		return true
	case "spec.triggers":
		return len(p.Unresolved) == 0
	case modifiersPath + ".metricType":
		return true
	default:
		return strings.HasPrefix(path, "spec.fallback.") || strings.HasPrefix(path, behaviorPath+".") || strings.HasPrefix(path, "spec.triggers[].authenticationRef.")
	}
}

// missingHint returns how to add a field that a ScaledObject lacks.
func (p *pass) missingHint(issue crd.Problem) string {
	if issue.Kind != crd.Missing || p.oneByOne {
		return ""
	}
	switch crd.General(issue.Path) {
	case "spec.scaleTargetRef", "spec.scaleTargetRef.name":
		return "name the workload to scale"
	case "spec.triggers[].type":
		return "name one of KEDA's scalers, such as " + keda.TriggerPrometheus
	case "spec.triggers[].metadata":
		for i, t := range p.Spec.Triggers {
			if strings.HasPrefix(issue.Path, triggerPath(i)+".") {
				return metadataHint(t.Type)
			}
		}
	}
	return ""
}

// metadataHint returns what a trigger without metadata needs.
func metadataHint(typ string) string {
	if needed := scaler.RequiredNames(typ); len(needed) > 0 {
		return fmt.Sprintf("set what KEDA's %s scaler requires: %s", typ, strings.Join(needed, ", "))
	}
	return "set metadata: {} if the trigger needs none"
}
