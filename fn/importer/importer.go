// Package importer says which annotations would have a workload scale as its HPA, or
// the ScaledObject that somebody wrote for it, does.
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

// Result is for one workload.
type Result struct {
	// From is what scales the workload now.
	From *inventory.Object
	// Patches are what is to be put on the workload, and on a ScaledObject that is to
	// be generated from then on.
	Patches []Patch
}

// Import returns the proposals for a package's workloads, in the package's order, and what
// stands in the way of others. Annotations that a workload has already stay.
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
	// signals are the names that annotations may have beside the fixed ones.
	signals []string
	// why some workloads cannot be model hosts.
	why      map[*inventory.Object]string
	results  []Result
	findings finding.List
}

func (p *importer) add(rule finding.Rule, o *inventory.Object, field, message, hint string) {
	p.findings = append(p.findings, finding.Finding{
		Rule: rule.ID, Severity: rule.Severity, Resource: o.Resource(), File: o.File(), Field: field, Message: message, Hint: hint,
	})
}

// importHost looks at what scales a host: one HPA, or one ScaledObject.
func (p *importer) importHost(h host.Host, rivals existing.Scalers) {
	if rivals.Previous != nil {
		return // it had annotations, and somebody took them away
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
			p.add(RuleRefused, o, "spec.scaleTargetRef",
				fmt.Sprintf("%s is scaled by more than one: %s", h.Workload.Resource(), strings.Join(names, " and ")), "remove all but the one that is to hold")
		}
	case scalers[0].Kind == "HorizontalPodAutoscaler":
		p.importHPA(h, scalers[0])
	default:
		p.importScaledObject(h, scalers[0])
	}
}

// reportSkipped reports scalers of what cannot be a model host.
func (p *importer) reportSkipped(o *inventory.Object) {
	if managed.Is(o) || len(o.OwnerNames(keda.KindScaledObject)) > 0 {
		return // ours, or KEDA's own
	}
	for _, target := range p.inv.Targets(o) {
		if why := p.why[target]; why != "" {
			p.add(RuleSkipped, o, "spec.scaleTargetRef", fmt.Sprintf("is left alone: it scales %s, and %s", target.Resource(), why), "")
		}
	}
	if len(p.inv.Targets(o)) == 0 {
		why, hint := p.whyNoTarget(o)
		p.add(RuleSkipped, o, "spec.scaleTargetRef", "is left alone: it scales "+why, hint)
	}
}

// whyNoTarget says why the target of an object is not a workload of the package.
func (p *importer) whyNoTarget(o *inventory.Object) (why, hint string) {
	ref := inventory.TargetOf(o)
	what := ref.Kind + " " + ref.Name
	if !slices.Contains(inventory.WorkloadKinds(), ref.Kind) {
		return what + ", and only a " + suggest.Alternatives(inventory.WorkloadKinds()) + " can be a model host", otherKindHint(o, ref)
	}
	for _, w := range p.inv.Workloads.ByName(ref.Name) {
		switch {
		case w.Kind != ref.Kind || w.Name != ref.Name:
		case w.SharesNamespace(o):
			return fmt.Sprintf("%s of %q, but the package has the one of %s", what, ref.APIVersion, w.APIVersion), "write apiVersion: " + w.APIVersion
		default:
			return fmt.Sprintf("%s in the namespace %s, but the package has it in %s", what, o.EffectiveNamespace(), w.EffectiveNamespace()), "set the same metadata.namespace in both"
		}
	}
	return what + ", which is not in the package", "import the package that has both"
}

// otherKindHint is the fix for a target of a kind that annotations do not scale.
func otherKindHint(o *inventory.Object, ref inventory.Target) string {
	switch {
	case ref.Kind == "ReplicaSet" || ref.Kind == "ReplicationController":
		return "replace it with a Deployment, and target that"
	case o.Kind == keda.KindScaledObject:
		return "keep the ScaledObject; `check` lints it as it stands"
	}
	return "keep the HPA, or replace it with a hand-written ScaledObject"
}
