package plan

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/encoding"
	"modelhost.dev/scale-modelhosts/fn/hpa"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/managed"
)

// adoptedHPA returns the HPA that the ScaledObject replaces: the one in the package, or
// the one that an earlier render recorded. It is nil if the policy is not adopt, or if
// there is not exactly one.
func (r *resolver) adoptedHPA() *hpa.HPA {
	if r.plan.HPAPolicy.V != config.Adopt {
		return nil
	}
	scalers := r.plan.Existing
	record := scalers.AdoptionRecord()
	var adopted hpa.HPA
	switch {
	case len(scalers.HPAs) > 1:
		r.reportSeveralHPAs(scalers.HPAs)
		return nil
	case len(scalers.HPAs) == 1:
		adopted = hpa.Read(scalers.HPAs[0])
		r.reportUnreadable(adopted, scalers.HPAs[0], "", "correct it, or remove the HPA")
	case record != "":
		adopted = hpa.FromRecord(record)
		adopted.Name = cmp.Or(scalers.TransferredHPA(), adopted.Name) // kustomize may have renamed it since
		r.reportUnreadable(adopted, scalers.Previous, "metadata.annotations["+managed.AnnotationAdopted+"]", "restore the annotation, or remove it to discard the HPA's settings")
	default:
		r.reportNoHPA()
		return nil
	}
	return &adopted
}

// reportNoHPA reports a host that sets the policy adopt itself and has no HPA. It names
// the HPAs in other namespaces that scale a workload of the same name.
func (r *resolver) reportNoHPA() {
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
	message, hint := "the package has no HPA to adopt", "add the HPA, or replace this with scaling settings"
	if len(elsewhere) > 0 {
		slices.Sort(elsewhere)
		message += "; another namespace has " + strings.Join(slices.Compact(elsewhere), ", ")
		hint = "give both the same metadata.namespace"
	}
	r.addFor(RuleNoHPA, w, r.plan.HPAPolicy.Source.Field, message, hint)
}

// mostNamed is the maximum number of objects that one finding lists.
const mostNamed = 10

// reportSeveralHPAs reports each of a host's HPAs if only one can be adopted.
func (r *resolver) reportSeveralHPAs(hpas []*inventory.Object) {
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
		r.addFor(RuleSeveralHPAs, o, "spec.scaleTargetRef",
			fmt.Sprintf("only one HPA of %s can be adopted; the others are %s", r.plan.Host.Workload.Resource(), strings.Join(names, ", ")),
			"keep one HPA, and remove the others from the package and the cluster")
	}
}

// reportUnreadable reports the fields of the adopted HPA that could not be read. The HPA
// is stored in an object, in the field within it.
func (r *resolver) reportUnreadable(adopted hpa.HPA, o *inventory.Object, within, hint string) {
	for _, p := range adopted.Problems {
		field := p.Path
		if within != "" {
			field = strings.TrimSuffix(within+" "+p.Path, " ")
		}
		if p.Unknown {
			r.addFor(RuleHPAField, o, field, "an HPA of this version has no such field; it is not adopted, and kubectl rejects it", p.Hint)
			continue
		}
		r.addFor(RuleHPA, o, field, p.Message, cmp.Or(p.Hint, hint))
	}
}

// hpaLayer returns the layer of the adopted HPA.
func hpaLayer(h hpa.HPA) layer {
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

// resourceKey is what a cpu or memory trigger measures: all containers, or one.
type resourceKey struct{ name, container string }

func resourceOfMetric(m hpa.Metric) resourceKey { return resourceKey{m.Resource, m.Container} }

// resourceOfEntry returns false for an entry of triggers that is not for a resource.
func resourceOfEntry(e config.Trigger) (resourceKey, bool) {
	if e.Signal != "" {
		return resourceKey{e.Signal, ""}, keda.IsResourceTrigger(e.Signal)
	}
	return resourceKey{e.Type, e.Metadata["containerName"]}, keda.IsResourceTrigger(e.Type)
}

// applyMetrics replaces what lower layers set for the same resources by the HPA's metrics.
func (s *settings) applyMetrics(metrics []Value[hpa.Metric]) {
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

// dropMetrics drops the HPA's metrics for a resource that a higher layer sets.
func (s *settings) dropMetrics(key resourceKey) {
	s.metrics = slices.DeleteFunc(slices.Clone(s.metrics), func(m Value[hpa.Metric]) bool { return resourceOfMetric(m.V) == key })
}

// dropDuplicateResources leaves each resource to one layer: to the host's own entries of
// triggers, or else to its HPA, or else to entries that it shares with other hosts.
func (s *settings) dropDuplicateResources() {
	var kept []int
	for i, e := range s.triggers.V {
		what, ok := resourceOfEntry(e)
		isTaken := ok && slices.ContainsFunc(s.metrics, func(m Value[hpa.Metric]) bool { return resourceOfMetric(m.V) == what })
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

// addMetrics adds a trigger for every metric of the adopted HPA.
func (r *resolver) addMetrics() {
	for _, m := range r.settings.metrics {
		r.addTrigger(m.V.Trigger(), TriggerOrigin{Source: m.Source})
	}
}

// checkUntranslated reports the metrics of the adopted HPA that KEDA cannot express and
// that no trigger of the host replaces.
func (r *resolver) checkUntranslated() {
	if r.plan.Adopted == nil {
		return
	}
	suggested := slices.Clone(r.plan.Spec.Triggers)
	for _, m := range r.plan.UnreplacedMetrics(*r.plan.Adopted) {
		entry := m.SuggestedTrigger(suggested)
		suggested = append(suggested, keda.Trigger{Name: entry.Name})
		o, field := r.adoptedFrom(m)
		r.addFor(RuleHPAMetric, o, field, "KEDA has no trigger for "+m.Text+", which the adopted HPA uses",
			fmt.Sprintf("add an entry to %s of %s with an equivalent query: - %s", r.plan.Host.AnnotationName("triggers"), r.plan.Host.Workload.Resource(), encoding.Flow(entry)))
	}
}

// UnreplacedMetrics returns the metrics of an HPA that KEDA cannot express and that no
// trigger of the plan replaces. Each trigger replaces one metric: the one whose series its
// query selects, or else one of its name, or else one that its query is about.
func (p *Plan) UnreplacedMetrics(h hpa.HPA) []hpa.Metric {
	others := slices.DeleteFunc(slices.Clone(h.Metrics), func(m hpa.Metric) bool { return m.Resource != "" || m.Name == "" })
	taken := map[int]bool{}
	for _, replaces := range []func(hpa.Metric, keda.Trigger) bool{hpa.Metric.IsSelectedBy, hpa.Metric.IsNamed, hpa.Metric.IsReplacedBy} {
		others = slices.DeleteFunc(others, func(m hpa.Metric) bool {
			for i, t := range p.Spec.Triggers {
				// A signal that hosts share does not replace a metric only because it has its name.
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

// adoptedFrom returns the object and the field that hold a metric of the adopted HPA.
func (r *resolver) adoptedFrom(m hpa.Metric) (*inventory.Object, string) {
	if hpas := r.plan.Existing.HPAs; len(hpas) > 0 {
		return hpas[0], m.Path
	}
	return r.plan.Existing.Previous, "metadata.annotations[" + managed.AnnotationAdopted + "] " + m.Path
}
