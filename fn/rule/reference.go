package rule

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/suggest"
)

// scalable are those kinds of Kubernetes' own groups that have a scale subresource.
var scalable = map[string][]string{"apps": {"Deployment", "ReplicaSet", "StatefulSet"}, "": {"ReplicationController"}}

// unscalable are kinds that people try to scale and that have no scale subresource, by
// their own definitions, with their group and what to do instead. The CRDs of KServe, KubeRay,
// the NIM operator and Knative Serving, as of August 2026, have the subresource status alone,
// in every version.
var unscalable = map[string]struct{ group, instead string }{
	"CronJob":   {"batch", "use a ScaledJob for jobs"},
	"DaemonSet": {"apps", "a DaemonSet has a pod on every node; scale a Deployment"},
	"Job":       {"batch", "use a ScaledJob for jobs"},
	"Pod":       {"", "scale the Deployment that creates the pods"},

	"InferenceService":      {"serving.kserve.io", "scale its Deployment, NAME-predictor, and set serving.kserve.io/autoscalerClass: external"},
	"InferenceGraph":        {"serving.kserve.io", "scale the Deployment of its name, and set serving.kserve.io/autoscalerClass: external"},
	"LLMInferenceService":   {"serving.kserve.io", "scale its Deployment, NAME-kserve, or write spec.scaling of the LLMInferenceService"},
	"RayService":            {"ray.io", "Ray scales its own workers: set enableInTreeAutoscaling, and autoscaling_config in serveConfigV2"},
	"RayCluster":            {"ray.io", "Ray scales its own workers: set enableInTreeAutoscaling, with minReplicas and maxReplicas of the worker groups"},
	"RayJob":                {"ray.io", "Ray scales its own workers: set enableInTreeAutoscaling"},
	"NIMService":            {"apps.nvidia.com", "scale the Deployment NAME that the operator creates, or write its spec.scale"},
	"NIMPipeline":           {"apps.nvidia.com", "scale the Deployments of its services"},
	"Service":               {"serving.knative.dev", "Knative scales it itself: set autoscaling.knative.dev/min-scale and max-scale on its template"},
	"Configuration":         {"serving.knative.dev", "Knative scales it itself: set autoscaling.knative.dev/min-scale and max-scale on its template"},
	"Revision":              {"serving.knative.dev", "Knative scales it itself: set autoscaling.knative.dev/min-scale and max-scale on its template"},
	"JobSet":                {"jobset.x-k8s.io", "use a ScaledJob for jobs; for serving, scale a Deployment or a LeaderWorkerSet"},
	"DynamoGraphDeployment": {"nvidia.com", "scale the DynamoGraphDeploymentScalingAdapter NAME-SERVICE of each of its services"},
}

// versions are those that workloads have.
var versions = map[string]string{
	"Deployment": "apps/v1", "ReplicaSet": "apps/v1", "StatefulSet": "apps/v1", "DaemonSet": "apps/v1",
	"ReplicationController": "v1", "Rollout": "argoproj.io/v1alpha1",
}

// targetKind is for what no cluster can scale. Groups of others' have a dot in their
// names, and what they hold only a cluster knows.
func targetKind(s *pass) {
	if ref := inventory.TargetOf(s.Object); s.unknownTarget() {
		message := fmt.Sprintf("Kubernetes has no %s in %s", ref.Kind, ref.APIVersion)
		if isUnscalable(ref) {
			message = fmt.Sprintf("the kind %s has no scale subresource", ref.Kind)
		}
		s.report("spec.scaleTargetRef", message, s.rightTarget(ref))
	}
}

// isUnscalable reports whether a target's kind has no scale subresource. One that stands
// in a group of Kubernetes' own, or without an apiVersion, is meant all the same.
func isUnscalable(ref inventory.Target) bool {
	kind, known := unscalable[ref.Kind]
	group := (&inventory.Object{APIVersion: ref.APIVersion}).Group()
	return known && (kind.group == group || !strings.Contains(group, ".") && !(ref.Kind == "Service" && group == ""))
}

// unknownTarget says whether a written ScaledObject's target is of no kind that there is.
func (s *pass) unknownTarget() bool {
	if !s.isHandWritten() || s.Spec.ScaleTargetRef == nil || s.isUnresolved("spec.scaleTargetRef") {
		return false
	}
	ref := inventory.TargetOf(s.Object)
	group := (&inventory.Object{APIVersion: ref.APIVersion}).Group()
	if isUnscalable(ref) {
		return true
	}
	if known, ok := versions[ref.Kind]; ok && group == "apps" && ref.APIVersion != known {
		return !strings.Contains(ref.APIVersion, "$")
	}
	return !strings.ContainsAny(group, ".$") && !strings.Contains(ref.APIVersion+ref.Kind, "$") && !contains(scalable[group], ref.Kind)
}

// rightTarget is the kind that was meant: that of the package's workload of the name,
// or the one most alike.
func (s *pass) rightTarget(ref inventory.Target) string {
	if w := s.namesake(ref); w != nil && w.Name == ref.Name && w.SharesNamespace(s.Object) {
		return fmt.Sprintf("%s, for the %s %s of the package", writeTarget(w.APIVersion, w.Kind), w.Kind, w.Name)
	}
	if isUnscalable(ref) {
		return strings.ReplaceAll(unscalable[ref.Kind].instead, "NAME", ref.Name)
	}
	if near, ok := suggest.Closest(ref.Kind, sortedKeys(versions)); ok && unscalable[near].instead == "" {
		return writeTarget(versions[near], near)
	}
	return "name what can be scaled, such as a Deployment, with its apiVersion and kind"
}

func writeTarget(version, kind string) string {
	return fmt.Sprintf("write apiVersion: %s and kind: %s", version, kind)
}

// targetMissing looks for what a written ScaledObject seems to mean: a workload of the
// name and another kind, or in another namespace, or one called nearly so. That its
// workload is in another package is as it may be.
func targetMissing(s *pass) {
	ref := inventory.TargetOf(s.Object)
	if !s.isHandWritten() || s.Workload != nil || ref.Name == "" || s.unknownTarget() || len(s.inv.Targets(s.Object)) > 0 {
		return
	}
	if _, held := s.cfg.Holds(ref.Kind, s.Object.Namespace, ref.Name); held {
		return
	}
	w := s.namesake(ref)
	switch {
	case w == nil:
		s.targetMisspelled(ref)
	case w.SharesNamespace(s.Object):
		s.report("spec.scaleTargetRef", fmt.Sprintf("there is no %s %q (%s) in the package, but there is a %s %q (%s)", ref.Kind, ref.Name, ref.APIVersion, w.Kind, w.Name, w.APIVersion),
			fmt.Sprintf("%s, if the cluster has no such %s", writeTarget(w.APIVersion, w.Kind), ref.Kind))
	case w.Namespace != "" && s.Object.Namespace != "":
		s.report("spec.scaleTargetRef", fmt.Sprintf("%s %q is in the namespace %s, and a ScaledObject scales only in its own, %s", ref.Kind, ref.Name, w.Namespace, s.Object.Namespace),
			"put both into one namespace, if the cluster has no such workload in "+s.Object.Namespace)
	}
}

// namesake is a workload of the name that a reference has: in the same namespace, of
// whatever kind, or else of the kind and elsewhere.
func (s *pass) namesake(ref inventory.Target) *inventory.Object {
	var found []*inventory.Object
	for _, w := range s.inv.Workloads.ByName(ref.Name) {
		if w.Name == ref.Name && (w.SharesNamespace(s.Object) || w.Kind == ref.Kind) {
			found = append(found, w)
		}
	}
	if len(found) == 0 {
		return nil
	}
	return slices.MinFunc(found, func(a, b *inventory.Object) int {
		return cmp.Or(-compareBools(a.SharesNamespace(s.Object), b.SharesNamespace(s.Object)),
			cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.APIVersion, b.APIVersion), cmp.Compare(a.Namespace, b.Namespace))
	})
}

func compareBools(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

func (s *pass) targetMisspelled(ref inventory.Target) {
	if near, ok := s.inv.Workloads.ClosestName(inventory.ByKind, inventory.KindGroup(ref.Kind, s.Object.EffectiveNamespace()), ref.Name); ok && near != ref.Name {
		s.report("spec.scaleTargetRef.name", fmt.Sprintf("there is no %s %q in the package, but there is %q", ref.Kind, ref.Name, near), "correct the name, if the cluster has no such workload")
	}
}
