package rule

import (
	"modelhost.dev/scale-modelhosts/fn/keda"
)

const modifiersPath = "spec.advanced.scalingModifiers"

// modifiers are the ScaledObject's, empty where it has none.
func (p *pass) modifiers() keda.ScalingModifiers {
	if p.Spec.Advanced == nil || p.Spec.Advanced.ScalingModifiers == nil {
		return keda.ScalingModifiers{}
	}
	return *p.Spec.Advanced.ScalingModifiers
}
