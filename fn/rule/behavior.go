package rule

import (
	"fmt"

	"k8s.io/apimachinery/pkg/api/resource"

	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/placeholder"
)

func behaviorBounds(s *pass) {
	b := s.behavior()
	if b == nil {
		return
	}
	s.scalingRules("scaleUp", b.ScaleUp)
	s.scalingRules("scaleDown", b.ScaleDown)
}

func (s *pass) scalingRules(name string, rules *keda.ScalingRules) {
	if rules == nil {
		return
	}
	// An annotation is one field, and the message says what is within.
	bad := func(field, message, hint string) {
		if s.isUnresolved(behaviorPath + "." + name + "." + field) {
			return
		}
		s.report(behaviorPath+"."+name+"."+field, s.hintFor(name+": ", "")+field+" "+message, hint)
	}
	if w := rules.StabilizationWindowSeconds; w != nil && (*w < 0 || *w > keda.MaxStabilizationWindowSeconds) {
		bad("stabilizationWindowSeconds", fmt.Sprintf("%d is out of bounds", *w), fmt.Sprintf("write 0 to %d", keda.MaxStabilizationWindowSeconds))
	}
	if p := rules.SelectPolicy; p != "" && !placeholder.In(p) && !contains([]string{keda.SelectMax, keda.SelectMin, keda.SelectDisabled}, p) {
		bad("selectPolicy", fmt.Sprintf("%q is not known", p), "write Max, Min or Disabled")
	}
	// An empty list of policies is fine: it is dropped on the way to the HPA, and the
	// default policies apply.
	if t := string(rules.Tolerance); t != "" && !placeholder.In(t) {
		if quantity, err := resource.ParseQuantity(t); err != nil || quantity.Sign() < 0 {
			bad("tolerance", fmt.Sprintf("%q is no quantity of zero or more", t), "write it plainly, such as 0.05")
		}
	}
	for i, p := range rules.Policies {
		if !placeholder.In(p.Type) && p.Type != keda.PolicyPods && p.Type != keda.PolicyPercent {
			bad(fmt.Sprintf("policies[%d].type", i), fmt.Sprintf("%q is not known", p.Type), "write Pods or Percent")
		}
		if p.Value < keda.MinPolicyValue {
			bad(fmt.Sprintf("policies[%d].value", i), fmt.Sprintf("%d is not above zero", p.Value), "write a number from 1 up")
		}
		if p.PeriodSeconds < keda.MinPolicyPeriodSeconds || p.PeriodSeconds > keda.MaxPolicyPeriodSeconds {
			bad(fmt.Sprintf("policies[%d].periodSeconds", i), fmt.Sprintf("%d is out of bounds", p.PeriodSeconds), fmt.Sprintf("write 1 to %d", keda.MaxPolicyPeriodSeconds))
		}
	}
}
