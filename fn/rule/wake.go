package rule

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/host"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/placeholder"
	"modelhost.dev/scale-modelhosts/fn/promql"
	"modelhost.dev/scale-modelhosts/fn/signal"
)

// neverWakes is for hosts all of whose signals are known to come from their pods. A
// formula may make something of nothing.
func neverWakes(s *pass) {
	if !s.Sleeps() || s.wakeLater() || s.modifiers().Formula != "" || len(s.wokenByFallback()) > 0 {
		return
	}
	var names []string
	why, fate := "", "is never above zero"
	for i, t := range s.Spec.Triggers {
		if signal.IsResource(t.Type) {
			continue
		}
		if s.presence(i, t) != inside {
			return
		}
		if !s.isZero(t) {
			fate = "is only there while it has pods"
		}
		names, why = append(names, cmp.Or(t.Name, t.Type)), cmp.Or(why, s.whySilent(t))
	}
	if len(names) > 0 {
		s.report(s.zero(), fmt.Sprintf("the host may be at zero, but what it scales on (%s) %s%s", strings.Join(names, ", "), fate, why), s.wayToWake(why))
	}
}

// wakeLater reports whether something that may wake the host is filled in later: a query,
// an address, or the name of a trigger in a formula.
func (s *pass) wakeLater() bool {
	formula := s.modifiers().Formula != ""
	return slices.ContainsFunc(s.Spec.Triggers, func(t keda.Trigger) bool {
		return s.Spec.Fallback != nil && placeholder.In(t.Metadata["ignoreNullValues"]) || placeholder.In(t.Type) || t.Type == keda.TriggerPrometheus && placeholder.In(t.Metadata["query"]) || t.Type == "metrics-api" && placeholder.In(t.Metadata["url"]) || formula && placeholder.In(t.Name)
	})
}

// isZero says whether a trigger's query has no value above zero, whatever there is.
func (s *pass) isZero(t keda.Trigger) bool {
	query, err := s.query(t.Metadata["query"])
	return t.Type == keda.TriggerPrometheus && err == nil && query.WithoutSeries(func(promql.Selector) bool { return false }) != promql.AnyValue
}

// wakeUnproven is for hosts none of whose signals is known to be there at zero.
func wakeUnproven(s *pass) {
	if !s.Sleeps() || s.wakeLater() || len(s.wokenByFallback()) > 0 {
		return
	}
	var names []string
	why, allInside := "", s.modifiers().Formula != ""
	for i, t := range s.Spec.Triggers {
		allInside = allInside && (s.presence(i, t) == inside || !s.counts(t))
		switch at := s.presence(i, t); {
		case at == outside && s.counts(t):
			return
		case at == outside:
		case at == unknown, s.modifiers().Formula != "" && !signal.IsResource(t.Type):
			names, why = append(names, cmp.Or(t.Name, t.Type)), cmp.Or(why, s.whySilent(t))
		}
	}
	if len(names) == 0 {
		return
	}
	if allInside {
		s.report(s.zero(), fmt.Sprintf("the host may be at zero, and its formula is over what is there only while it has pods (%s): unless it makes something of nothing, it does not wake the host", strings.Join(names, ", ")), s.wakeHint()+", and put it into the formula")
		return
	}
	s.report(s.zero(), fmt.Sprintf("the host may be at zero, and nothing here tells whether what it scales on (%s) is there without its pods%s", strings.Join(names, ", "), why),
		s.hintFor("if it is, say so with a signal of the functionConfig that has outsidePod: true; if not, ", "see that it is; if not, ")+s.wayToWake(why))
}

// wakeLate is for hosts that only counters can wake: of a series that is new, as all
// are at first, rate() and its like see no growth before the second sample.
func wakeLate(s *pass) {
	if !s.Sleeps() || s.modifiers().Formula != "" {
		return
	}
	var late []int
	for i, t := range s.Spec.Triggers {
		switch q, err := s.query(t.Metadata["query"]); {
		case s.presence(i, t) != outside:
		case t.Type != keda.TriggerPrometheus || s.Origins[i].Builtin || err != nil || !q.HasCall("rate", "irate", "increase"):
			return
		default:
			late = append(late, i)
		}
	}
	for _, i := range late {
		s.report(triggerPath(i), "the host may be at zero, and the first request of all does not wake it: rate() and its like do not see where a new series comes from",
			"count on clients that try again, or "+s.hintFor(fmt.Sprintf("take the signal %s, whose query sees it", s.annotation("rps")), "take a difference instead, as sum((M - (M offset 1m)) >= 0 or M) / 60 is of a counter M"))
	}
}

// wayToWake is how a query of requests sees those that no pod answers, or else another signal.
func (s *pass) wayToWake(why string) string {
	if why == "" {
		return s.wakeHint()
	}
	values := signal.Values{"service": cmp.Or(s.hostService(), "SERVICE"), "namespace": cmp.Or(s.Object.Namespace, "NAMESPACE")}
	requests, _, _ := values.Fill(strings.Join(s.cfg.Istio.Requests(), " and "))
	return fmt.Sprintf("select the requests by %s alone%s", requests, s.hintFor(fmt.Sprintf(", as %s: \"5\" does", s.annotation("rps")), ""))
}

// zero is where it says that the host may be at zero.
func (s *pass) zero() string {
	if least := s.Spec.MinReplicaCount; least == nil || *least == 0 {
		return "spec.minReplicaCount"
	}
	return "spec.idleReplicaCount"
}

// activationRate is for counts by the second: KEDA wakes a host above its activation,
// and not at it.
func activationRate(s *pass) {
	if !s.Sleeps() || s.modifiers().Formula != "" {
		return
	}
	high := func(path string, t keda.Trigger) {
		text := t.Metadata["activationThreshold"]
		if value, ok := amount(text); ok && value >= 1 {
			s.report(path+".metadata.activationThreshold", fmt.Sprintf("activationThreshold %q wakes the host above %v, not at it: %v a second leaves it at zero", text, value, value),
				"write \"0\", so that whatever comes wakes it, or less than 1")
		}
	}
	s.eachQuery(func(path string, t keda.Trigger, q promql.Query) {
		if q.HasCall("rate", "irate") {
			high(path, t)
		}
	})
	// The built-in signal takes a difference by the second.
	for i, t := range s.Spec.Triggers {
		if s.Origins[i].Signal == signal.RPS && s.Origins[i].Builtin {
			high(triggerPath(i), t)
		}
	}
}

// counts says whether a trigger has a say: beside a formula, only what it names.
func (s *pass) counts(t keda.Trigger) bool {
	formula := s.modifiers().Formula
	if formula != "" && s.named == nil {
		s.named = map[string]bool{}
		for _, name := range variables(formula) {
			s.named[name] = true
		}
	}
	return formula == "" || s.named[t.Name]
}

// serviceUnknown is for signals: a query written by hand may name what it likes.
func serviceUnknown(s *hostPass) {
	other := s.host.Host.KnownService && len(s.host.Host.Services) == 1 && host.SelectsOthers(s.host.Host.Services[0], s.Workload)
	_, held := s.cfg.Holds("Service", s.Object.Namespace, s.host.Host.Service)
	if (s.host.Host.KnownService || held) && !other {
		return
	}
	for i, origin := range s.Origins {
		if !strings.Contains(origin.Definition.Query, "$(service)") {
			continue
		}
		if other {
			s.report(triggerPath(i), fmt.Sprintf("the signal %s counts requests to the Service %s, which does not select the host's pods", origin.Signal, s.host.Host.Service), "correct its selector, or name the right one with "+s.annotation("service"))
			continue
		}
		message, hint := fmt.Sprintf("the signal %s counts requests to the Service %s, which is not in the package", origin.Signal, s.host.Host.Service), "add the Service, or name the right one with "
		if n := len(s.host.Host.Services); n > 1 {
			message, hint = fmt.Sprintf("the signal %s counts requests to the Service %s, but none of the %d that select the host's pods is called so", origin.Signal, s.host.Host.Service, n), "name the right one with "
		}
		s.report(triggerPath(i), message, hint+s.annotation("service"))
	}
}
