package rule

import (
	"maps"
	"slices"
	"strings"

	"github.com/prometheus/prometheus/model/labels"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/exporter"
	"modelhost.dev/scale-modelhosts/fn/host"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/placeholder"
	"modelhost.dev/scale-modelhosts/fn/promql"
	"modelhost.dev/scale-modelhosts/fn/signal"
)

// podPresence returns where the pods' series are that a selector takes: gone with the
// host's pods if they are its own and no others, and there without them if it takes those
// of the whole cluster.
func (p *pass) podPresence(selector promql.Selector, e exporter.Exporter) presence {
	pod, namespace := podLabels(selector)
	bound := len(selector.MatchersOn(pod)) > 0 && !takesAny(selector, pod, []string{stranger})
	switch {
	case !p.takesOwn(selector, pod), p.misses(selector, namespace), p.selectsOthers(selector):
		return unknown
	case bound:
		return inside
	case e.Always:
		return outside
	case e.Shared, p.hasOthers(selector, namespace):
		return unknown
	}
	return inside
}

// stranger is the name of a pod of some other workload.
const stranger = "stranger-6d5f8c7b9d-q2w4z"

// takesOwn reports whether a selector takes the pods of what is scaled, which may be in
// another package.
func (p *pass) takesOwn(selector promql.Selector, label string) bool {
	if p.Workload != nil {
		return takesPods(selector, p.Workload)
	}
	ref := inventory.TargetOf(p.Object)
	return ref.Name == "" || takesAny(selector, label, signal.PodNames(ref.Kind, ref.Name))
}

// hasOthers reports whether the package has another workload whose pods a selector may
// take as well, unless it asks for one model, or by what the host's pods have.
func (p *pass) hasOthers(selector promql.Selector, namespace string) bool {
	for _, m := range selector.Matchers {
		_, tells := p.ownValues(m.Name)
		if m.Name == "model_name" || m.Name == "model" || tells && !m.Matches(stranger) {
			return false
		}
	}
	return slices.ContainsFunc(p.inv.Workloads.Objects, func(w *inventory.Object) bool {
		return w != p.Workload && (w.Namespace == "" || selector.Accepts(namespace, w.Namespace))
	})
}

// selectsOthers reports whether a selector asks for another Service, container or label
// than those that the host's pods are known to have.
func (p *pass) selectsOthers(selector promql.Selector) bool {
	return slices.ContainsFunc(selector.Matchers, func(m *labels.Matcher) bool {
		own, tells := p.ownValues(m.Name)
		return tells && !slices.ContainsFunc(own, m.Matches)
	})
}

// ownValues returns the values that a label has in the series of the host's pods, and
// whether the label distinguishes workloads.
func (p *pass) ownValues(label string) (values []string, tells bool) {
	switch label {
	case "service", "exported_service", "kubernetes_service", "service_name", "kubernetes_service_name":
		return p.ownNames(), true
	case "job", "exported_job":
		names := p.ownNames()
		for _, name := range p.ownNames() {
			names = append(names, p.Object.EffectiveNamespace()+"/"+name)
		}
		return names, true
	case "deployment", "statefulset", "workload", "rollout", "app", "app_kubernetes_io_name", "app_kubernetes_io_instance", "release":
		return append(p.ownNames(), p.labelled(label)...), true
	case "container", "exported_container":
		for _, c := range p.containers() {
			values = append(values, inventory.Text(inventory.Field(c, "name")))
		}
		return values, len(values) > 0
	}
	values = p.labelled(label)
	return values, len(values) > 0
}

// labelled returns the values of the pods' labels from which Prometheus makes the label.
func (p *pass) labelled(label string) []string {
	if p.Workload == nil {
		return nil
	}
	var values []string
	pod := inventory.Texts(p.Workload.Field("spec", "template", "metadata", "labels"))
	for _, key := range sortedKeys(pod) {
		if strings.TrimPrefix(label, "label_") == sanitized(key) {
			values = append(values, pod[key])
		}
	}
	return values
}

// sanitized is how Prometheus writes a label's key.
func sanitized(key string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' {
			return r
		}
		return '_'
	}, key)
}

// ownNames returns the names of what is scaled and of the Services that select its pods.
func (p *pass) ownNames() []string {
	names := []string{inventory.TargetOf(p.Object).Name, p.hostService()}
	if p.Workload != nil {
		names = append(names, p.Workload.Name)
		for _, service := range p.inv.Services.Objects {
			if host.Selects(service, p.Workload) {
				names = append(names, service.Name)
			}
		}
	}
	return slices.DeleteFunc(names, func(name string) bool { return name == "" })
}

// namesHost reports whether a selector asks for what is scaled, by its name or by that of
// its Service.
func (p *pass) namesHost(selector promql.Selector) bool {
	return slices.ContainsFunc(selector.Matchers, func(m *labels.Matcher) bool {
		return slices.ContainsFunc(p.ownNames(), func(name string) bool { return strings.Contains(m.Value, name) && !m.Matches(stranger) })
	})
}

// workloadPresence is for the scaler that counts pods: the host's own are gone with it.
// Pods that need all the labels of the host's selector are its own and no others.
func (p *pass) workloadPresence(text string) presence {
	if p.Workload == nil || strings.TrimSpace(text) == "" || placeholder.In(text) {
		return outside
	}
	pod := podLabelsOf(p.Workload)
	if !selectsPod(text, pod) {
		return outside
	}
	own := inventory.Texts(p.Workload.Field("spec", "selector", "matchLabels"))
	if len(own) == 0 {
		own = pod
	}
	for key := range own {
		for _, value := range append(words(text), stranger) {
			other := maps.Clone(pod)
			other[key] = value
			if value != pod[key] && selectsPod(text, other) {
				return unknown
			}
		}
	}
	for _, w := range p.inv.Workloads.Objects {
		if w != p.Workload && w.SharesNamespace(p.Object) && selectsPod(text, podLabelsOf(w)) {
			return unknown
		}
	}
	return inside
}

// words returns what may be keys and values in a selector.
func words(selector string) []string {
	return strings.FieldsFunc(selector, func(r rune) bool { return strings.ContainsRune(" ,=!()<>", r) })
}

func podLabelsOf(w *inventory.Object) map[string]string {
	return inventory.Texts(w.Field("spec", "template", "metadata", "labels"))
}

// selectsPod reports whether a selector takes pods with the labels. The parser is
// Kubernetes' own, of which kyaml has a copy.
func selectsPod(selector string, pod map[string]string) bool {
	node := yaml.NewMapRNode(nil)
	if len(pod) == 0 || node.SetLabels(pod) != nil {
		return false
	}
	matches, err := node.MatchesLabelSelector(selector)
	return err == nil && matches
}
