// Package importer converts HPAs and hand-written ScaledObjects into scaling annotations for the
// workloads that they scale.
package importer

import (
	"fmt"
	"slices"
	"strings"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/existing"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/host"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/managed"
	"modelhost.dev/scale-modelhosts/fn/signal"
	"modelhost.dev/scale-modelhosts/fn/suggest"
)

// Result is the import for one workload.
type Result struct {
	// From is the HPA or ScaledObject that scales the workload now.
	From *inventory.Object
	// Patches are for the workload and, if it has one, for the ScaledObject that the function will
	// generate.
	Patches []Patch
}

// Import converts what scales the workloads of a package, in package order, and reports what it
// could not convert. Existing annotations of a workload take precedence.
func Import(inv *inventory.Inventory, cfg config.Spec) ([]Result, finding.List) {
	p := importer{inv: inv, cfg: cfg, signals: signal.New(cfg).Names(), why: map[*inventory.Object]string{}}
	var hosts []host.Host
	for _, o := range inv.Workloads.Objects {
		h, why := host.Candidate(inv, cfg, p.signals, o)
		if why != "" {
			p.why[o] = why
			continue
		}
		hosts = append(hosts, h)
	}
	survey, found := existing.Find(inv, hosts)
	p.findings = append(p.findings, found...)
	for i, h := range hosts {
		p.importHost(h, survey.ByHost[i])
	}
	for _, shelf := range []inventory.Index{inv.HPAs, inv.ScaledObjects} {
		for _, o := range shelf.Objects {
			p.reportSkipped(o)
		}
	}
	return p.results, p.findings
}

type importer struct {
	inv *inventory.Inventory
	cfg config.Spec
	// signals are the signals that have annotations.
	signals []string
	// why maps workloads to the reason why they cannot be model hosts.
	why      map[*inventory.Object]string
	results  []Result
	findings finding.List
}

func (p *importer) add(rule finding.Rule, o *inventory.Object, field, message, hint string) {
	p.findings = append(p.findings, finding.Finding{
		Rule: rule.ID, Severity: rule.Severity, Resource: o.Resource(), File: o.File(), Field: field, Message: message, Hint: hint,
	})
}

// importHost imports the HPA or the ScaledObject that scales a model host, if there is only one.
func (p *importer) importHost(h host.Host, rivals existing.Scalers) {
	if rivals.Previous != nil {
		return // generated earlier, from annotations that have been removed
	}
	scalers := rivals.Others
	for _, o := range rivals.HPAs {
		if !isTakenOver(o, rivals.Others) {
			scalers = append(scalers[:len(scalers):len(scalers)], o)
		}
	}
	switch {
	case len(scalers) == 0:
	case len(scalers) > 1:
		var names []string
		for _, o := range scalers {
			names = append(names, o.Kind+" "+o.Name)
		}
		for _, o := range scalers {
			p.add(RuleRejected, o, "spec.scaleTargetRef",
				fmt.Sprintf("several objects scale %s: %s", h.Workload.Resource(), strings.Join(names, " and ")), "remove all but one")
		}
	case scalers[0].Kind == "HorizontalPodAutoscaler":
		p.importHPA(h, scalers[0])
	default:
		p.importScaledObject(h, scalers[0])
	}
}

// reportSkipped reports a scaler whose target cannot be a model host.
func (p *importer) reportSkipped(o *inventory.Object) {
	if managed.Is(o) || len(o.OwnerNames(keda.KindScaledObject)) > 0 {
		return // generated, or created by KEDA
	}
	for _, target := range p.inv.Targets(o) {
		if why := p.why[target]; why != "" {
			p.add(RuleSkipped, o, "spec.scaleTargetRef", fmt.Sprintf("skipped: target %s is not a model host: %s", target.Resource(), why), "")
		}
	}
	if len(p.inv.Targets(o)) == 0 {
		why, hint := p.whyNoTarget(o)
		p.add(RuleSkipped, o, "spec.scaleTargetRef", "skipped: target "+why, hint)
	}
}

// whyNoTarget explains why an object's target is not a workload of the package.
func (p *importer) whyNoTarget(o *inventory.Object) (why, hint string) {
	ref := inventory.TargetOf(o)
	what := ref.Kind + " " + ref.Name
	if !slices.Contains(inventory.WorkloadKinds(), ref.Kind) {
		return what + " is not a " + suggest.Alternatives(inventory.WorkloadKinds()), otherKindHint(o, ref)
	}
	for _, w := range p.inv.Workloads.ByName(ref.Name) {
		switch {
		case w.Kind != ref.Kind || w.Name != ref.Name:
		case w.SharesNamespace(o):
			return fmt.Sprintf("%s has apiVersion %q, but the package has it with %s", what, ref.APIVersion, w.APIVersion), "use apiVersion: " + w.APIVersion
		default:
			return fmt.Sprintf("%s is in namespace %s, but the package has it in %s", what, o.EffectiveNamespace(), w.EffectiveNamespace()), "set the same metadata.namespace in both"
		}
	}
	return what + " is not in the package", "import a package that contains both"
}

// otherKindHint returns the fix for a target of a kind that cannot be a model host.
func otherKindHint(o *inventory.Object, ref inventory.Target) string {
	switch {
	case ref.Kind == "ReplicaSet" || ref.Kind == "ReplicationController":
		return "replace it with a Deployment, and target that"
	case o.Kind == keda.KindScaledObject:
		return "keep the ScaledObject; `check` lints it too"
	}
	return "keep the HPA, or replace it with a hand-written ScaledObject"
}
