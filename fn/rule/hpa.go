package rule

import (
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/plan"
)

func (p *pass) hpaConfig() keda.HPAConfig {
	if p.Spec.Advanced == nil || p.Spec.Advanced.HorizontalPodAutoscalerConfig == nil {
		return keda.HPAConfig{}
	}
	return *p.Spec.Advanced.HorizontalPodAutoscalerConfig
}

func (p *pass) behavior() *keda.Behavior { return p.hpaConfig().Behavior }

// hpaNameOf returns the name of the HPA that KEDA creates.
func hpaNameOf(p *plan.Plan) string {
	if a := p.Spec.Advanced; a != nil && a.HorizontalPodAutoscalerConfig != nil && a.HorizontalPodAutoscalerConfig.Name != "" {
		return a.HorizontalPodAutoscalerConfig.Name
	}
	return keda.DefaultHPAPrefix + p.Name
}

// modifiers returns the ScaledObject's scaling modifiers, empty if it has none.
func (p *pass) modifiers() keda.ScalingModifiers {
	return p.wake.Modifiers()
}
