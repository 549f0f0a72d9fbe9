package promql

import "encoding/json"

// object contains the fields of any object that matter to a query.
type object struct {
	Kind     string   `json:"kind"`
	Metadata metadata `json:"metadata"`
	Spec     spec     `json:"spec"`
	Items    []object `json:"items"`
}

type metadata struct {
	Name      string            `json:"name"`
	Namespace string            `json:"namespace"`
	Labels    map[string]string `json:"labels"`
}

// spec contains fields of a ScaledObject, a workload and a Service; no two kinds use one name
// for different things.
type spec struct {
	ScaleTargetRef struct {
		Kind string `json:"kind"`
		Name string `json:"name"`
	} `json:"scaleTargetRef"`
	MinReplicaCount  *int      `json:"minReplicaCount"`
	IdleReplicaCount *int      `json:"idleReplicaCount"`
	Triggers         []trigger `json:"triggers"`
	Template         struct {
		Metadata metadata `json:"metadata"`
	} `json:"template"`
	// Selector is a map of labels in a Service, and more than that in other kinds.
	Selector json.RawMessage `json:"selector"`
}

type trigger struct {
	Name     string            `json:"name"`
	Type     string            `json:"type"`
	Metadata map[string]string `json:"metadata"`
}

// atZero reports whether KEDA may leave the workload without pods.
func (o object) atZero() bool {
	low := o.Spec.MinReplicaCount
	if o.Spec.IdleReplicaCount != nil {
		low = o.Spec.IdleReplicaCount
	}
	return low == nil || *low == 0
}

// selects reports whether a Service selects pods with the labels.
func (o object) selects(labels map[string]string) bool {
	var selector map[string]string
	if json.Unmarshal(o.Spec.Selector, &selector) != nil || len(selector) == 0 {
		return false
	}
	for k, v := range selector {
		if labels[k] != v {
			return false
		}
	}
	return true
}
