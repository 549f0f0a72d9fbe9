package hpa

import (
	"fmt"
	"math/big"
	"slices"

	kedav1alpha1 "github.com/kedacore/keda/v2/apis/keda/v1alpha1"
	autoscalingv2 "k8s.io/api/autoscaling/v2"
	"k8s.io/apimachinery/pkg/api/equality"
	"k8s.io/apimachinery/pkg/api/resource"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"sigs.k8s.io/yaml"

	"modelhost.dev/scale-modelhosts/testdata/oracle/hpa/keda"
	"modelhost.dev/scale-modelhosts/testdata/oracle/hpa/kubernetes"
)

// transfer is the annotation that makes KEDA take over an existing HPA.
const transfer = "scaledobject.keda.sh/transfer-hpa-ownership"

// Compare returns the differences between the HPA that KEDA would create from a ScaledObject and
// the adopted one, or the reason why KEDA would not create it.
func Compare(adopted kubernetes.HPA, scaledObject []byte) []string {
	var so kedav1alpha1.ScaledObject
	if err := yaml.UnmarshalStrict(scaledObject, &so); err != nil {
		return []string{"the ScaledObject does not decode: " + err.Error()}
	}
	made, err := keda.HPA(&so)
	if err != nil {
		return []string{"KEDA creates no HPA: " + err.Error()}
	}
	created, err := kubernetes.Create(made)
	if err != nil {
		return []string{"Kubernetes rejects KEDA's HPA: " + err.Error()}
	}
	differences := Differences(adopted, created)
	if got := so.Annotations[transfer]; got != "true" {
		differences = append(differences, fmt.Sprintf("%s is %q: KEDA's webhook rejects the ScaledObject while the old HPA is there", transfer, got))
	}
	return differences
}

// Differences compares two HPAs in everything that affects how they scale.
func Differences(adopted, created kubernetes.HPA) []string {
	was, is := adopted.Stored, created.Stored
	var found []string
	differ := func(what string, was, is any) {
		if !equality.Semantic.DeepEqual(was, is) {
			found = append(found, fmt.Sprintf("%s: was %s, is %s", what, text(was), text(is)))
		}
	}
	differ("namespace", was.Namespace, is.Namespace)
	differ("name", was.Name, is.Name)
	differ("target", target(was), target(is))
	differ("minimum", was.Spec.MinReplicas, is.Spec.MinReplicas)
	differ("maximum", was.Spec.MaxReplicas, is.Spec.MaxReplicas)
	differ("metrics", metrics(was), metrics(is))
	differ("original behavior", adopted.Written.Spec.Behavior, created.Written.Spec.Behavior)
	differ("behavior", was.Spec.Behavior, is.Spec.Behavior)
	return found
}

func text(v any) string {
	out, err := yaml.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(out)
}

// target ignores the version: any version of the group finds the workload.
func target(hpa *autoscalingv2.HorizontalPodAutoscaler) []string {
	ref := hpa.Spec.ScaleTargetRef
	return []string{schema.FromAPIVersionAndKind(ref.APIVersion, ref.Kind).GroupKind().String(), ref.Name}
}

// metrics returns a multiset: Kubernetes uses the highest result, in any order.
func metrics(hpa *autoscalingv2.HorizontalPodAutoscaler) []string {
	var all []string
	for _, m := range hpa.Spec.Metrics {
		all = append(all, metric(m))
	}
	slices.Sort(all)
	return all
}

func metric(m autoscalingv2.MetricSpec) string {
	switch {
	case m.Resource != nil:
		return fmt.Sprintf("%s %s %s", m.Type, m.Resource.Name, aim(m.Resource.Target))
	case m.ContainerResource != nil:
		return fmt.Sprintf("%s %s of %s %s", m.Type, m.ContainerResource.Name, m.ContainerResource.Container, aim(m.ContainerResource.Target))
	}
	return text(m)
}

// aim returns a target as the HPA controller uses it: an average value if there is one, or
// else a utilization, whatever the target's type.
func aim(t autoscalingv2.MetricTarget) string {
	if t.AverageValue != nil {
		return fmt.Sprintf("%s %s", autoscalingv2.AverageValueMetricType, amount(*t.AverageValue))
	}
	return fmt.Sprintf("%s %d", autoscalingv2.UtilizationMetricType, *t.AverageUtilization)
}

// amount returns the value of a quantity: 1Gi equals 1024Mi.
func amount(q resource.Quantity) string {
	value, _ := new(big.Rat).SetString(q.AsDec().String())
	return value.RatString()
}
