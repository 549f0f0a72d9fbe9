package promql

import (
	"fmt"
	"regexp"
	"strings"

	"sigs.k8s.io/yaml"
)

// Query is one prometheus trigger of a ScaledObject, with the workload around it.
type Query struct {
	// ScaledObject is namespace/name.
	ScaledObject string
	Trigger      int
	// Name is the trigger's name.
	Name      string
	Namespace string
	// Kind and Workload identify the scale target.
	Kind, Workload string
	// Service is the one whose selector matches the workload's pods; if the stream has none,
	// the one from the naming pattern.
	Service string
	Query   string
	// IgnoreNullValues is KEDA's default, true, unless the trigger sets it.
	IgnoreNullValues bool
	// Wakes is set if the workload may be at zero and only this trigger of the ScaledObject
	// can wake it.
	Wakes bool
	// Cluster is the cluster that the settings describe.
	Cluster Cluster
	// Threshold and ActivationThreshold are the trigger's.
	Threshold, ActivationThreshold string
}

// separator matches the line between two documents.
var separator = regexp.MustCompile(`(?m)^---.*$`)

// Queries returns every prometheus trigger of a YAML stream, in order.
func Queries(manifests []byte) ([]Query, error) {
	var objects []object
	for _, doc := range separator.Split(string(manifests), -1) {
		var o object
		if err := yaml.Unmarshal([]byte(doc), &o); err != nil {
			return nil, fmt.Errorf("%w in:\n%s", err, doc)
		}
		objects = append(append(objects, o), o.Items...)
	}
	return collect(objects), nil
}

func collect(objects []object) []Query {
	var queries []Query
	for _, so := range objects {
		if so.Kind != "ScaledObject" {
			continue
		}
		for i, trigger := range so.Spec.Triggers {
			if trigger.Type == "prometheus" {
				queries = append(queries, so.query(i, objects))
			}
		}
	}
	return queries
}

func (so object) query(i int, objects []object) Query {
	ref := so.Spec.ScaleTargetRef
	q := Query{
		ScaledObject:     so.Metadata.Namespace + "/" + so.Metadata.Name,
		Trigger:          i,
		Name:             so.Spec.Triggers[i].Name,
		Namespace:        so.Metadata.Namespace,
		Kind:             ref.Kind,
		Workload:         ref.Name,
		Query:            so.Spec.Triggers[i].Metadata["query"],
		IgnoreNullValues: so.Spec.Triggers[i].Metadata["ignoreNullValues"] != "false",
		Wakes:            so.atZero() && len(so.Spec.Triggers) == 1,
		Threshold:        so.Spec.Triggers[i].Metadata["threshold"], ActivationThreshold: so.Spec.Triggers[i].Metadata["activationThreshold"],
	}
	if q.Kind == "" {
		q.Kind = "Deployment"
	}
	q.Service = service(q, objects)
	return q
}

// service finds the Service that selects the pods of the query's workload.
func service(q Query, objects []object) string {
	for _, workload := range objects {
		if workload.Kind != q.Kind || workload.Metadata.Name != q.Workload || workload.Metadata.Namespace != q.Namespace {
			continue
		}
		for _, s := range objects {
			if s.Kind == "Service" && s.Metadata.Namespace == q.Namespace && s.selects(workload.Spec.Template.Metadata.Labels) {
				return s.Metadata.Name
			}
		}
	}
	return strings.Replace(q.Workload, "-depl-", "-svc-", 1)
}
