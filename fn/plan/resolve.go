package plan

import (
	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/existing"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/host"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/signal"
)

// Input is what every host of a run is planned with.
type Input struct {
	Inventory *inventory.Inventory
	Config    config.Spec
	Catalogue signal.Catalogue
}

// Resolve makes the plan for one model host, and reports what its annotations ask for
// and cannot have.
func Resolve(in Input, h host.Host, rivals existing.Scalers) (*HostPlan, finding.List) {
	p := &HostPlan{
		Plan: Plan{
			Object: h.Workload, Workload: h.Workload, Existing: rivals, Name: rivals.ScaledObjectName(h.ScaledObject),
			Annotations: map[string]string{},
		},
		Host: h, Entries: map[keda.AuthenticationRef]string{}, sources: map[string]Source{},
	}
	p.Origin = p
	r := &resolver{Input: in, plan: p}
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
	plan     *HostPlan
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
		if r.plan.Existing.AdoptionRecord() != "" {
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
