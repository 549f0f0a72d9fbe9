package addon

import (
	"errors"
	"fmt"
	"math"

	"modelhost.dev/scale-modelhosts/testdata/oracle/http/scaler"
)

// Scaling is what the add-on's scaler returns for a ScaledObject at one moment.
type Scaling struct {
	// Active makes KEDA wake the workload.
	Active  bool
	Metrics []scaler.Metric
}

// Tick is the time the scaler may take to see a change.
const Tick = scaler.Tick

var errNoTrigger = errors.New("the ScaledObject has no trigger for the HTTP add-on")

// Scaling queries the scaler as KEDA does, for the first external-push trigger of a
// ScaledObject.
func (c *Cluster) Scaling(namespace, name string) (Scaling, error) {
	for _, so := range c.scaledObjects {
		if so.Namespace != namespace || so.Name != name {
			continue
		}
		for _, t := range so.Spec.Triggers {
			if t.Type == "external-push" {
				active, metrics, err := c.scaler.Ask(c.ctx, namespace, name, t.Metadata)
				return Scaling{active, metrics}, err
			}
		}
		return Scaling{}, errNoTrigger
	}
	return Scaling{}, fmt.Errorf("no ScaledObject %s/%s", namespace, name)
}

// Replicas returns what an HPA computes from the metrics, without its bounds.
func (s Scaling) Replicas() int {
	most := 0.0
	for _, m := range s.Metrics {
		most = max(most, math.Ceil(m.Value/m.Target))
	}
	return int(most)
}
