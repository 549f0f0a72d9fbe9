package wake

import (
	"iter"
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

// PodLabels returns the labels in which a selector's metrics hold the pod and its namespace.
// If Prometheus gives pod and namespace to the exporter itself, the pods that the exporter
// measures are in exported_pod.
func PodLabels(selector promql.Selector) (pod, namespace string) {
	pod, namespace = "pod", "namespace"
	if len(selector.MatchersOn("exported_pod")) > 0 {
		pod = "exported_pod"
	}
	if len(selector.MatchersOn("exported_pod")) > 0 || len(selector.MatchersOn("exported_namespace")) > 0 {
		namespace = "exported_namespace"
	}
	return pod, namespace
}

// TakesAny reports whether a selector takes one of the values in a label.
func TakesAny(selector promql.Selector, label string, values iter.Seq[string]) bool {
	for value := range values {
		if selector.Accepts(label, value) {
			return true
		}
	}
	return false
}

// TakesPods reports whether a selector takes some pod of a workload, by its name.
func TakesPods(selector promql.Selector, w *inventory.Object) bool {
	label, _ := PodLabels(selector)
	for _, m := range selector.MatchersOn(label) {
		// The name of a single pod is the workload's if it has the form.
		if m.Type == labels.MatchEqual {
			own, err := labels.NewMatcher(labels.MatchRegexp, label, strings.ReplaceAll(signal.PodRegex(w.Kind, w.Name), `\\`, `\`))
			return err == nil && own.Matches(m.Value)
		}
	}
	return TakesAny(selector, label, signal.PodNames(w.Kind, w.Name))
}

// Misses reports whether a selector leaves out the workload's namespace, if that is known.
func (a *Analysis) Misses(selector promql.Selector, label string) bool {
	namespace := a.plan.Object.Namespace
	return namespace != "" && !selector.Accepts(label, namespace)
}

// otherPod is the name of a pod of some other workload.
const otherPod = "other-6d5f8c7b9d-q2w4z"

// podSeriesPresence returns the presence of the pods' series that a selector takes: only
// with pods if they are the workload's and no others, at zero too if the selector takes
// those of the whole cluster.
func (a *Analysis) podSeriesPresence(selector promql.Selector, e exporter.Exporter) Presence {
	pod, namespace := PodLabels(selector)
	bound := len(selector.MatchersOn(pod)) > 0 && !selector.Accepts(pod, otherPod)
	switch {
	case !a.takesOwn(selector, pod), a.Misses(selector, namespace), a.selectsOthers(selector):
		return Unknown
	case bound:
		return OnlyWithPods
	case e.Always:
		return AtZeroToo
	case e.Shared, a.takesOtherWorkloads(selector, namespace):
		return Unknown
	}
	return OnlyWithPods
}

// takesOwn reports whether a selector takes the pods of what is scaled, which may be in
// another package.
func (a *Analysis) takesOwn(selector promql.Selector, label string) bool {
	if a.plan.Workload != nil {
		return TakesPods(selector, a.plan.Workload)
	}
	ref := inventory.TargetOf(a.plan.Object)
	return ref.Name == "" || TakesAny(selector, label, signal.PodNames(ref.Kind, ref.Name))
}

// takesOtherWorkloads reports whether the package has another workload whose pods a selector
// may take as well. It does not if the selector names one model, or what only the workload's
// pods have.
func (a *Analysis) takesOtherWorkloads(selector promql.Selector, namespace string) bool {
	for _, m := range selector.Matchers {
		_, distinguishes := a.ownValues(m.Name)
		if m.Name == "model_name" || m.Name == "model" || distinguishes && !m.Matches(otherPod) {
			return false
		}
	}
	return slices.ContainsFunc(a.inv.Workloads.Objects, func(w *inventory.Object) bool {
		return w != a.plan.Workload && (w.Namespace == "" || selector.Accepts(namespace, w.Namespace))
	})
}

// selectsOthers reports whether a selector names another Service, container or label than
// those that the workload's pods are known to have.
func (a *Analysis) selectsOthers(selector promql.Selector) bool {
	return slices.ContainsFunc(selector.Matchers, func(m *labels.Matcher) bool {
		own, distinguishes := a.ownValues(m.Name)
		return distinguishes && !slices.ContainsFunc(own, m.Matches)
	})
}

// ownValues returns the values that a label has in the series of the workload's pods, and
// whether the label distinguishes workloads.
func (a *Analysis) ownValues(label string) (values []string, distinguishes bool) {
	switch label {
	case "service", "exported_service", "kubernetes_service", "service_name", "kubernetes_service_name":
		return a.ownNames(), true
	case "job", "exported_job":
		names := a.ownNames()
		for _, name := range a.ownNames() {
			names = append(names, a.plan.Object.EffectiveNamespace()+"/"+name)
		}
		return names, true
	case "deployment", "statefulset", "workload", "rollout", "app", "app_kubernetes_io_name", "app_kubernetes_io_instance", "release":
		return append(a.ownNames(), a.podLabelValues(label)...), true
	case "container", "exported_container":
		names := a.containerNames()
		return names, len(names) > 0
	}
	values = a.podLabelValues(label)
	return values, len(values) > 0
}

// containerNames returns the names of the workload's containers, sidecars included.
func (a *Analysis) containerNames() []string {
	if a.plan.Workload == nil {
		return nil
	}
	spec := a.plan.Workload.Field("spec", "template", "spec")
	var names []string
	for _, c := range inventory.Elements(inventory.Field(spec, "containers")) {
		names = append(names, inventory.Text(inventory.Field(c, "name")))
	}
	for _, c := range inventory.Elements(inventory.Field(spec, "initContainers")) {
		if inventory.Text(inventory.Field(c, "restartPolicy")) == "Always" {
			names = append(names, inventory.Text(inventory.Field(c, "name")))
		}
	}
	return names
}

// podLabelValues returns the values of the pods' labels from which Prometheus makes a label.
func (a *Analysis) podLabelValues(label string) []string {
	if a.plan.Workload == nil {
		return nil
	}
	var values []string
	pod := podLabelsOf(a.plan.Workload)
	for _, key := range slices.Sorted(maps.Keys(pod)) {
		if strings.TrimPrefix(label, "label_") == sanitized(key) {
			values = append(values, pod[key])
		}
	}
	return values
}

// sanitized returns the key of a label as Prometheus writes it.
func sanitized(key string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' {
			return r
		}
		return '_'
	}, key)
}

// ownNames returns the names of what is scaled and of the Services that select its pods.
func (a *Analysis) ownNames() []string {
	names := []string{inventory.TargetOf(a.plan.Object).Name}
	if h, ok := a.plan.ForHost(); ok {
		names = append(names, h.Host.Service)
	}
	if w := a.plan.Workload; w != nil {
		names = append(names, w.Name)
		for _, service := range a.inv.Services.Objects {
			if host.Selects(service, w) {
				names = append(names, service.Name)
			}
		}
	}
	return slices.DeleteFunc(names, func(name string) bool { return name == "" })
}

// namesWorkload reports whether a selector names what is scaled, or its Service.
func (a *Analysis) namesWorkload(selector promql.Selector) bool {
	return slices.ContainsFunc(selector.Matchers, func(m *labels.Matcher) bool {
		return slices.ContainsFunc(a.ownNames(), func(name string) bool { return strings.Contains(m.Value, name) && !m.Matches(otherPod) })
	})
}

// podsPresence returns the presence of the pods that a label selector takes, for the scaler
// that counts pods. Pods that need all the labels of the workload's selector are its own.
func (a *Analysis) podsPresence(text string) Presence {
	w := a.plan.Workload
	if w == nil || strings.TrimSpace(text) == "" || placeholder.In(text) {
		return AtZeroToo
	}
	pod := podLabelsOf(w)
	if !selectsPod(text, pod) {
		return AtZeroToo
	}
	own := inventory.Texts(w.Field("spec", "selector", "matchLabels"))
	if len(own) == 0 {
		own = pod
	}
	for key := range own {
		for _, value := range append(selectorWords(text), otherPod) {
			other := maps.Clone(pod)
			other[key] = value
			if value != pod[key] && selectsPod(text, other) {
				return Unknown
			}
		}
	}
	for _, o := range a.inv.Workloads.Objects {
		if o != w && o.SharesNamespace(a.plan.Object) && selectsPod(text, podLabelsOf(o)) {
			return Unknown
		}
	}
	return OnlyWithPods
}

// selectorWords returns what may be keys and values in a selector.
func selectorWords(selector string) []string {
	return strings.FieldsFunc(selector, func(r rune) bool { return strings.ContainsRune(" ,=!()<>", r) })
}

func podLabelsOf(w *inventory.Object) map[string]string {
	return inventory.Texts(w.Field("spec", "template", "metadata", "labels"))
}

// selectsPod reports whether a selector takes pods with the labels. kyaml has a copy of
// Kubernetes' parser.
func selectsPod(selector string, pod map[string]string) bool {
	node := yaml.NewMapRNode(nil)
	if len(pod) == 0 || node.SetLabels(pod) != nil {
		return false
	}
	matches, err := node.MatchesLabelSelector(selector)
	return err == nil && matches
}

// SelectsOwn reports whether a selector names the workload by its Service, a label of its
// pods, or the like, and so takes a series of each of its pods.
func (a *Analysis) SelectsOwn(selector promql.Selector) bool {
	return a.plan.Workload != nil && !a.selectsOthers(selector) && slices.ContainsFunc(selector.Matchers, func(m *labels.Matcher) bool {
		_, distinguishes := a.ownValues(m.Name)
		return distinguishes && !m.Matches(otherPod)
	})
}
