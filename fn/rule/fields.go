package rule

import (
	"fmt"
	"slices"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/crd"
	"modelhost.dev/scale-modelhosts/fn/httpaddon"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/plan"
	"modelhost.dev/scale-modelhosts/fn/problem"
	"modelhost.dev/scale-modelhosts/fn/scaler"
)

// fieldRefused is for objects that somebody wrote: what is generated has KEDA's fields
// and no others. Authentications and routes have rules of their own.
func fieldRefused(s *pass) {
	if !s.checksFields() || isRoute(s.Object) {
		return
	}
	for _, p := range s.schema().Problems {
		if p.Unknown || s.isOthers(p) {
			continue
		}
		message, hint := p.Message, p.Hint
		if read, ok := s.read(p.Path); ok {
			message, hint = read.Message, read.Hint
		}
		if missing := s.missingHint(p); missing != "" {
			hint = missing
		}
		s.report(p.Path, message, hint)
	}
}

func fieldPruned(s *pass) {
	if !s.checksFields() {
		return
	}
	for _, p := range s.schema().Problems {
		if p.Unknown {
			hint := p.Hint
			if read, ok := s.read(p.Path); ok && strings.HasPrefix(read.Hint, "write it ") {
				hint = read.Hint
			}
			s.report(p.Path, p.Message, hint)
		}
	}
}

func fieldAmbiguous(s *pass) {
	if !s.checksFields() && !isAuthentication(s.Object) {
		return
	}
	for _, p := range s.schema().Ambiguous {
		s.report(p.Path, p.Message, p.Hint)
	}
}

// fieldPlaceholder names the fields that nothing is said about.
func fieldPlaceholder(s *pass) {
	if !s.oneByOne || !isKEDAs(s.Object) {
		return
	}
	paths := append(plan.Placeholders(s.Object.Field("metadata"), "metadata"), s.schema().Placeholders...)
	if len(paths) == 0 {
		return
	}
	const most = 3
	shown := strings.Join(paths[:min(most, len(paths))], ", ")
	if len(paths) > most {
		shown += ", …"
	}
	s.report("", fmt.Sprintf("%s with placeholders %s not checked: %s", count(len(paths), "field"), map[bool]string{true: "is", false: "are"}[len(paths) == 1], shown), "check the output of the tool that fills them in")
}

func count(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s", n, noun)
}

// checksFields reports whether the fields of the subject's object are checked with it:
// ScaledObjects with all that is around them, others by themselves.
func (s *pass) checksFields() bool {
	if !s.isHandWritten() || isAuthentication(s.Object) {
		return false
	}
	return s.oneByOne != (s.Object.Group() == keda.Group && s.Object.Kind == keda.KindScaledObject)
}

func isAuthentication(o *inventory.Object) bool {
	return o.Group() == keda.Group && contains(authenticationKinds, o.Kind)
}

func isRoute(o *inventory.Object) bool {
	return o.Group() == httpaddon.Group && contains(httpaddon.Kinds(), o.Kind)
}

// schema is what the CRD says of the subject's object.
func (s *pass) schema() crd.Report {
	if known, ok := s.crdReports.Load(s.Object); ok {
		return known.(crd.Report)
	}
	report := crd.Check(s.Object.Group(), s.Object.Kind, s.Object.Node.YNode())
	s.crdReports.Store(s.Object, report)
	return report
}

// read returns the problem that decoding the ScaledObject reports for a path. Decoding
// knows which values not to repeat, and where fields belong that are one level off.
func (s *pass) read(path string) (problem.Problem, bool) {
	o, ok := s.FromObject()
	if !ok {
		return problem.Problem{}, false
	}
	i := slices.IndexFunc(o.Problems, func(p problem.Problem) bool { return p.Path == path })
	if i < 0 {
		return problem.Problem{}, false
	}
	return o.Problems[i], true
}

// isOthers reports whether another rule is about a problem of a ScaledObject, and says
// more. No other rule is about values that could not be read.
func (s *pass) isOthers(p crd.Problem) bool {
	if s.oneByOne || p.Kind == crd.Type || p.Kind == crd.Unreadable || s.isUnresolved(p.Path) {
		return false
	}
	switch path := crd.General(p.Path); path {
	case "spec":
		return p.Kind == crd.Relation && !s.countsUnread()
	case "spec.minReplicaCount", "spec.maxReplicaCount", "spec.idleReplicaCount":
		return !s.countsUnread()
	case "spec.pollingInterval", "spec.cooldownPeriod", "spec.initialCooldownPeriod":
		return true
	case "spec.triggers":
		return len(s.Unresolved) == 0
	case modifiersPath + ".metricType":
		return true
	default:
		return strings.HasPrefix(path, "spec.fallback.") || strings.HasPrefix(path, behaviorPath+".") || strings.HasPrefix(path, "spec.triggers[].authenticationRef.")
	}
}

// missingHint says what to write where a ScaledObject lacks something.
func (s *pass) missingHint(p crd.Problem) string {
	if p.Kind != crd.Missing || s.oneByOne {
		return ""
	}
	switch crd.General(p.Path) {
	case "spec.scaleTargetRef", "spec.scaleTargetRef.name":
		return "name the workload to scale"
	case "spec.triggers[].type":
		return "name one of KEDA's scalers, such as " + keda.TriggerPrometheus
	case "spec.triggers[].metadata":
		for i, t := range s.Spec.Triggers {
			if strings.HasPrefix(p.Path, triggerPath(i)+".") {
				return metadataHint(t.Type)
			}
		}
	}
	return ""
}

// metadataHint says what a trigger without metadata is to have.
func metadataHint(typ string) string {
	if needed := scaler.Needed(typ); len(needed) > 0 {
		return fmt.Sprintf("write what KEDA's %s scaler needs: %s", typ, strings.Join(needed, ", "))
	}
	return "write metadata: {} if the trigger needs none"
}
