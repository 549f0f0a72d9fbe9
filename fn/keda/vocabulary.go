// Package keda defines the parts of KEDA's API that this program reads and writes, as plain
// structs, with the values that KEDA 2.21.0 accepts. It does not import KEDA, which would
// dominate the start-up time.
package keda

// The API: KEDA 2.21.0, apis/keda/v1alpha1/groupversion_info.go.
const (
	Group      = "keda.sh"
	Version    = "v1alpha1"
	APIVersion = Group + "/" + Version

	KindScaledObject                 = "ScaledObject"
	KindScaledJob                    = "ScaledJob"
	KindTriggerAuthentication        = "TriggerAuthentication"
	KindClusterTriggerAuthentication = "ClusterTriggerAuthentication"
)

// Kinds returns all kinds of the group.
func Kinds() []string {
	return []string{KindScaledObject, KindScaledJob, KindTriggerAuthentication, KindClusterTriggerAuthentication}
}

// Labels and annotations: KEDA 2.21.0, apis/keda/v1alpha1/scaledobject_types.go.
const (
	// LabelScaledObject is set by KEDA, to the ScaledObject's name.
	LabelScaledObject = "scaledobject.keda.sh/name"
	// AnnotationTransferHPAOwnership "true" lets KEDA take over the HPA that
	// advanced.horizontalPodAutoscalerConfig.name names.
	AnnotationTransferHPAOwnership = "scaledobject.keda.sh/transfer-hpa-ownership"
	// AnnotationExcludedLabels lists labels that the HPA does not inherit, separated by commas.
	AnnotationExcludedLabels = "scaledobject.keda.sh/hpa-excluded-labels"
	// AnnotationHPAOwnership "false" on an HPA makes the webhook ignore it.
	AnnotationHPAOwnership = "validations.keda.sh/hpa-ownership"
	// AnnotationPaused stops scaling. A value that is not a boolean means true.
	AnnotationPaused = "autoscaling.keda.sh/paused"
	// AnnotationPausedReplicas stops scaling at a replica count.
	AnnotationPausedReplicas = "autoscaling.keda.sh/paused-replicas"
	// AnnotationPausedScaleIn stops scaling down.
	AnnotationPausedScaleIn = "autoscaling.keda.sh/paused-scale-in"
	// AnnotationPausedScaleOut stops scaling up.
	AnnotationPausedScaleOut = "autoscaling.keda.sh/paused-scale-out"
	// AnnotationForceActivation keeps the workload above zero.
	AnnotationForceActivation = "autoscaling.keda.sh/force-activation"
)
