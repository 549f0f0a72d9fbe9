package keda

import (
	kedav1alpha1 "github.com/kedacore/keda/v2/apis/keda/v1alpha1"
	"sigs.k8s.io/controller-runtime/pkg/client"
)

// Version is the version of KEDA's types, CRDs and webhook.
const Version = "v2.21.0"

// subject is an object to send to the webhook.
type subject struct {
	object
	typed client.Object
}

// Check returns every reason why a cluster with KEDA would reject, or silently change, an
// object of a rendered package: a YAML stream, a List or a ResourceList. It checks
// ScaledObjects, TriggerAuthentications, ClusterTriggerAuthentications, Secrets,
// ExternalSecrets, the HTTP add-on's InterceptorRoutes and HTTPScaledObjects, VirtualServices,
// HTTPRoutes and ReferenceGrants, with the workloads, HPAs and LimitRanges of the package.
// Without a verdict, all objects are accepted. The result is sorted and does not depend on the
// order of documents. Check is safe for concurrent use.
func Check(manifests []byte) []Verdict {
	rejected, _ := check(manifests)
	return rejected
}

// Warnings returns the webhook's warnings about accepted objects, as verdicts: fields that
// have no effect.
func Warnings(manifests []byte) []Verdict {
	_, warnings := check(manifests)
	return warnings
}

func check(manifests []byte) (rejected, warnings []Verdict) {
	objects, rejected := split(manifests)
	p := rendered{rejected: rejected, seen: map[string]bool{}}
	for _, o := range objects {
		p.add(o)
	}
	byWebhook, warnings, err := admit(p.subjects, p.members)
	if err != nil {
		p.rejected = append(p.rejected, Verdict{Webhook, "package", err.Error()})
	}
	return sorted(append(p.rejected, byWebhook...)), sorted(warnings)
}

// rendered is a package on its way to the webhook.
type rendered struct {
	rejected []Verdict
	subjects []subject
	// members lists all objects of the cluster that the webhook reads.
	members []client.Object
	seen    map[string]bool
}

// add checks an object as the API server does, and passes it to the webhook if the webhook can
// decode it.
func (p *rendered) add(o object) {
	into := typed(o)
	if _, kinds := crds(); into != nil || kinds[o.gvk().GroupKind()] {
		p.rejected = append(p.rejected, checkMetadata(o)...)
		p.rejected = append(p.rejected, checkSchema(o)...)
	}
	if into == nil {
		m, err := member(o)
		p.rejected = append(p.rejected, o.errs(Decode, err)...)
		if err == nil && m != nil {
			p.join(o, m)
		}
		return
	}
	strict, err := decode(o, into)
	p.rejected = append(p.rejected, o.errs(Decode, append(strict, err)...)...)
	if err == nil && admissible(into) {
		p.subjects = append(p.subjects, subject{o, into})
		p.join(o, into)
	}
}

// join adds an object to the cluster, unless one of its name exists: split has reported that.
func (p *rendered) join(o object, member client.Object) {
	id := o.gvk().GroupKind().String() + " " + o.String()
	if o.tree.GetName() != "" && !p.seen[id] {
		p.seen[id] = true
		p.members = append(p.members, member)
	}
}

// admissible reports whether KEDA's code can handle the object: it dereferences the target
// reference without a check, because the schema requires it.
func admissible(o client.Object) bool {
	so, ok := o.(*kedav1alpha1.ScaledObject)
	return o.GetName() != "" && (!ok || so.Spec.ScaleTargetRef != nil)
}
