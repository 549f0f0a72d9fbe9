package rule

import (
	"slices"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/placeholder"
	"modelhost.dev/scale-modelhosts/fn/plan"
)

// reads are the fields of a trigger that a rule's finding about it depends on, besides
// those at the finding's own path.
var reads = map[string][]string{
	"authentication-missing":    {"authenticationRef"},
	"authentication-parameter":  {"authenticationRef", "metadata.authModes", "metadata.authMode", "metadata.identityOwner"},
	"authentication-reference":  {"authenticationRef"},
	"authentication-renamed":    {"authenticationRef"},
	"authentication-unsent":     {"authenticationRef", "metadata.authModes", "metadata.authMode"},
	"average-as-average-value":  {"metricType", "metadata.query", "metadata.threshold"},
	"cached-metrics":            {"type", "useCachedMetrics"},
	"container-unknown":         {"metadata.containerName"},
	"cpu-request-missing":       {"metadata.containerName", "metricType"},
	"trigger-unused-by-formula": {"name", "type"},
	"limit-server-address":      {"metadata.serverAddress"},
	"limit-trigger-type":        {"type"},
	"metric-type":               {"metricType", "type"},
	"formula-ignores-container": {"metadata.containerName"},
	"null-as-zero":              {"metadata.query"},
	"null-keeps-awake":          {"metadata.query"},
	"prometheus-identity":       {"metadata.serverAddress", "authenticationRef", "metadata.awsRegion", "metadata.namespace"},
	"resource-trigger":          {"metricType", "metadata.value"},
	"scaling-modifiers":         {"name", "type"},
	"schedule-clock-change":     {"metadata.timezone", "metadata.start", "metadata.end"},
	"schedule-unused":           {"metadata.desiredReplicas"},
	"stream-pending":            {"metadata.consumerGroup", "metadata.lagCount"},
	"target-range":              {"metadata.threshold", "metadata.query"},
	"target-tolerance":          {"metadata.threshold", "metadata.query"},
	"target-unit":               {"metadata.threshold", "metadata.query"},
	"sum-as-value":              {"metricType", "metadata.query", "metadata.threshold"},
	"trigger-name-duplicate":    {"name"},
	"trigger-type":              {"type"},
	"wake-on-rate":              {"metadata.query"},
}

const transferPath = "metadata.annotations[" + keda.AnnotationTransferHPAOwnership + "]"

// readsOfSpec are the fields of the ScaledObject that a rule's findings depend on.
var readsOfSpec = map[string][]string{
	"average-as-average-value":  {"spec.maxReplicaCount"},
	"fallback-fields":           {"spec.fallback"},
	"fallback-wakes":            {"spec.fallback", "spec.advanced.scalingModifiers", "spec.scaleTargetRef"},
	"resource-never-active":     {"spec.minReplicaCount", "spec.idleReplicaCount"},
	"fallback-ignored":          {"spec.fallback", "spec.advanced.scalingModifiers"},
	"trigger-unused-by-formula": {"spec.advanced.scalingModifiers.formula"},
	"hpa-conflict":              {"spec.scaleTargetRef", hpaNamePath, "metadata.name", transferPath},
	"hpa-reapplied":             {"spec.scaleTargetRef", hpaNamePath, "metadata.name", transferPath},
	"hpa-name-shared":           {hpaNamePath, "metadata.name"},
	"hpa-name-taken":            {hpaNamePath, "metadata.name", "spec.scaleTargetRef"},
	"name-length":               {"metadata.name"},
	"replicas-range":            {"spec.minReplicaCount", "spec.maxReplicaCount", "spec.idleReplicaCount"},
	"scaling-modifiers":         {"spec.advanced.scalingModifiers"},
	"schedule-unused":           {"spec.maxReplicaCount", "spec.minReplicaCount"},
	"target-kind":               {"spec.scaleTargetRef"},
	"target-missing":            {"spec.scaleTargetRef"},
	"never-wakes":               {"spec.scaleTargetRef"},
	"wake-source-unknown":       {"spec.scaleTargetRef"},
	"workload-shared":           {"spec.scaleTargetRef", "metadata.name"},
}

var (
	workloadKinds = inventory.WorkloadKinds()
	scalersOf     = append([]string{kindHPA, keda.KindScaledObject}, workloadKinds...)
)

const kindHPA = "HorizontalPodAutoscaler"

// looksUp are the kinds of objects that a rule looks for by their names: one whose name
// or namespace is filled in later may be the one.
var looksUp = map[string][]string{
	"authentication-missing": authenticationKinds,
	"cpu-request-missing":    {"LimitRange"},
	"authentication-renamed": authenticationKinds,
	"hpa-conflict":           scalersOf,
	"hpa-name-taken":         scalersOf,
	"hpa-reapplied":          scalersOf,
	"http-host-shared":       {"InterceptorRoute", "HTTPScaledObject"},
	"http-hosts-missing":     {"InterceptorRoute", "HTTPScaledObject"},
	"query-pods":             workloadKinds,
	"query-neighbours":       workloadKinds,
	"route-missing":          {"InterceptorRoute", "HTTPScaledObject"},
	"route-target":           {"Service"},
	"secret-empty":           {"Secret", "ExternalSecret", "SealedSecret"},
	"secret-hash":            {"Secret", "ExternalSecret", "SealedSecret"},
	"secret-key":             {"Secret", "ExternalSecret", "SealedSecret"},
	"secret-missing":         {"Secret", "ExternalSecret", "SealedSecret"},
	"secret-namespace":       {"Secret"},
	"service-unknown":        {"Service"},
	"target-missing":         workloadKinds,
	"fallback-wakes":         workloadKinds,
	"never-wakes":            workloadKinds,
	"wake-source-unknown":    workloadKinds,
	"workload-shared":        scalersOf,
}

// unknowable reports whether a finding about a path hangs on a value that is filled in
// later, so that it may be wrong.
func (s *pass) unknowable(path string) bool {
	if s.later(path) {
		return true
	}
	if s.specLater() {
		return true
	}
	if i := strings.Index(path, "]"); strings.HasPrefix(path, "spec.triggers[") && i > 0 {
		for _, field := range reads[s.rule.ID] {
			if s.holdsLater(path[:i+1] + "." + field) {
				return true
			}
		}
	}
	return s.unsettled(looksUp[s.rule.ID])
}

// specLater reports whether a field that the rule's findings hang on is filled in later.
func (s *pass) specLater() bool { return slices.ContainsFunc(readsOfSpec[s.rule.ID], s.holdsLater) }

// later reports whether the value at a path is filled in later.
func (s *pass) later(path string) bool {
	return s.Later(path) || s.isHandWritten() && plan.HoldsLater(s.Object, path)
}

// holdsLater reports whether a value, or a part of it, is filled in later.
func (s *pass) holdsLater(path string) bool {
	return s.later(path) || slices.ContainsFunc(s.Filled, func(filled string) bool {
		return strings.HasPrefix(filled, path+".") || strings.HasPrefix(filled, path+"[")
	})
}

// open are the objects of a package, by kind, whose names or namespaces another tool
// fills in.
type open struct {
	objects map[string][]*inventory.Object
	// namespaces are those of all objects of a kind.
	namespaces map[string]map[string]bool
}

func openOf(inv *inventory.Inventory) open {
	o := open{map[string][]*inventory.Object{}, map[string]map[string]bool{}}
	for _, object := range inv.All {
		hpa := object.Kind == kindHPA && (plan.HoldsLater(object, "spec.scaleTargetRef.name") || plan.HoldsLater(object, "spec.scaleTargetRef.kind") || len(plan.Placeholders(object.Field("metadata", "ownerReferences"), "")) > 0)
		if hpa || placeholder.In(object.Name) || placeholder.In(object.Namespace) {
			o.objects[object.Kind] = append(o.objects[object.Kind], object)
		}
		if o.namespaces[object.Kind] == nil {
			o.namespaces[object.Kind] = map[string]bool{}
		}
		o.namespaces[object.Kind][object.Namespace] = true
	}
	return o
}

// unsettled reports whether the package has an object of the kinds that may be any: its
// name is filled in later, or its namespace, where that is not the one looked in.
func (s *pass) unsettled(kinds []string) bool {
	own := s.Object.Namespace
	for _, kind := range kinds {
		if slices.ContainsFunc(s.open.objects[kind], func(o *inventory.Object) bool {
			return o != s.Object && o != s.Workload && (o.Kind == kindHPA || placeholder.In(o.Name) || o.Namespace != own)
		}) {
			return true
		}
		if among := s.open.namespaces[kind]; placeholder.In(own) && len(among) > 0 && (len(among) > 1 || !among[own]) {
			return true
		}
	}
	return false
}
