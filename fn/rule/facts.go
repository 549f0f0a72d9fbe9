package rule

import (
	"cmp"
	"sync"

	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/managed"
	"modelhost.dev/scale-modelhosts/fn/plan"
	"modelhost.dev/scale-modelhosts/fn/problem"
)

// packageFacts are what the rules know about the package around a plan.
type packageFacts struct {
	claims map[hpaKey][]claim
	// hostWorkloads are the workloads of hosts, whose ScaledObjects are generated.
	hostWorkloads map[*inventory.Object]bool
	// sources are the problems of the package's authentications.
	sources map[*inventory.Object][]problem.Problem
	// requests are the receivers of requests, by host and path.
	requests map[string][]receiver
	// senders are the objects that send requests to a Service, by its name: VirtualServices,
	// HTTPRoutes and Ingresses that are not generated.
	senders map[string][]*inventory.Object
	// placeholderNames are the objects whose names are not known yet.
	placeholderNames placeholderNames
	// secretSources are the ExternalSecrets and SealedSecrets, by the names of their Secrets.
	secretSources map[string][]*inventory.Object
	// crdReports are the CRD problems of objects, cached for all passes.
	crdReports *sync.Map
	// matched are the workloads whose pods queries select.
	matched *matches
	// oneByOne says that objects are checked one by one, and not as parts of a plan.
	oneByOne bool
}

// factsOf goes through the package once, and collects what does not depend on its plans.
func factsOf(inv *inventory.Inventory) packageFacts {
	return packageFacts{
		sources:          sourcesOf(inv),
		senders:          sendersOf(inv),
		placeholderNames: placeholderNamesOf(inv),
		secretSources:    secretSourcesOf(inv),
		crdReports:       &sync.Map{},
	}
}

// withPlans adds what depends on the plans.
func (f packageFacts) withPlans(hosts []*plan.HostPlan, objects []*plan.ObjectPlan, inv *inventory.Inventory) packageFacts {
	f.claims = claimsOf(plan.Of(hosts, objects), inv)
	f.hostWorkloads = hostWorkloads(hosts)
	f.requests = receiversOf(hosts, inv)
	f.matched = &matches{}
	return f
}

// hpaKey identifies an HPA.
type hpaKey struct{ namespace, name string }

// claim is the use of an HPA name by a ScaledObject.
type claim struct {
	// object is the host that the ScaledObject is generated for, or the ScaledObject itself.
	object       *inventory.Object
	scaledObject string
}

// claimsOf finds the ScaledObjects, generated or hand-written, by their HPAs.
func claimsOf(plans []*plan.Plan, inv *inventory.Inventory) map[hpaKey][]claim {
	claims := map[hpaKey][]claim{}
	covered := map[*inventory.Object]bool{}
	for _, p := range plans {
		if o, ok := p.FromObject(); ok && o.Host != nil {
			continue
		}
		key := hpaKey{p.Object.EffectiveNamespace(), hpaNameOf(p)}
		claims[key] = append(claims[key], claim{p.Object, p.Name})
		covered[p.Object] = true
	}
	for _, o := range inv.ScaledObjects.Objects {
		if managed.Is(o) || covered[o] {
			continue
		}
		name := inventory.Text(o.Field("spec", "advanced", "horizontalPodAutoscalerConfig", "name"))
		key := hpaKey{o.EffectiveNamespace(), cmp.Or(name, keda.DefaultHPAPrefix+o.Name)}
		claims[key] = append(claims[key], claim{o, o.Name})
	}
	return claims
}

// hostWorkloads returns the workloads of the hosts.
func hostWorkloads(hosts []*plan.HostPlan) map[*inventory.Object]bool {
	workloads := map[*inventory.Object]bool{}
	for _, p := range hosts {
		workloads[p.Workload] = true
	}
	return workloads
}
