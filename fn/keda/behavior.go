package keda

import (
	"errors"
	"strconv"

	"sigs.k8s.io/kustomize/kyaml/yaml"
)

// Behavior is an HPA's behavior in autoscaling/v2: how fast it may scale.
type Behavior struct {
	ScaleUp   *ScalingRules `json:"scaleUp,omitempty"`
	ScaleDown *ScalingRules `json:"scaleDown,omitempty"`
}

// ScalingRules are the rules for one direction.
type ScalingRules struct {
	// StabilizationWindowSeconds is the time over which the HPA considers past
	// recommendations, 0 to 3600. Default 0 for scaling up and 300 for scaling down.
	StabilizationWindowSeconds *int32 `json:"stabilizationWindowSeconds,omitempty"`
	// SelectPolicy is Max (default), Min or Disabled.
	SelectPolicy string `json:"selectPolicy,omitempty"`
	// Policies limit the change per period. An empty list is rejected.
	Policies []ScalingPolicy `json:"policies,omitempty"`
	// Tolerance is the deviation of a metric from its target that the HPA ignores, e.g. 0.05.
	// Default is the cluster's, usually 0.1.
	Tolerance Quantity `json:"tolerance,omitempty"`
}

// ScalingPolicy allows one amount of change per period.
type ScalingPolicy struct {
	// Type is Pods or Percent.
	Type string `json:"type"`
	// Value is the amount of change, above 0.
	Value int32 `json:"value"`
	// PeriodSeconds is the length of the period, 1 to 1800.
	PeriodSeconds int32 `json:"periodSeconds"`
}

// Select policies and policy types of autoscaling/v2.
const (
	SelectMax      = "Max"
	SelectMin      = "Min"
	SelectDisabled = "Disabled"

	PolicyPods    = "Pods"
	PolicyPercent = "Percent"
)

// Quantity is a Kubernetes quantity, e.g. 500m, 8Gi or 0.05, in its original form.
type Quantity string

// UnmarshalNode also accepts numbers: in an HPA, Kubernetes reads 0.05 and "0.05" alike. The
// quantity is encoded as a string, because the ScaledObject's CRD rejects 0.05.
func (q *Quantity) UnmarshalNode(node *yaml.Node) error {
	if node == nil || node.Kind != yaml.ScalarNode {
		return errNotAQuantity
	}
	switch node.ShortTag() {
	case yaml.NodeTagInt:
		*q = Quantity(decimal(node))
		return nil
	case yaml.NodeTagString, yaml.NodeTagFloat:
		*q = Quantity(node.Value)
		return nil
	}
	return errNotAQuantity
}

// decimal returns an integer in decimal digits, as it is outside YAML: 020 is 16.
func decimal(node *yaml.Node) string {
	var n int64
	if err := node.Decode(&n); err != nil {
		return node.Value
	}
	return strconv.FormatInt(n, 10)
}

var errNotAQuantity = errors.New(`must be a quantity, such as "500m", "8Gi" or "0.05"`)
