package host

import (
	"fmt"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/intent"
	"modelhost.dev/scale-modelhosts/fn/inventory"
)

// Candidate is the model host that a workload without intent would be, were it
// annotated; why says what keeps it from being one.
func Candidate(inv *inventory.Inventory, spec config.Spec, o *inventory.Object) (h Host, why string) {
	f := finder{inv: inv, spec: spec}
	if len(f.annotations(o).keys) > 0 {
		return Host{}, "it is annotated already"
	}
	if why, _ := f.excluded(o); why != "" {
		return Host{}, why
	}
	n, ok := namesOf(spec.Naming, o.Name, "")
	if !ok {
		return Host{}, fmt.Sprintf("its name does not fit %s", spec.Naming.Deployment)
	}
	return f.host(o, intent.Intent{Enabled: true}, n), ""
}

func (f *finder) host(o *inventory.Object, in intent.Intent, n names) Host {
	h := Host{
		Workload: o, Intent: in, Key: n.key, ScaledObject: n.scaledObject,
		Namespace: firstOf(o.Namespace, f.spec.Namespace), prefix: f.spec.AnnotationPrefix,
	}
	f.service(&h, n.service)
	return h
}
