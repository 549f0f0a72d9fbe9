package inventory

import (
	"cmp"
	"slices"

	"sigs.k8s.io/kustomize/kyaml/yaml"
)

// Inventory is the package's objects by what they are to scaling. Every list is
// in the package's order.
type Inventory struct {
	// All are all objects but those for tools only.
	All []*Object
	// Workloads are those of the kinds that a model host may be, annotated or not.
	Workloads     Index
	HPAs          Index
	ScaledObjects Index
	// Authentications are TriggerAuthentications and ClusterTriggerAuthentications.
	Authentications Index
	Secrets         Index
	ExternalSecrets Index
	Services        Index
	LimitRanges     Index
	// Routes tell the interceptor of KEDA's HTTP add-on where requests go:
	// InterceptorRoutes and HTTPScaledObjects.
	Routes Index
	// VirtualServices, HTTPRoutes and Ingresses send requests into the cluster.
	VirtualServices Index
	HTTPRoutes      Index
	Ingresses       Index
	ReferenceGrants Index

	selectors selectorIndex
	// targets and meant are answers of Targets and Meant.
	targets, preferred cache
}

// New takes stock of the items. The namespace is that of objects which set none,
// and may be unknown.
func New(items []*yaml.RNode, namespace string) *Inventory {
	inv := &Inventory{}
	for i, item := range items {
		o, ok := newObject(i, item)
		if !ok || o.IsLocalConfig() {
			continue
		}
		o.defaultNamespace = namespace
		inv.All = append(inv.All, o)
		if shelf := inv.indexFor(o); shelf != nil {
			shelf.add(o)
		}
	}
	return inv
}

// indexFor is the list an object belongs on, nil for objects of no interest.
func (inv *Inventory) indexFor(o *Object) *Index {
	if o.IsWorkload() {
		return &inv.Workloads
	}
	switch o.Group() + "/" + o.Kind {
	case "autoscaling/HorizontalPodAutoscaler":
		return &inv.HPAs
	case "keda.sh/ScaledObject":
		return &inv.ScaledObjects
	case "keda.sh/TriggerAuthentication", "keda.sh/ClusterTriggerAuthentication":
		return &inv.Authentications
	case "/Secret":
		return &inv.Secrets
	case "external-secrets.io/ExternalSecret":
		return &inv.ExternalSecrets
	case "/Service":
		return &inv.Services
	case "/LimitRange":
		return &inv.LimitRanges
	case "http.keda.sh/InterceptorRoute", "http.keda.sh/HTTPScaledObject":
		return &inv.Routes
	case "networking.istio.io/VirtualService":
		return &inv.VirtualServices
	case "gateway.networking.k8s.io/HTTPRoute":
		return &inv.HTTPRoutes
	case "networking.k8s.io/Ingress":
		return &inv.Ingresses
	case "gateway.networking.k8s.io/ReferenceGrant":
		return &inv.ReferenceGrants
	}
	return nil
}

// Target is a reference to a workload, as in scaleTargetRef; what the reference
// leaves out is "".
type Target struct{ APIVersion, Kind, Name string }

// TargetOf reads an object's spec.scaleTargetRef, with the default kind and
// group that ScaledObjects have.
func TargetOf(o *Object) Target {
	ref := o.Field("spec", "scaleTargetRef")
	t := Target{Text(Field(ref, "apiVersion")), Text(Field(ref, "kind")), Text(Field(ref, "name"))}
	if o.Kind == "ScaledObject" && t.Kind == "" {
		t.Kind = "Deployment"
	}
	if o.Kind == "ScaledObject" && t.APIVersion == "" {
		t.APIVersion = "apps/v1"
	}
	return t
}

// Targets are the workloads that an object's scaleTargetRef may mean: those in
// its namespace that have the name, or had it, for hosts hand references over by
// the name that held in the object's own layer. Workloads that were renamed as the
// object was come first, then those that have the name now, then those that had it.
// More than one is ambiguous.
func (inv *Inventory) Targets(o *Object) []*Object {
	return inv.targets.get(targetKeyOf(o), func() []*Object { return inv.findTargets(o) }).Objects
}

// PreferredTargets returns the targets of an object that have its very namespace, if any has: those
// that set none are in the one they share only if that is the default. They are in an
// order of their own, whatever the package's is.
func (inv *Inventory) PreferredTargets(o *Object) *Copies {
	targets := inv.Targets(o)
	return inv.preferred.get(preferredKey{targetKeyOf(o), o.Namespace}, func() []*Object {
		meant := slices.Clone(targets)
		if slices.ContainsFunc(meant, func(w *Object) bool { return w.Namespace == o.Namespace }) {
			meant = slices.DeleteFunc(meant, func(w *Object) bool { return w.Namespace != o.Namespace })
		}
		slices.SortStableFunc(meant, func(a, b *Object) int {
			return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Namespace, b.Namespace), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.File(), b.File()))
		})
		return meant
	})
}

// targetKey is all of an object on which its targets depend.
type targetKey struct {
	target                        Target
	namespace, prefixes, suffixes string
}

func targetKeyOf(o *Object) targetKey {
	return targetKey{TargetOf(o), cmp.Or(o.Namespace, o.defaultNamespace), o.Annotations[prefixes], o.Annotations[suffixes]}
}

// preferredKey is all of an object on which Meant depends.
type preferredKey struct {
	targetKey
	ownNamespace string
}

// findTargets finds the targets of an object.
func (inv *Inventory) findTargets(o *Object) []*Object {
	ref := TargetOf(o)
	group := (&Object{APIVersion: ref.APIVersion}).Group()
	var alike, now, before []*Object
	for _, w := range inv.Workloads.ByName(ref.Name) {
		// References of the old extensions group, and those without one, mean Deployments of apps.
		groupFits := w.Group() == group || ref.APIVersion == "" || group == "extensions"
		switch {
		case w.Kind != ref.Kind || !groupFits || !w.SharesNamespace(o):
		case w.SameRenames(o):
			alike = append(alike, w)
		case w.Name == ref.Name:
			now = append(now, w)
		default:
			before = append(before, w)
		}
	}
	for _, found := range [][]*Object{alike, now, before} {
		if len(found) > 0 {
			return found
		}
	}
	return nil
}
