package rule

import (
	"fmt"
	"slices"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/lazyregexp"
	"modelhost.dev/scale-modelhosts/fn/scaler"
	"modelhost.dev/scale-modelhosts/fn/signal"
	"modelhost.dev/scale-modelhosts/fn/suggest"
)

// triggerType holds the types against those that KEDA has.
func triggerType(s *pass) {
	for i, t := range s.Spec.Triggers {
		if _, known := scaler.Find(t.Type); known || t.Type == "" {
			continue
		}
		hint := "use one of https://keda.sh/docs/latest/scalers, or external for a scaler of your own"
		if near, ok := suggest.Closest(t.Type, scaler.Types()); ok {
			hint = fmt.Sprintf("did you mean %s?", near)
		}
		s.report(triggerPath(i)+".type", fmt.Sprintf("KEDA %s has no scaler %q", scaler.KEDAVersion, t.Type), hint)
	}
}

func metadataMissing(s *pass) {
	s.eachProblem(scaler.Missing, func(path string, p scaler.Problem) {
		if p.Path != scaler.AuthenticationField {
			s.report(path, p.Message, p.Hint)
		}
	})
}

// authenticationParameter is for what only an authentication can give.
func authenticationParameter(s *pass) {
	s.eachProblem(scaler.Missing, func(path string, p scaler.Problem) {
		if p.Path == scaler.AuthenticationField {
			lacking, hint := s.lacking(path, p.Hint)
			s.report(path, p.Message+lacking, hint)
		}
	})
}

// lacking says which authentication does not give what a trigger needs, and what to do
// about it.
func (s *pass) lacking(path, hint string) (message, wayOut string) {
	for i, t := range s.Spec.Triggers {
		if path != triggerPath(i)+"."+scaler.AuthenticationField {
			continue
		}
		if t.AuthenticationRef == nil {
			if strings.HasPrefix(hint, scaler.AddToAuthentication) {
				hint = "add an authenticationRef to a TriggerAuthentication that gives it"
			}
			return "; the trigger names no authentication", hint
		}
		return "; authenticationRef " + t.AuthenticationRef.Name + " does not give it", hint
	}
	return "", hint
}

// reportEach makes a rule of all problems of one kind.
func reportEach(kind scaler.Fault) func(*pass) {
	return func(s *pass) {
		s.eachProblem(kind, func(path string, p scaler.Problem) { s.report(path, p.Message, p.Hint) })
	}
}

func (s *pass) eachProblem(kind scaler.Fault, do func(path string, p scaler.Problem)) {
	for i, t := range s.Spec.Triggers {
		for _, p := range s.metadataProblems(i, t) {
			if p.Kind == kind {
				do(triggerPath(i)+"."+p.Path, p)
			}
		}
	}
}

// metadataProblems judges a trigger's metadata, once for all rules. That of cpu and memory,
// which goes with the metric type, is another rule's, but for keys that KEDA does not
// look at. What could not be read, or is not there at all, is told already.
func (s *pass) metadataProblems(i int, t keda.Trigger) []scaler.Problem {
	if s.isUnresolved(triggerPath(i)) || t.Metadata == nil && s.isHandWritten() {
		return nil
	}
	problems, done := s.metadata[i]
	if !done {
		problems = scaler.Judge(scaler.Given{Type: t.Type, Metadata: t.Metadata, MetricType: t.MetricType, Variable: s.variable, Credentials: s.given(t.AuthenticationRef), Formula: s.modifiers() != (keda.ScalingModifiers{})})
		if signal.IsResource(t.Type) {
			problems = slices.DeleteFunc(problems, func(p scaler.Problem) bool { return p.Kind != scaler.Unknown && p.Kind != scaler.Unread })
		}
		s.metadata[i] = problems
	}
	return problems
}

// given is what a trigger gets from its authentication.
func (s *pass) given(ref *keda.AuthenticationRef) scaler.Credentials {
	if ref == nil {
		return scaler.Credentials{}
	}
	c := s.credentials(*ref)
	return scaler.Credentials{Parameters: c.parameters, Open: !c.known || !c.named, Identity: c.identity}
}

// schemeMissing is for addresses that nothing can be asked at. Go reads schemes in any
// case. No message repeats an address, which may have a password in it.
func schemeMissing(s *pass) {
	s.eachPrometheus(func(path string, t keda.Trigger) {
		scheme, _, hasScheme := strings.Cut(strings.TrimSpace(t.Metadata["serverAddress"]), "://")
		message := "serverAddress has no scheme"
		switch {
		case strings.TrimSpace(t.Metadata["serverAddress"]) == "", hasScheme && contains([]string{"http", "https"}, strings.ToLower(scheme)):
			return
		case hasScheme && schemes.MatchString(scheme):
			message = fmt.Sprintf("serverAddress has the scheme %s, by which Prometheus is not asked", scheme)
		}
		s.report(path+".metadata.serverAddress", message, "begin it with http:// or https://")
	})
}

// schemes are those of protocols that somebody may have in mind.
var schemes = lazyregexp.New(`^[A-Za-z][A-Za-z0-9+.-]{0,15}$`)
