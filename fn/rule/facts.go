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
	// planned are the workloads of hosts, whose ScaledObjects are generated.
	planned map[*inventory.Object]bool
	// sources are the problems of the package's authentications.
	sources map[*inventory.Object][]problem.Problem
	// requests are who takes them, by host and path.
	requests map[string][]taker
	// senders are who sends requests to a Service, by its name: VirtualServices,
	// HTTPRoutes and Ingresses of others.
	senders map[string][]*inventory.Object
	// open are the objects whose names are not known yet.
	open open
	// makers are the ExternalSecrets and SealedSecrets, by the names of their Secrets.
	makers map[string][]*inventory.Object
	// crdReports are what the CRDs say of objects, which several passes ask for.
	crdReports *sync.Map
	// matched are the workloads whose pods queries take.
	matched *matches
	// oneByOne says that objects are checked one by one, and not as parts of a plan.
	oneByOne bool
}

// factsOf goes through the package once, and collects what does not depend on its plans.
func factsOf(inv *inventory.Inventory) packageFacts {
	return packageFacts{
		sources:    sourcesOf(inv),
		senders:    sendersOf(inv),
		open:       openOf(inv),
		makers:     makersOf(inv),
		crdReports: &sync.Map{},
	}
}

// withPlans adds what depends on the plans.
func (f packageFacts) withPlans(hosts []*plan.HostPlan, objects []*plan.ObjectPlan, inv *inventory.Inventory) packageFacts {
	f.claims = claimsOf(plan.Of(hosts, objects), inv)
	f.planned = planned(hosts)
	f.requests = takers(hosts, inv)
	f.matched = &matches{}
	return f
}

// hpaKey tells HPAs apart.
type hpaKey struct{ namespace, name string }

// claim is a ScaledObject's on the name of its HPA.
type claim struct {
	// object is what asks for the ScaledObject: a host, or itself.
	object       *inventory.Object
	scaledObject string
}

// claimsOf finds the ScaledObjects, generated or written, by their HPAs.
func claimsOf(plans []*plan.Plan, inv *inventory.Inventory) map[hpaKey][]claim {
	claims := map[hpaKey][]claim{}
	judged := map[*inventory.Object]bool{}
	for _, p := range plans {
		if o, ok := p.FromObject(); ok && o.Host != nil {
			continue
		}
		key := hpaKey{p.Object.EffectiveNamespace(), hpaNameOf(p)}
		claims[key] = append(claims[key], claim{p.Object, p.Name})
		judged[p.Object] = true
	}
	for _, o := range inv.ScaledObjects.Objects {
		if managed.Is(o) || judged[o] {
			continue
		}
		name := inventory.Text(o.Field("spec", "advanced", "horizontalPodAutoscalerConfig", "name"))
		key := hpaKey{o.EffectiveNamespace(), cmp.Or(name, keda.DefaultHPAPrefix+o.Name)}
		claims[key] = append(claims[key], claim{o, o.Name})
	}
	return claims
}

func planned(hosts []*plan.HostPlan) map[*inventory.Object]bool {
	workloads := map[*inventory.Object]bool{}
	for _, p := range hosts {
		workloads[p.Workload] = true
	}
	return workloads
}
