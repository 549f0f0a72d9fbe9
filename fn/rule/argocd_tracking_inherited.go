package rule

import (
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/keda"
)

var argocdTrackingInherited = &Rule{
	ID:          "argocd-tracking-inherited",
	Severity:    finding.Warning,
	Layer:       Scaling,
	Scope:       ScaledObjects,
	Summary:     "Argo CD's tracking metadata on a ScaledObject",
	Consequence: "KEDA's HPA inherits it, and Argo CD prunes what is not in Git",
	Run:         checkArgocdTrackingInherited,
}

// trackingKeys are the labels and annotations with which Argo CD marks its objects.
var trackingKeys = []string{"argocd.argoproj.io/tracking-id", "argocd.argoproj.io/instance"}

func checkArgocdTrackingInherited(p *pass) {
	for _, name := range trackingKeys {
		const message = "KEDA's HPA inherits it, so Argo CD keeps pruning the HPA"
		if _, given := p.Object.Annotations[name]; given {
			p.report("metadata.annotations["+name+"]", message, "remove it; Argo CD sets it itself")
		}
		if _, given := p.Object.Labels[name]; given {
			p.report("metadata.labels["+name+"]", message, "remove it, or list it in "+keda.AnnotationExcludedLabels)
		}
	}
}
