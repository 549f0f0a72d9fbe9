package rule

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/inventory"
)

// scalable lists the kinds of Kubernetes' own groups that have a scale subresource, by group.
var scalable = map[string][]string{"apps": {"Deployment", "ReplicaSet", "StatefulSet"}, "": {"ReplicationController"}}

// unscalable lists kinds that people try to scale but that have no scale subresource, with
// their group and what to do instead. As of August 2026 the CRDs of KServe, KubeRay, the NIM
// operator and Knative Serving have only the status subresource, in every version.
var unscalable = map[string]struct{ group, instead string }{
	"CronJob":   {"batch", "use a ScaledJob for jobs"},
	"DaemonSet": {"apps", "a DaemonSet has a pod on every node; scale a Deployment"},
	"Job":       {"batch", "use a ScaledJob for jobs"},
	"Pod":       {"", "scale the Deployment that creates the pods"},

	"InferenceService":      {"serving.kserve.io", "scale its Deployment, NAME-predictor, and set serving.kserve.io/autoscalerClass: external"},
	"InferenceGraph":        {"serving.kserve.io", "scale the Deployment with the same name, and set serving.kserve.io/autoscalerClass: external"},
	"LLMInferenceService":   {"serving.kserve.io", "scale its Deployment, NAME-kserve, or set spec.scaling of the LLMInferenceService"},
	"RayService":            {"ray.io", "Ray scales its own workers: set enableInTreeAutoscaling, and autoscaling_config in serveConfigV2"},
	"RayCluster":            {"ray.io", "Ray scales its own workers: set enableInTreeAutoscaling, with minReplicas and maxReplicas of the worker groups"},
	"RayJob":                {"ray.io", "Ray scales its own workers: set enableInTreeAutoscaling"},
	"NIMService":            {"apps.nvidia.com", "scale the Deployment NAME that the operator creates, or set its spec.scale"},
	"NIMPipeline":           {"apps.nvidia.com", "scale the Deployments of its services"},
	"Service":               {"serving.knative.dev", "Knative scales it itself: set autoscaling.knative.dev/min-scale and max-scale on its template"},
	"Configuration":         {"serving.knative.dev", "Knative scales it itself: set autoscaling.knative.dev/min-scale and max-scale on its template"},
	"Revision":              {"serving.knative.dev", "Knative scales it itself: set autoscaling.knative.dev/min-scale and max-scale on its template"},
	"JobSet":                {"jobset.x-k8s.io", "use a ScaledJob for jobs; for serving, scale a Deployment or a LeaderWorkerSet"},
	"DynamoGraphDeployment": {"nvidia.com", "scale the DynamoGraphDeploymentScalingAdapter NAME-SERVICE of each of its services"},
}

// versions lists the current apiVersion of each workload kind.
var versions = map[string]string{
	"Deployment": "apps/v1", "ReplicaSet": "apps/v1", "StatefulSet": "apps/v1", "DaemonSet": "apps/v1",
	"ReplicationController": "v1", "Rollout": "argoproj.io/v1alpha1",
}

// isUnscalable reports whether a target's kind has no scale subresource. The kind decides even
// if the reference names a group of Kubernetes' own, or no apiVersion.
func isUnscalable(ref inventory.Target) bool {
	kind, known := unscalable[ref.Kind]
	group := (&inventory.Object{APIVersion: ref.APIVersion}).Group()
	return known && (kind.group == group || !strings.Contains(group, ".") && !(ref.Kind == "Service" && group == ""))
}

// unknownTarget reports whether a hand-written ScaledObject's target has a kind that does not exist.
func (p *pass) unknownTarget() bool {
	if !p.isHandWritten() || p.Spec.ScaleTargetRef == nil || p.isUnresolved("spec.scaleTargetRef") {
		return false
	}
	ref := inventory.TargetOf(p.Object)
	group := (&inventory.Object{APIVersion: ref.APIVersion}).Group()
	if isUnscalable(ref) {
		return true
	}
	if known, ok := versions[ref.Kind]; ok && group == "apps" && ref.APIVersion != known {
		return !strings.Contains(ref.APIVersion, "$")
	}
	return !strings.ContainsAny(group, ".$") && !strings.Contains(ref.APIVersion+ref.Kind, "$") && !slices.Contains(scalable[group], ref.Kind)
}

func writeTargetHint(version, kind string) string {
	return fmt.Sprintf("use apiVersion: %s and kind: %s", version, kind)
}

// namesake returns a workload with the name in a reference: of any kind in the same
// namespace, or of the same kind in another.
func (p *pass) namesake(ref inventory.Target) *inventory.Object {
	var found []*inventory.Object
	for _, w := range p.inv.Workloads.ByName(ref.Name) {
		if w.Name == ref.Name && (w.SharesNamespace(p.Object) || w.Kind == ref.Kind) {
			found = append(found, w)
		}
	}
	if len(found) == 0 {
		return nil
	}
	return slices.MinFunc(found, func(a, b *inventory.Object) int {
		return cmp.Or(inventory.TrueFirst(a.SharesNamespace(p.Object), b.SharesNamespace(p.Object)),
			cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.APIVersion, b.APIVersion), cmp.Compare(a.Namespace, b.Namespace))
	})
}
