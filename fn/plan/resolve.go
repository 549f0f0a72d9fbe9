package plan

import (
	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/existing"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/host"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/managed"
	"modelhost.dev/scale-modelhosts/fn/signal"
)

// Input is the input for the plans of all hosts of a package.
type Input struct {
	Inventory *inventory.Inventory
	Config    config.Spec
	Catalogue signal.Catalogue
}

// Resolve makes the plan for one model host, and reports annotations that cannot be satisfied.
func Resolve(in Input, h host.Host, scalers existing.Scalers) (*HostPlan, finding.List) {
	p := newHostPlan(h, scalers)
	r := &resolver{Input: in, plan: p}

	p.HPAPolicy, p.ReplicasPolicy = r.policies()
	p.Adopted = r.adoptedHPA()
	r.settings = merge(layers(h, in.Config, r.profiles(), p.Adopted))
	p.ColdStart = r.coldStart()

	r.setReplicas()
	r.addTriggers()
	r.completeRoute()
	// The periods and the fallback depend on the triggers.
	r.setPeriods()
	p.Spec.Fallback = r.fallback()
	p.Spec.Advanced = r.advanced()
	p.Annotations = r.kedaAnnotations()

	r.applyScaledObjectPatches()
	// From here on the spec is final.
	r.checkUntranslated()
	p.Route = r.finishRoute()
	p.Retries = r.retries()
	p.Authentications = r.collectAuthentications()
	p.FilledLater = filledLater(p.Spec.Triggers)
	return p, r.findings
}

func newHostPlan(h host.Host, scalers existing.Scalers) *HostPlan {
	p := &HostPlan{
		Plan:    Plan{Object: h.Workload, Workload: h.Workload, Existing: scalers, Name: scalers.ScaledObjectName(h.ScaledObject)},
		Host:    h,
		Entries: map[keda.AuthenticationRef]string{},
		sources: map[string]Source{},
	}
	p.Origin = p
	return p
}

// resolver makes one plan.
type resolver struct {
	Input
	settings settings
	plan     *HostPlan
	findings finding.List
}

// add reports a problem of the host's own workload.
func (r *resolver) add(rule finding.Rule, field, message, hint string) {
	r.addFor(rule, r.plan.Host.Workload, field, message, hint)
}

// addFor reports a problem of another object.
func (r *resolver) addFor(rule finding.Rule, o *inventory.Object, field, message, hint string) {
	r.findings = append(r.findings, finding.Finding{
		Rule: rule.ID, Severity: rule.Severity, Resource: o.Resource(), File: o.File(), Field: field, Message: message, Hint: hint,
	})
}

// setSource records where the value at a path of the ScaledObject came from.
func (r *resolver) setSource(path string, source Source) { r.plan.sources[path] = source }

// profiles returns the host's profile and those that it builds on, the base first.
func (r *resolver) profiles() []string {
	chain, err := r.Config.Chain(r.plan.Host.Annotations.Profile)
	if err != nil {
		r.add(RuleProfile, AnnotationField(r.plan.Host, "profile"), err.Error(), "")
	}
	return chain
}

// policies returns what happens to the host's HPA, and to the workload's spec.replicas.
func (r *resolver) policies() (hpas, replicas Value[string]) {
	h := r.plan.Host
	hpas = policy(h.Annotations.HPAPolicy, r.Config.HPAPolicy, h, "hpa-policy", "hpaPolicy")
	if hpas.V == "" {
		hpas = Value[string]{config.Strip, Source{Layer: LayerBuiltin}}
		// What a base has adopted stays adopted in overlays that do not set a policy.
		if r.plan.Existing.AdoptionRecord() != "" {
			hpas.V = config.Adopt
		}
	}
	return hpas, policy(h.Annotations.ReplicasPolicy, r.Config.ReplicasPolicy, h, "replicas-policy", "replicasPolicy")
}

// policy returns the host's own policy, or else the general one.
func policy(own, general string, h host.Host, key, field string) Value[string] {
	if own != "" {
		return Value[string]{own, Source{LayerAnnotation, AnnotationField(h, key)}}
	}
	return Value[string]{general, Source{LayerDefaults, "functionConfig spec." + field}}
}

// kedaAnnotations returns KEDA's annotations for the ScaledObject, and the record of the
// HPA that it adopts.
func (r *resolver) kedaAnnotations() map[string]string {
	all := r.pauseAnnotations()
	if r.plan.Existing.TransferredHPA() != "" {
		all[keda.AnnotationTransferHPAOwnership] = "true"
	}
	if adopted := r.plan.Adopted; adopted != nil && adopted.IsReadable() {
		all[managed.AnnotationAdopted] = adopted.Record()
	}
	return all
}
