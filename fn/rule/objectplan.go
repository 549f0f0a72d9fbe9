package rule

import (
	"slices"

	"modelhost.dev/scale-modelhosts/fn/crd"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/managed"
	"modelhost.dev/scale-modelhosts/fn/plan"
)

// objectPlans returns a separate plan for each KEDA object, workload and Secret, except generated
// ones that are up to date.
func objectPlans(inv *inventory.Inventory, drifted map[*inventory.Object]bool) []*plan.ObjectPlan {
	var plans []*plan.ObjectPlan
	for _, o := range inv.All {
		if (isKEDAs(o) || o.IsWorkload() || isSecret(o)) && (!managed.Is(o) || drifted[o]) {
			plans = append(plans, plan.ForObject(o))
		}
	}
	return plans
}

// isKEDAs reports whether an object is, or seems to be, one of KEDA or its HTTP add-on.
func isKEDAs(o *inventory.Object) bool {
	return slices.Contains(crd.Groups(), o.Group()) || slices.Contains(keda.Kinds(), o.Kind)
}

func isSecret(o *inventory.Object) bool { return o.APIVersion == "v1" && o.Kind == "Secret" }
