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
	// Name is the trigger's.
	Name      string
	Namespace string
	// Kind and Workload are the scale target's.
	Kind, Workload string
	// Service is the one whose selector picks the workload's pods; where the
	// stream has none, the one that the naming pattern gives.
	Service string
	Query   string
	// IgnoreNullValues is KEDA's default, true, where the trigger does not say.
	IgnoreNullValues bool
	// Wakes says that the workload may be at zero and this is to end it: no
	// other trigger of the ScaledObject can.
	Wakes bool
	// Cluster is what the settings say that the query is for.
	Cluster Cluster
	// Threshold and ActivationThreshold are the trigger's.
	Threshold, ActivationThreshold string
}

// separator is the line between two documents.
var separator = regexp.MustCompile(`(?m)^---.*$`)

// Queries collects every prometheus trigger of a YAML stream, in its order.
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
