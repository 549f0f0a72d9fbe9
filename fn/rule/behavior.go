package rule

import (
	"fmt"

	"k8s.io/apimachinery/pkg/api/resource"

	"modelhost.dev/scale-modelhosts/fn/keda"
)

func behaviorBounds(s *subject) {
	b := s.behavior()
	if b == nil {
		return
	}
	s.scalingRules("scaleUp", b.ScaleUp)
	s.scalingRules("scaleDown", b.ScaleDown)
}

func (s *subject) scalingRules(name string, rules *keda.ScalingRules) {
	if rules == nil {
		return
	}
	bad := func(message, hint string) {
		s.find("spec.advanced.horizontalPodAutoscalerConfig.behavior."+name, name+": "+message, hint)
	}
	if w := rules.StabilizationWindowSeconds; w != nil && (*w < 0 || *w > keda.MaxStabilizationWindowSeconds) {
		bad(fmt.Sprintf("stabilizationWindowSeconds %d is out of bounds", *w), fmt.Sprintf("write 0 to %d", keda.MaxStabilizationWindowSeconds))
	}
	if p := rules.SelectPolicy; p != "" && !contains([]string{keda.SelectMax, keda.SelectMin, keda.SelectDisabled}, p) {
		bad(fmt.Sprintf("selectPolicy %q is not known", p), "write Max, Min or Disabled")
	}
	if rules.Policies != nil && len(rules.Policies) == 0 {
		bad("policies is empty", "add one, or leave it out")
	}
	if t := string(rules.Tolerance); t != "" {
		if quantity, err := resource.ParseQuantity(t); err != nil || quantity.Sign() < 0 {
			bad(fmt.Sprintf("tolerance %q is no quantity of zero or more", t), "write it plainly, such as 0.05")
		}
	}
	for i, p := range rules.Policies {
		if p.Type != keda.PolicyPods && p.Type != keda.PolicyPercent {
			bad(fmt.Sprintf("policies[%d].type %q is not known", i, p.Type), "write Pods or Percent")
		}
		if p.Value < keda.MinPolicyValue {
			bad(fmt.Sprintf("policies[%d].value %d is not above zero", i, p.Value), "write a number from 1 up")
		}
		if p.PeriodSeconds < keda.MinPolicyPeriodSeconds || p.PeriodSeconds > keda.MaxPolicyPeriodSeconds {
			bad(fmt.Sprintf("policies[%d].periodSeconds %d is out of bounds", i, p.PeriodSeconds), fmt.Sprintf("write 1 to %d", keda.MaxPolicyPeriodSeconds))
		}
	}
}
