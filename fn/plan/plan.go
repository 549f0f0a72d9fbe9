// Package plan defines the complete, resolved scaling of a model host: every value, in KEDA's
// terms, with its source. Later stages make no decisions.
package plan

import (
	"cmp"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/existing"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
)

// Plan is the complete scaling of one workload in KEDA's terms. It contains what the plan for a
// generated ScaledObject and the plan for a hand-written one have in common.
type Plan struct {
	// Object is the object that the plan was read from, and that findings are about: the model
	// host's workload, or the ScaledObject.
	Object *inventory.Object
	// Workload is the scaled workload; nil if the package does not have it.
	Workload *inventory.Object
	Existing existing.Scalers
	// Name is the ScaledObject's name.
	Name string
	// Spec is the ScaledObject's complete spec.
	Spec keda.ScaledObjectSpec
	// Annotations are KEDA's own annotations for the ScaledObject.
	Annotations map[string]string
	// TriggerOrigins are the origins of the spec's triggers.
	TriggerOrigins []TriggerOrigin
	// ColdStart is how long the model may take to load, in seconds; 0 if not known.
	ColdStart int64
	// FilledLater are the fields of the ScaledObject's spec that another tool fills in
	// before the cluster sees them.
	FilledLater []string
	// Unresolved are the fields that could not be read or resolved. What depends on them is missing
	// from the plan and must not be reported again.
	Unresolved []string
	// Origin is the *HostPlan or the *ObjectPlan that the plan is part of.
	Origin Origin
}

// Origin is what a plan was made from: a *HostPlan or an *ObjectPlan.
type Origin interface {
	// Source returns where the value at a path of the ScaledObject came from, such as
	// spec.minReplicaCount.
	Source(path string) Source
}

// TriggerOrigin is where a trigger came from.
type TriggerOrigin struct {
	// Signal is the signal's name; "" for a trigger in KEDA's syntax.
	Signal string
	// Source is where the target, or the entry of triggers, was given.
	Source Source
	// Definition is the signal's definition. Builtin reports whether it is built in.
	Definition config.Signal
	Builtin    bool
	// Scheduled reports whether the trigger is a line of the schedule.
	Scheduled bool
}

// Of returns what plans of one kind, or of both, have in common.
func Of(hosts []*HostPlan, objects []*ObjectPlan) []*Plan {
	all := make([]*Plan, 0, len(hosts)+len(objects))
	for _, h := range hosts {
		all = append(all, &h.Plan)
	}
	for _, o := range objects {
		all = append(all, &o.Plan)
	}
	return all
}

// ForHost returns the plan as that of a model host, and whether it is one.
func (p *Plan) ForHost() (*HostPlan, bool) {
	h, ok := p.Origin.(*HostPlan)
	return h, ok
}

// FromObject returns the plan as that of an object of the package, and whether it is one.
func (p *Plan) FromObject() (*ObjectPlan, bool) {
	o, ok := p.Origin.(*ObjectPlan)
	return o, ok
}

// Source returns where the value at a path of the ScaledObject came from.
func (p *Plan) Source(path string) Source { return p.Origin.Source(path) }

// Finding returns a finding about the value at a path of the ScaledObject. It points at
// the annotation or setting behind the value, or at the path if there is none.
func (p *Plan) Finding(rule finding.Rule, path, message, hint string) finding.Finding {
	return finding.Finding{
		Rule: rule.ID, Severity: rule.Severity,
		Resource: p.Object.Resource(), File: p.Object.File(),
		Field:   cmp.Or(p.Source(path).Field, path),
		Message: message, Hint: hint,
	}
}

// ScalesToZero reports whether the workload may be scaled to zero.
func (p *Plan) ScalesToZero() bool {
	return scalesToZero(p.Spec.MinReplicaCount, p.Spec.IdleReplicaCount)
}

func scalesToZero(least, idle *int32) bool {
	return least == nil || *least == 0 || idle != nil && *idle == 0
}
