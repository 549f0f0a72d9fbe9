package plan

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/encoding"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/hpa"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/managed"
)

// adopt reads the HPA whose place the ScaledObject takes: the one in the package, or
// the one of which an earlier run left a record.
func (r *resolver) adopt() {
	if r.plan.HPAPolicy.V != config.Adopt {
		return
	}
	rivals := r.plan.Existing
	switch {
	case len(rivals.HPAs) > 1:
		r.severalHPAs(rivals.HPAs)
		return
	case len(rivals.HPAs) == 1:
		h := hpa.Read(rivals.HPAs[0])
		r.plan.Adopted = &h
		r.unreadable(rivals.HPAs[0], "", "correct it, or remove the HPA")
	case rivals.AdoptionRecord() != "":
		h := hpa.FromRecord(rivals.AdoptionRecord())
		h.Name = cmp.Or(rivals.TransferredHPA(), h.Name) // a host may have renamed it since
		r.plan.Adopted = &h
		r.unreadable(rivals.Previous, "metadata.annotations["+managed.AnnotationAdopted+"]", "restore the annotation, or remove it to give the HPA up")
	default:
		r.nothingToAdopt()
		return
	}
	if !r.findings.HasErrors() {
		r.plan.Annotations[managed.AnnotationAdopted] = r.plan.Adopted.Record()
	}
}

// nothingToAdopt reports a host that has no HPA where it says itself that it has. Those
// that scale a workload of its name elsewhere are named.
func (r *resolver) nothingToAdopt() {
	if r.plan.HPAPolicy.Source.IsShared() {
		return
	}
	w := r.plan.Host.Workload
	var elsewhere []string
	for _, o := range r.Inventory.HPAs.Objects {
		if inventory.TargetOf(o).Name == w.Name && !o.SharesNamespace(w) {
			elsewhere = append(elsewhere, o.Resource().String())
		}
	}
	message, hint := "there is no HPA to adopt in the package", "add the HPA, or say how the host scales and remove this"
	if len(elsewhere) > 0 {
		slices.Sort(elsewhere)
		message += "; in another namespace there is " + strings.Join(slices.Compact(elsewhere), ", ")
		hint = "give both the same metadata.namespace"
	}
	r.find(RuleNoHPA, w, r.plan.HPAPolicy.Source.Field, message, hint)
}

// mostNamed bounds how many objects one finding lists.
const mostNamed = 10

func (r *resolver) severalHPAs(hpas []*inventory.Object) {
	for _, o := range hpas {
		var names []string
		for _, other := range hpas[:min(len(hpas), mostNamed+1)] {
			if other != o && len(names) < mostNamed {
				names = append(names, other.Name)
			}
		}
		if more := len(hpas) - 1 - len(names); more > 0 {
			names[len(names)-1] += fmt.Sprintf(" and %d more", more)
		}
		r.find(RuleSeveralHPAs, o, "spec.scaleTargetRef",
			fmt.Sprintf("one HPA of %s can be adopted, but there are more: %s", r.plan.Host.Workload.Resource(), strings.Join(names, ", ")),
			"keep the HPA that is to hold, and remove the others from the package and the cluster")
	}
}

// unreadable reports what of the HPA does not parse, as parts of an object.
func (r *resolver) unreadable(o *inventory.Object, within, hint string) {
	for _, p := range r.plan.Adopted.Problems {
		field := p.Path
		if within != "" {
			field = strings.TrimSuffix(within+" "+p.Path, " ")
		}
		if p.Unknown {
			r.find(RuleHPAField, o, field, "an HPA of its version has no such field, which kubectl refuses and Kubernetes itself drops: it is not adopted", p.Hint)
			continue
		}
		r.find(RuleHPA, o, field, "the HPA cannot be adopted: "+p.Message, cmp.Or(p.Hint, hint))
	}
}

func (r *resolver) find(rule finding.Rule, o *inventory.Object, field, message, hint string) {
	r.findings = append(r.findings, finding.Finding{
		Rule: rule.ID, Severity: rule.Severity, Resource: o.Resource(), File: o.File(), Field: field, Message: message, Hint: hint,
	})
}

// adopted is the layer of the HPA.
func adopted(h hpa.HPA) layer {
	least := h.MinReplicas()
	from := func(path string) Source { return Source{LayerHPA, "HorizontalPodAutoscaler " + h.Name + " " + path} }
	l := layer{
		settings: config.Settings{MinReplicas: &least, MaxReplicas: h.Max, Behavior: h.Behavior},
		source:   func(field string) Source { return from("spec." + field) },
		replaces: true,
	}
	for _, m := range h.Metrics {
		if m.Resource != "" {
			l.metrics = append(l.metrics, Value[hpa.Metric]{m, from(m.Path)})
		}
	}
	return l
}

// measured is what a resource's trigger measures: of all containers, or of one.
type measured struct{ resource, container string }

func measuredBy(m hpa.Metric) measured { return measured{m.Resource, m.Container} }

// measuredByEntry is false for what is no resource's trigger.
func measuredByEntry(e config.Trigger) (measured, bool) {
	if e.Signal != "" {
		return measured{e.Signal, ""}, keda.IsResourceTrigger(e.Signal)
	}
	return measured{e.Type, e.Metadata["containerName"]}, keda.IsResourceTrigger(e.Type)
}

// layMetrics puts the HPA's metrics over what lower layers say of the same resources.
func (s *settings) layMetrics(metrics []Value[hpa.Metric]) {
	if len(metrics) == 0 {
		return
	}
	s.metrics = metrics
	for _, m := range metrics {
		if m.V.Container == "" {
			delete(s.signals, m.V.Resource)
		}
	}
}

// dropMetrics takes away what a higher layer says otherwise.
func (s *settings) dropMetrics(what measured) {
	s.metrics = slices.DeleteFunc(slices.Clone(s.metrics), func(m Value[hpa.Metric]) bool { return measuredBy(m.V) == what })
}

// settleEntries has each resource measured by one layer: by entries of triggers of
// the host's own, or else by its HPA, or else by entries that it shares.
func (s *settings) settleEntries() {
	var kept []int
	for i, e := range s.triggers.V {
		what, ok := measuredByEntry(e)
		isTaken := ok && slices.ContainsFunc(s.metrics, func(m Value[hpa.Metric]) bool { return measuredBy(m.V) == what })
		switch {
		case isTaken && s.triggers.Source.IsShared():
			continue
		case isTaken:
			s.dropMetrics(what)
		}
		kept = append(kept, i)
	}
	s.entries = kept
}

// metrics makes a trigger of every metric of the HPA that is adopted.
func (r *resolver) metrics() {
	for _, m := range r.settings.metrics {
		r.trigger(m.V.Trigger(), TriggerOrigin{Source: m.Source})
	}
}

// untranslated reports the metrics of the HPA that KEDA has no like of and that no
// trigger of the host takes the place of.
func (r *resolver) untranslated() {
	if r.plan.Adopted == nil {
		return
	}
	suggested := slices.Clone(r.plan.Spec.Triggers)
	for _, m := range r.plan.UnreplacedMetrics(*r.plan.Adopted) {
		entry := m.SuggestedTrigger(suggested)
		suggested = append(suggested, keda.Trigger{Name: entry.Name})
		o, field := r.adoptedFrom(m)
		r.find(RuleHPAMetric, o, field, "KEDA has nothing like "+m.Text+" of the HPA that is to be adopted",
			fmt.Sprintf("add an entry to %s of %s that takes its place, with a query that gives what it gave: - %s", r.plan.Host.AnnotationName("triggers"), r.plan.Host.Workload.Resource(), encoding.Flow(entry)))
	}
}

// UnreplacedMetrics are the metrics of an HPA that KEDA has no like of, and that no trigger of
// the plan takes the place of. Each trigger takes that of one: of the one whose series
// its query is of, or else of one of its name, or else of one of the same metric.
func (p *Plan) UnreplacedMetrics(h hpa.HPA) []hpa.Metric {
	others := slices.DeleteFunc(slices.Clone(h.Metrics), func(m hpa.Metric) bool { return m.Resource != "" || m.Name == "" })
	taken := map[int]bool{}
	for _, replaces := range []func(hpa.Metric, keda.Trigger) bool{hpa.Metric.IsSelectedBy, hpa.Metric.IsNamed, hpa.Metric.IsReplacedBy} {
		others = slices.DeleteFunc(others, func(m hpa.Metric) bool {
			for i, t := range p.Spec.Triggers {
				// A signal that all hosts share means no HPA's metric by its name.
				if !taken[i] && !(p.TriggerOrigins[i].Signal != "" && p.TriggerOrigins[i].Source.IsShared() && m.IsNamed(t) && !m.IsReplacedByQuery(t)) && replaces(m, t) {
					taken[i] = true
					return true
				}
			}
			return false
		})
	}
	return others
}

// adoptedFrom is the object and field that a metric of the adopted HPA stands in.
func (r *resolver) adoptedFrom(m hpa.Metric) (*inventory.Object, string) {
	if hpas := r.plan.Existing.HPAs; len(hpas) > 0 {
		return hpas[0], m.Path
	}
	return r.plan.Existing.Previous, "metadata.annotations[" + managed.AnnotationAdopted + "] " + m.Path
}
