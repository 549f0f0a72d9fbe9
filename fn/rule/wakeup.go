package rule

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/placeholder"
	"modelhost.dev/scale-modelhosts/fn/signal"
)

// wakeLater reports whether something that may wake the host is filled in later: a query,
// an address, or the name of a trigger in a formula.
func (p *pass) wakeLater() bool {
	formula := p.modifiers().Formula != ""
	return slices.ContainsFunc(p.Spec.Triggers, func(t keda.Trigger) bool {
		return p.Spec.Fallback != nil && placeholder.In(t.Metadata["ignoreNullValues"]) || placeholder.In(t.Type) || t.Type == keda.TriggerPrometheus && placeholder.In(t.Metadata["query"]) || t.Type == "metrics-api" && placeholder.In(t.Metadata["url"]) || formula && placeholder.In(t.Name)
	})
}

// wayToWake is how a query of requests sees those that no pod answers, or else another signal.
func (p *pass) wayToWake(why string) string {
	if why == "" {
		return p.wakeHint()
	}
	values := signal.Values{"service": cmp.Or(p.hostService(), "SERVICE"), "namespace": cmp.Or(p.Object.Namespace, "NAMESPACE")}
	requests, _, _ := values.Fill(strings.Join(p.cfg.Istio.Requests(), " and "))
	return fmt.Sprintf("select the requests by %s alone%s", requests, p.hintFor(fmt.Sprintf(", as %s: \"5\" does", p.annotation("rps")), ""))
}

// zero is where it says that the host may be at zero.
func (p *pass) zero() string {
	if least := p.Spec.MinReplicaCount; least == nil || *least == 0 {
		return "spec.minReplicaCount"
	}
	return "spec.idleReplicaCount"
}

// counts says whether a trigger has a say: beside a formula, only what it names.
func (p *pass) counts(t keda.Trigger) bool {
	formula := p.modifiers().Formula
	if formula != "" && p.named == nil {
		p.named = map[string]bool{}
		for _, name := range variables(formula) {
			p.named[name] = true
		}
	}
	return formula == "" || p.named[t.Name]
}
