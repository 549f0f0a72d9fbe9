package rule

import (
	"fmt"
	"slices"

	"k8s.io/apimachinery/pkg/api/resource"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/placeholder"
)

var behaviorBounds = &Rule{
	ID:          "behavior-bounds",
	Severity:    finding.Error,
	Layer:       Scaling,
	Scope:       Plans,
	Summary:     "HPA behavior outside the bounds of Kubernetes",
	Consequence: "KEDA accepts it, but Kubernetes rejects the HPA",
	Run:         checkBehaviorBounds,
}

func checkBehaviorBounds(p *pass) {
	b := p.behavior()
	if b == nil {
		return
	}
	p.checkScalingRules("scaleUp", b.ScaleUp)
	p.checkScalingRules("scaleDown", b.ScaleDown)
}

func (p *pass) checkScalingRules(name string, rules *keda.ScalingRules) {
	if rules == nil {
		return
	}
	// An annotation is one field, so the message names the part.
	bad := func(field, message, hint string) {
		if p.isUnresolved(behaviorPath + "." + name + "." + field) {
			return
		}
		p.report(behaviorPath+"."+name+"."+field, p.hintFor(name+": ", "")+field+" "+message, hint)
	}
	if w := rules.StabilizationWindowSeconds; w != nil && (*w < 0 || *w > keda.MaxStabilizationWindowSeconds) {
		bad("stabilizationWindowSeconds", fmt.Sprintf("%d is out of range", *w), fmt.Sprintf("use a value from 0 to %d", keda.MaxStabilizationWindowSeconds))
	}
	if policy := rules.SelectPolicy; policy != "" && !placeholder.In(policy) && !slices.Contains([]string{keda.SelectMax, keda.SelectMin, keda.SelectDisabled}, policy) {
		bad("selectPolicy", fmt.Sprintf("%q is unknown", policy), "use Max, Min or Disabled")
	}
	// An empty list of policies is fine: it is dropped on the way to the HPA, and the
	// default policies apply.
	if t := string(rules.Tolerance); t != "" && !placeholder.In(t) {
		if quantity, err := resource.ParseQuantity(t); err != nil || quantity.Sign() < 0 {
			bad("tolerance", fmt.Sprintf("%q is not a quantity of zero or more", t), "use a value such as 0.05")
		}
	}
	for i, policy := range rules.Policies {
		if !placeholder.In(policy.Type) && policy.Type != keda.PolicyPods && policy.Type != keda.PolicyPercent {
			bad(fmt.Sprintf("policies[%d].type", i), fmt.Sprintf("%q is unknown", policy.Type), "use Pods or Percent")
		}
		if policy.Value < keda.MinPolicyValue {
			bad(fmt.Sprintf("policies[%d].value", i), fmt.Sprintf("%d is not positive", policy.Value), "use 1 or more")
		}
		if policy.PeriodSeconds < keda.MinPolicyPeriodSeconds || policy.PeriodSeconds > keda.MaxPolicyPeriodSeconds {
			bad(fmt.Sprintf("policies[%d].periodSeconds", i), fmt.Sprintf("%d is out of range", policy.PeriodSeconds), fmt.Sprintf("use a value from 1 to %d", keda.MaxPolicyPeriodSeconds))
		}
	}
}
