package keda

import (
	kedav1alpha1 "github.com/kedacore/keda/v2/apis/keda/v1alpha1"
	"sigs.k8s.io/controller-runtime/pkg/client"
)

// Version is the KEDA whose types, CRDs and webhook judge.
const Version = "v2.21.0"

// subject is an object that the webhook is asked about.
type subject struct {
	object
	typed client.Object
}

// Judge says everything for which a cluster with KEDA would refuse, or silently
// change, an object of a rendered package: a YAML stream, a List or a
// ResourceList. Judged are ScaledObjects, TriggerAuthentications,
// ClusterTriggerAuthentications, Secrets, ExternalSecrets, the HTTP add-on's
// InterceptorRoutes and HTTPScaledObjects, VirtualServices, HTTPRoutes and
// ReferenceGrants; workloads, HPAs and LimitRanges are what they are judged
// against. No verdict means that all are accepted. The result is sorted and
// does not depend on the order of documents. Safe for concurrent use.
func Judge(manifests []byte) []Verdict {
	refused, _ := judge(manifests)
	return refused
}

// Warnings are what KEDA's webhook says of objects that it accepts, in the form
// of verdicts: fields that have no effect.
func Warnings(manifests []byte) []Verdict {
	_, warnings := judge(manifests)
	return warnings
}

func judge(manifests []byte) (refused, warnings []Verdict) {
	objects, refused := split(manifests)
	p := rendered{refused: refused, seen: map[string]bool{}}
	for _, o := range objects {
		p.add(o)
	}
	byWebhook, warnings, err := admit(p.subjects, p.members)
	if err != nil {
		p.refused = append(p.refused, Verdict{Webhook, "package", err.Error()})
	}
	return sorted(append(p.refused, byWebhook...)), sorted(warnings)
}

// rendered is a package on its way to the webhook.
type rendered struct {
	refused  []Verdict
	subjects []subject
	// members are all objects of the cluster that the webhook looks at.
	members []client.Object
	seen    map[string]bool
}

// add judges an object as far as the API server does, and brings it to the
// webhook if that can read it.
func (p *rendered) add(o object) {
	into := typed(o)
	if _, kinds := crds(); into != nil || kinds[o.gvk().GroupKind()] {
		p.refused = append(p.refused, judgeMetadata(o)...)
		p.refused = append(p.refused, judgeSchema(o)...)
	}
	if into == nil {
		m, err := member(o)
		p.refused = append(p.refused, o.errs(Decode, err)...)
		if err == nil && m != nil {
			p.join(o, m)
		}
		return
	}
	strict, err := decode(o, into)
	p.refused = append(p.refused, o.errs(Decode, append(strict, err)...)...)
	if err == nil && admissible(into) {
		p.subjects = append(p.subjects, subject{o, into})
		p.join(o, into)
	}
}

// join puts an object into the cluster, unless one of its name is there: split
// has reported that.
func (p *rendered) join(o object, member client.Object) {
	id := o.gvk().GroupKind().String() + " " + o.String()
	if o.tree.GetName() != "" && !p.seen[id] {
		p.seen[id] = true
		p.members = append(p.members, member)
	}
}

// admissible says whether KEDA's code can be shown the object: it follows the
// target reference, which the schema requires, without a look.
func admissible(o client.Object) bool {
	so, ok := o.(*kedav1alpha1.ScaledObject)
	return o.GetName() != "" && (!ok || so.Spec.ScaleTargetRef != nil)
}
