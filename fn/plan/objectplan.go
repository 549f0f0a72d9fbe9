package plan

import (
	"slices"

	"modelhost.dev/scale-modelhosts/fn/existing"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/problem"
	"modelhost.dev/scale-modelhosts/fn/strictyaml"
)

// ObjectPlan is the plan that an object of the package contains: a hand-written ScaledObject, or a
// generated one that is linted.
type ObjectPlan struct {
	Plan
	// Problems are the fields of the ScaledObject that could not be read.
	Problems []problem.Problem
	// Host is the plan of the model host that the ScaledObject was generated for. That
	// plan covers what else scales the workload. It is nil for all other objects.
	Host *HostPlan
}

// Source returns the path itself: an object is its own source.
func (p *ObjectPlan) Source(path string) Source { return Source{LayerScaledObject, path} }

// ForObject returns the plan for an object that is checked on its own, whatever its kind.
func ForObject(o *inventory.Object) *ObjectPlan {
	p := &ObjectPlan{Plan: Plan{Object: o, Name: o.Name, Annotations: o.Annotations}}
	p.Origin = p
	return p
}

// FromScaledObject reads the plan that a ScaledObject of the package contains. What cannot be read
// is in its Problems.
func FromScaledObject(o *inventory.Object, around existing.Target) *ObjectPlan {
	p := ForObject(o)
	p.Workload, p.Existing, p.ColdStart = around.Workload, around.Scalers, startupTime(around.Workload)
	p.Problems = slices.DeleteFunc(strictyaml.Decode(o.Field("spec"), "spec", &p.Spec), func(found problem.Problem) bool { return found.Null })
	p.setFilledLater()
	p.TriggerOrigins = make([]TriggerOrigin, len(p.Spec.Triggers))
	for i := range p.TriggerOrigins {
		p.TriggerOrigins[i].Source = Source{LayerScaledObject, strictyaml.Index("spec.triggers", i)}
	}
	for _, found := range p.Problems {
		if !found.Unknown {
			p.Unresolved = append(p.Unresolved, found.Path)
		}
	}
	return p
}
