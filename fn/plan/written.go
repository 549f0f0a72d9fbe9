package plan

import (
	"slices"

	"modelhost.dev/scale-modelhosts/fn/existing"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/problem"
	"modelhost.dev/scale-modelhosts/fn/strictyaml"
)

// Written is the plan that somebody wrote as a ScaledObject. All of it that can be
// read is there; the rest is among its Problems.
func Written(o *inventory.Object, around existing.Target) *Plan {
	p := &Plan{
		Object: o, Workload: around.Workload, Rivals: around.Scalers,
		Name: o.Name, Annotations: o.Annotations, ColdStart: probed(around.Workload),
	}
	p.Problems = slices.DeleteFunc(strictyaml.Decode(o.Field("spec"), "spec", &p.Spec), func(problem problem.Problem) bool { return problem.Null })
	p.fillLater()
	p.Origins = make([]Origin, len(p.Spec.Triggers))
	for i := range p.Origins {
		p.Origins[i].Source = Source{LayerScaledObject, strictyaml.Index("spec.triggers", i)}
	}
	for _, problem := range p.Problems {
		if !problem.Unknown {
			p.Unsure = append(p.Unsure, problem.Path)
		}
	}
	return p
}
