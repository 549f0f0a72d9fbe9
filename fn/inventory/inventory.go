package inventory

import (
	"cmp"
	"slices"

	"sigs.k8s.io/kustomize/kyaml/yaml"
)

// Inventory holds the objects of a package by the role they play in scaling. Every list is in
// package order.
type Inventory struct {
	// All holds all objects except those for local tools.
	All []*Object
	// Workloads holds the objects of the kinds that can be model hosts, annotated or not.
	Workloads     Index
	HPAs          Index
	ScaledObjects Index
	// Authentications holds TriggerAuthentications and ClusterTriggerAuthentications.
	Authentications Index
	Secrets         Index
	ExternalSecrets Index
	Services        Index
	LimitRanges     Index
	// Routes configure the interceptor of KEDA's HTTP add-on: InterceptorRoutes and
	// HTTPScaledObjects.
	Routes Index
	// VirtualServices, HTTPRoutes and Ingresses route requests into the cluster.
	VirtualServices Index
	HTTPRoutes      Index
	Ingresses       Index
	ReferenceGrants Index

	selectors selectorIndex
	// targets and preferred cache the answers of Targets and PreferredTargets.
	targets, preferred cache
}

// New indexes the items of a package. Objects without a namespace are in the given one, which may
// be "" for unknown.
func New(items []*yaml.RNode, namespace string) *Inventory {
	inv := &Inventory{}
	for i, item := range items {
		o, ok := newObject(i, item)
		if !ok || o.IsLocalConfig() {
			continue
		}
		o.defaultNamespace = namespace
		inv.All = append(inv.All, o)
		if index := inv.indexFor(o); index != nil {
			index.add(o)
		}
	}
	return inv
}

// indexFor returns the index that an object belongs to, or nil if the object plays no role.
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

// Target is a reference to a workload, as in scaleTargetRef. Absent fields are "".
type Target struct{ APIVersion, Kind, Name string }

// TargetOf reads an object's spec.scaleTargetRef. It applies the defaults for kind and apiVersion
// of ScaledObjects.
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

// Targets returns the workloads that an object's scaleTargetRef may mean. Orchestrators may
// rename a workload without updating the reference, so a workload's earlier names count too.
// Workloads with the same renames as the object take precedence, then those that have the name
// now, then those that had it. More than one is ambiguous.
func (inv *Inventory) Targets(o *Object) []*Object {
	return inv.targets.get(targetKeyOf(o), func() []*Object { return inv.findTargets(o) }).Objects
}

// PreferredTargets returns the targets that have exactly the object's namespace, or else all
// targets: objects without a namespace share one with others only if that is the default. Their
// order does not depend on the package's.
func (inv *Inventory) PreferredTargets(o *Object) *Copies {
	targets := inv.Targets(o)
	return inv.preferred.get(preferredKey{targetKeyOf(o), o.Namespace}, func() []*Object {
		preferred := slices.Clone(targets)
		if slices.ContainsFunc(preferred, func(w *Object) bool { return w.Namespace == o.Namespace }) {
			preferred = slices.DeleteFunc(preferred, func(w *Object) bool { return w.Namespace != o.Namespace })
		}
		slices.SortStableFunc(preferred, CompareNames)
		return preferred
	})
}

// targetKey holds everything that determines an object's targets.
type targetKey struct {
	target                        Target
	namespace, prefixes, suffixes string
}

func targetKeyOf(o *Object) targetKey {
	return targetKey{TargetOf(o), cmp.Or(o.Namespace, o.defaultNamespace), o.Annotations[prefixes], o.Annotations[suffixes]}
}

// preferredKey holds everything that determines an object's preferred targets.
type preferredKey struct {
	targetKey
	ownNamespace string
}

// findTargets finds the targets of an object.
func (inv *Inventory) findTargets(o *Object) []*Object {
	ref := TargetOf(o)
	group := (&Object{APIVersion: ref.APIVersion}).Group()
	var renamedAlike, current, former []*Object
	for _, w := range inv.Workloads.ByName(ref.Name) {
		// References without a group, or with the old extensions group, mean Deployments in apps.
		groupFits := w.Group() == group || ref.APIVersion == "" || group == "extensions"
		switch {
		case w.Kind != ref.Kind || !groupFits || !w.SharesNamespace(o):
		case w.SameRenames(o):
			renamedAlike = append(renamedAlike, w)
		case w.Name == ref.Name:
			current = append(current, w)
		default:
			former = append(former, w)
		}
	}
	for _, found := range [][]*Object{renamedAlike, current, former} {
		if len(found) > 0 {
			return found
		}
	}
	return nil
}
