// Package scaler is the HTTP add-on's external scaler, which KEDA queries to scale. Files
// named upstream_* are copies of the add-on's; this one replaces main.go and KEDA.
package scaler

import (
	"context"
	"time"

	"github.com/go-logr/logr"
	"github.com/kedacore/keda/v2/pkg/scalers/externalscaler"
	"sigs.k8s.io/controller-runtime/pkg/client"

	"github.com/kedacore/http-add-on/pkg/k8s"
	"github.com/kedacore/http-add-on/scaler/metrics"
)

const (
	// Tick is the interval at which the scaler queries the interceptors: the default of
	// KEDA_HTTP_QUEUE_TICK_DURATION.
	Tick = 500 * time.Millisecond
	// streamInterval is the default of KEDA_HTTP_SCALER_STREAM_INTERVAL_MS.
	streamInterval = 200 * time.Millisecond
)

// Metric is a metric that KEDA passes to the HPA, as an average value.
type Metric struct {
	Name          string
	Value, Target float64
}

// Scaler queries one interceptor.
type Scaler struct {
	pinger  *queuePinger
	handler *scalerHandler
}

// New returns a scaler that reads routes from reader and queries the interceptor at
// address:port.
func New(reader client.Reader, address, port string) *Scaler {
	endpoints := func(context.Context, string, string) (k8s.Endpoints, error) {
		return k8s.Endpoints{ReadyAddresses: []string{address}}, nil
	}
	pinger := newQueuePinger(logr.Discard(), endpoints, "keda", "", "", port, metrics.NewNoopInstruments())
	return &Scaler{pinger: pinger, handler: newScalerHandler(logr.Discard(), pinger, reader, streamInterval)}
}

// Run queries the interceptor every Tick, until the context is done.
func (s *Scaler) Run(ctx context.Context) { _ = s.pinger.start(ctx, time.NewTicker(Tick)) }

// Ask returns what KEDA gets for a trigger of a ScaledObject.
func (s *Scaler) Ask(ctx context.Context, namespace, name string, metadata map[string]string) (active bool, found []Metric, err error) {
	ref := &externalscaler.ScaledObjectRef{Namespace: namespace, Name: name, ScalerMetadata: metadata}
	specs, err := s.handler.GetMetricSpec(ctx, ref)
	if err != nil {
		return false, nil, err
	}
	for _, spec := range specs.GetMetricSpecs() {
		value, err := s.value(ctx, ref, spec.GetMetricName())
		if err != nil {
			return false, nil, err
		}
		// KEDA's rule: use the float if there is one.
		target := spec.GetTargetSizeFloat()
		if target == 0 {
			target = float64(spec.GetTargetSize())
		}
		found = append(found, Metric{Name: spec.GetMetricName(), Value: value, Target: target})
	}
	answer, err := s.handler.IsActive(ctx, ref)
	return answer.GetResult(), found, err
}

func (s *Scaler) value(ctx context.Context, ref *externalscaler.ScaledObjectRef, metric string) (float64, error) {
	answer, err := s.handler.GetMetrics(ctx, &externalscaler.GetMetricsRequest{ScaledObjectRef: ref, MetricName: metric})
	if err != nil {
		return 0, err
	}
	var sum float64
	for _, v := range answer.GetMetricValues() {
		if f := v.GetMetricValueFloat(); f > 0 {
			sum += f
			continue
		}
		sum += float64(v.GetMetricValue())
	}
	return sum, nil
}
