// Package scalers contains KEDA's scalers for cpu, memory and cron, without the others, which
// take 15 minutes to compile. Files named upstream_* are copies of KEDA's; the others replace
// pkg/scaling and its cache.
package scalers

import (
	"context"
	"fmt"

	kedav1alpha1 "github.com/kedacore/keda/v2/apis/keda/v1alpha1"
	"github.com/kedacore/keda/v2/pkg/scalers/scalersconfig"
	autoscalingv2 "k8s.io/api/autoscaling/v2"
	corev1 "k8s.io/api/core/v1"
)

// Cache is the part of KEDA's ScalersCache that is needed to build HPAs.
type Cache struct{ scalers []Scaler }

// GetMetricSpecForScaling lists the metrics of all triggers.
func (c *Cache) GetMetricSpecForScaling(ctx context.Context) []autoscalingv2.MetricSpec {
	var specs []autoscalingv2.MetricSpec
	for _, s := range c.scalers {
		specs = append(specs, s.GetMetricSpecForScaling(ctx)...)
	}
	return specs
}

// Handler is the part of KEDA's ScaleHandler that is needed to build HPAs.
type Handler struct{}

// GetScalersCache builds the scaler of every trigger, as pkg/scaling/scalers_builder.go does,
// without environments and authentication, which cpu and memory do not have.
func (Handler) GetScalersCache(_ context.Context, scaledObject *kedav1alpha1.ScaledObject) (*Cache, error) {
	of, err := kedav1alpha1.AsDuckWithTriggers(scaledObject)
	if err != nil {
		return nil, err
	}
	c := &Cache{}
	for i, trigger := range of.Spec.Triggers {
		scaler, err := build(trigger.Type, &scalersconfig.ScalerConfig{
			ScalableObjectName:      of.Name,
			ScalableObjectNamespace: of.Namespace,
			ScalableObjectType:      of.Kind,
			TriggerName:             trigger.Name,
			TriggerMetadata:         trigger.Metadata,
			TriggerType:             trigger.Type,
			TriggerUseCachedMetrics: trigger.UseCachedMetrics,
			ResolvedEnv:             map[string]string{},
			AuthParams:              map[string]string{},
			TriggerIndex:            i,
			MetricType:              trigger.MetricType,
			ScaledObject:            of,
			TriggerUniqueKey:        fmt.Sprintf("%s-%s-%s-%d", of.Kind, of.Namespace, of.Name, i),
		})
		if err != nil {
			return nil, fmt.Errorf("trigger %d: %w", i, err)
		}
		c.scalers = append(c.scalers, scaler)
	}
	return c, nil
}

func build(trigger string, config *scalersconfig.ScalerConfig) (Scaler, error) {
	switch trigger {
	case "cpu":
		return NewCPUMemoryScaler(corev1.ResourceCPU, config)
	case "memory":
		return NewCPUMemoryScaler(corev1.ResourceMemory, config)
	}
	return nil, fmt.Errorf("no scaler of type %q is compiled in", trigger)
}
