// Package plan is the complete, resolved scaling of a model host: every value, in
// KEDA's terms, with the place it came from. After it nothing is decided.
package plan

import (
	"cmp"
	"strings"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/existing"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/host"
	"modelhost.dev/scale-modelhosts/fn/hpa"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/problem"
	"modelhost.dev/scale-modelhosts/fn/signal"
)

// Plan is the scaling of one model host, or of what a ScaledObject that somebody
// wrote scales.
type Plan struct {
	// Object is what the plan was read from and what findings are about: the
	// annotated workload, or the written ScaledObject.
	Object *inventory.Object
	// Workload is what is scaled; nil where the package does not have it.
	Workload *inventory.Object
	// Host is empty for a written ScaledObject.
	Host   host.Host
	Rivals existing.Scalers
	// Problems are those of a written ScaledObject's own fields.
	Problems []problem.Problem
	// ForHost is the plan of the model host that a ScaledObject of the package was
	// generated for, which covers what else scales the workload; nil for all others.
	ForHost *Plan
	// Name is the ScaledObject's.
	Name string
	// Spec is the ScaledObject's, complete.
	Spec keda.ScaledObjectSpec
	// Annotations are KEDA's own, for the ScaledObject.
	Annotations map[string]string
	// Origins say where each of the spec's triggers came from.
	Origins []Origin
	// Authentications are the functionConfig's entries in use, sorted.
	Authentications []string
	// Entries are the functionConfig's entries behind references of triggers.
	Entries map[keda.AuthenticationRef]string
	// HPAPolicy is strip, adopt or refuse, ReplicasPolicy strip or keep.
	HPAPolicy, ReplicasPolicy Value[string]
	// Adopted is the HPA whose place the ScaledObject takes; nil where there is none.
	Adopted *hpa.HPA
	// Route is what the host gets of KEDA's HTTP add-on; nil where it scales on none of
	// its signals.
	Route *Route
	// Retries are what callers' proxies do where the host scales on rps from zero; nil where
	// nothing asks for them.
	Retries *config.IstioRetries
	// ColdStart is how long the model may take to load, in seconds; 0 where nothing tells.
	ColdStart int64
	// Idle are settings that have no effect here and are left out.
	Idle []string

	// Filled are the fields of the ScaledObject's spec that another tool fills in
	// before the cluster sees them.
	Filled []string

	// Unsure are the fields of intent that could not be read or resolved: what
	// follows from them is missing here, and must not be blamed again.
	Unsure []string

	sources map[string]Source
}

// Origin is where a trigger came from.
type Origin struct {
	// Signal is the signal's name; "" for a trigger written as KEDA has it.
	Signal string
	// Source is that of the target, or of the entry of triggers.
	Source Source
	// Definition is the signal's; Builtin says that it is the catalogue's own.
	Definition config.Signal
	Builtin    bool
	// Scheduled says that it is a line of the schedule.
	Scheduled bool
}

// Source is where the value at a path of the ScaledObject came from, such as
// spec.minReplicaCount: that of the nearest path above it that is known, or else
// of the first one below.
func (p *Plan) Source(path string) Source {
	if p.IsWritten() {
		return Source{LayerScaledObject, path}
	}
	for at := path; at != ""; at = parent(at) {
		if source, ok := p.sources[at]; ok {
			return source
		}
	}
	below := ""
	for at := range p.sources {
		if strings.HasPrefix(at, path+".") && (below == "" || at < below) {
			below = at
		}
	}
	if below != "" {
		return p.sources[below]
	}
	return Source{Layer: LayerBuiltin}
}

// IsWritten says whether the plan is a ScaledObject that somebody wrote.
func (p *Plan) IsWritten() bool { return p.Object != nil && p.Host.Workload == nil }

func parent(path string) string {
	return path[:max(strings.LastIndexAny(path, ".["), 0)]
}

// Finding is about the value at a path of the ScaledObject. It points at the
// annotation or setting behind the value, and at the path where there is none.
func (p *Plan) Finding(rule string, severity finding.Severity, path, message, hint string) finding.Finding {
	return finding.Finding{
		Rule: rule, Severity: severity,
		Resource: p.Object.Resource(), File: p.Object.File(),
		Field:   cmp.Or(p.Source(path).Field, path),
		Message: message, Hint: hint,
	}
}

// Sleeps says whether the host may be at zero replicas.
func (p *Plan) Sleeps() bool { return sleeps(p.Spec.MinReplicaCount, p.Spec.IdleReplicaCount) }

func sleeps(least, idle *int32) bool {
	return least == nil || *least == 0 || idle != nil && *idle == 0
}

// Input is what every host of a run is planned with.
type Input struct {
	Inventory *inventory.Inventory
	Config    config.Spec
	Catalogue signal.Catalogue
}

// Resolve makes the plan of one host, and says what of its intent cannot be.
func Resolve(in Input, h host.Host, rivals existing.Scalers) (*Plan, finding.List) {
	r := &resolver{Input: in, plan: &Plan{
		Object: h.Workload, Workload: h.Workload, Host: h, Rivals: rivals, Name: rivals.ScaledObjectName(h.ScaledObject),
		Annotations: map[string]string{}, Entries: map[keda.AuthenticationRef]string{}, sources: map[string]Source{},
	}}
	chain, err := in.Config.Chain(h.Annotations.Profile)
	if err != nil {
		r.add(RuleProfile, AnnotationField(h, "profile"), err.Error(), "")
	}
	r.policies()
	r.adopt()
	r.settings = merge(layers(h, in.Config, chain, r.plan.Adopted))
	r.coldStart()
	r.replicas()
	r.triggers()
	r.route()
	r.timing()
	r.advanced()
	r.pause()
	r.raw()
	r.untranslated()
	r.settleRoute()
	r.retries()
	r.inUse()
	r.plan.fillTriggers()
	return r.plan, r.findings
}

// resolver fills in one plan.
type resolver struct {
	Input
	settings settings
	plan     *Plan
	findings finding.List
}

func (r *resolver) add(rule finding.Rule, field, message, hint string) {
	r.findings = append(r.findings, finding.Finding{
		Rule: rule.ID, Severity: rule.Severity,
		Resource: r.plan.Host.Workload.Resource(), File: r.plan.Host.Workload.File(),
		Field: field, Message: message, Hint: hint,
	})
}

func (r *resolver) from(path string, source Source) { r.plan.sources[path] = source }

func (r *resolver) policies() {
	in, h := r.plan.Host.Annotations, r.plan.Host
	r.plan.HPAPolicy = policy(in.HPAPolicy, r.Config.HPAPolicy, h, "hpa-policy", "hpaPolicy")
	if r.plan.HPAPolicy.V == "" {
		r.plan.HPAPolicy = Value[string]{config.Strip, Source{Layer: LayerBuiltin}}
		// What a base has adopted stays so in overlays that say nothing of it.
		if r.plan.Rivals.AdoptionRecord() != "" {
			r.plan.HPAPolicy.V = config.Adopt
		}
	}
	r.plan.ReplicasPolicy = policy(in.ReplicasPolicy, r.Config.ReplicasPolicy, h, "replicas-policy", "replicasPolicy")
}

func policy(own, general string, h host.Host, key, field string) Value[string] {
	if own != "" {
		return Value[string]{own, Source{LayerAnnotation, AnnotationField(h, key)}}
	}
	return Value[string]{general, Source{LayerDefaults, "functionConfig spec." + field}}
}
