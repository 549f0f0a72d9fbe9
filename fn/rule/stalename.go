package rule

import (
	"slices"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/exporter"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/promql"
	"modelhost.dev/scale-modelhosts/fn/signal"
	"modelhost.dev/scale-modelhosts/fn/wake"
)

// staleName is a former name in a selector's label.
type staleName struct{ label, what, former, now string }

// stale returns the former name that a selector uses instead of the present one.
func (p *pass) stale(selector promql.Selector, e exporter.Exporter) (staleName, bool) {
	w := p.Workload
	if !p.isHandWritten() || w == nil {
		return staleName{}, false
	}
	pod, namespace := wake.PodLabels(selector)
	var labels []string
	if e.Presence == exporter.OnlyWithPods {
		labels = append(labels, namespace)
	}
	if e.Name == "Istio" {
		labels = append(labels, "destination_service_namespace", "destination_workload_namespace")
	}
	for _, label := range labels {
		for _, former := range w.FormerNamespaces() {
			if p.wake.Misses(selector, label) && selector.Accepts(label, former) {
				return staleName{label, "namespace", former, p.Object.Namespace}, true
			}
		}
		if p.wake.Misses(selector, label) && p.hostQuerySelects(selector.Metric, label, p.Object.Namespace) {
			return staleName{label, "namespace", valueOf(selector, label), p.Object.Namespace}, true
		}
	}
	if e.Presence == exporter.OnlyWithPods && !p.mayMatchOwnPods(selector) {
		for _, former := range w.FormerNames() {
			if wake.TakesPods(selector, &inventory.Object{Kind: w.Kind, Name: former}) {
				return staleName{pod, w.Kind, former, w.Name}, true
			}
		}
		if p.hostQuerySelects(selector.Metric, pod, signal.PodName(w.Kind, w.Name)) {
			return staleName{pod, w.Kind, valueOf(selector, pod), w.Name}, true
		}
	}
	if e.Name == "Istio" {
		return p.staleService(selector)
	}
	return staleName{}, false
}

// hostQuerySelects reports whether the model host's own query for a metric selects a value of a
// label. If it does not, the user may have meant the other value.
func (p *pass) hostQuerySelects(metric, label, value string) bool {
	o, ok := p.FromObject()
	if !ok || o.Host == nil {
		return false
	}
	for _, t := range o.Host.Spec.Triggers {
		query, err := p.wake.Query(t.Metadata["query"])
		if t.Type != keda.TriggerPrometheus || err != nil {
			continue
		}
		for _, own := range query.Selectors() {
			if own.Metric == metric && len(own.MatchersOn(label)) > 0 && own.Accepts(label, value) {
				return true
			}
		}
	}
	return false
}

// valueOf returns the value of a selector's first matcher on a label.
func valueOf(selector promql.Selector, label string) string {
	return selector.MatchersOn(label)[0].Value
}

// staleService returns a former name of one of the package's Services, short or fully
// qualified, in Istio's labels.
func (p *pass) staleService(selector promql.Selector) (staleName, bool) {
	for _, label := range []string{"destination_service", "destination_service_name"} {
		for _, m := range selector.MatchersOn(label) {
			first, _, _ := strings.Cut(strings.TrimPrefix(m.Value, "^"), ".")
			called := slices.DeleteFunc(slices.Clone(p.inv.Services.ByName(strings.TrimSuffix(first, `\`))), func(o *inventory.Object) bool { return !o.SharesNamespace(p.Object) })
			// Another overlay may still use this name.
			if slices.ContainsFunc(called, func(o *inventory.Object) bool {
				return slices.ContainsFunc(serviceNames(o.Name, o.EffectiveNamespace()), func(name string) bool { return selector.Accepts(label, name) })
			}) {
				continue
			}
			for _, o := range called {
				for _, name := range append(o.FormerNames(), o.Name) {
					for _, namespace := range append(o.FormerNamespaces(), o.EffectiveNamespace()) {
						for _, former := range serviceNames(name, namespace) {
							if selector.Accepts(label, former) {
								return staleName{label, "Service", name + "." + namespace, o.Name + "." + o.EffectiveNamespace()}, true
							}
						}
					}
				}
			}
		}
	}
	return staleName{}, false
}

// serviceNames returns the names under which Istio reports a Service.
func serviceNames(name, namespace string) []string {
	return []string{name + "." + namespace + ".svc.cluster.local", name}
}
