package rule

import (
	"fmt"

	"modelhost.dev/scale-modelhosts/fn/finding"
)

var limitReplicas = &Rule{
	ID:          "limit-replicas",
	Severity:    finding.Error,
	Layer:       Annotations,
	Scope:       Hosts,
	Summary:     "more replicas than the functionConfig allows",
	Consequence: "the platform team limits what a model host may cost",
	Run:         onHosts(checkLimitReplicas),
}

func checkLimitReplicas(p *hostPass) {
	limit := p.cfg.Limits.MaxReplicas
	if limit <= 0 || p.countsUnread() {
		return
	}
	exceeds := func(path, what string, count int32) {
		if count > limit {
			p.report(path, fmt.Sprintf("%s %d exceeds spec.limits.maxReplicas (%d)", what, count, limit),
				fmt.Sprintf("use %d or less, or ask for a higher limit", limit))
		}
	}
	exceeds("spec.maxReplicaCount", "the maximum", p.maxReplicas())
	if paused := p.host.Host.Annotations.PausedReplicas; paused != nil {
		exceeds(pausedReplicasPath, "the paused replica count", *paused)
	}
}
