package host

import (
	"cmp"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/annotation"
	"modelhost.dev/scale-modelhosts/fn/inventory"
)

// Candidate returns the model host for a workload, annotated or not, or why the workload cannot
// be one.
func Candidate(inv *inventory.Inventory, spec config.Spec, signals []string, o *inventory.Object) (h Host, why string) {
	f := finder{inv: inv, spec: spec, signals: signals}
	if why, _ := f.exclusion(o); why != "" {
		return Host{}, why
	}
	parsed, _ := annotation.Parse(f.readAnnotations(o).values, signals)
	if !parsed.Enabled {
		return Host{}, "its annotation enabled is false"
	}
	return f.newHost(o, parsed, companionNamesOf(spec.Naming, o, parsed.Key)), ""
}

func (f *finder) newHost(o *inventory.Object, in annotation.Values, n companionNames) Host {
	h := Host{
		Workload: o, Annotations: in, Key: n.key, ScaledObject: n.scaledObject,
		Namespace: cmp.Or(o.Namespace, f.spec.Namespace), prefix: f.spec.AnnotationPrefix,
	}
	f.setService(&h, n.services)
	return h
}
