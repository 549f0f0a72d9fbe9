package config

import "slices"

// The presets of spec.prometheus.labels.
const (
	LabelsCommunity = "prometheus-community"
	LabelsOperator  = "prometheus-operator"
)

// LabelPreset holds the labels that an installation of Prometheus gives to series of pods.
type LabelPreset struct {
	Name string
	// For names the installation, Source the reference.
	For, Source string
	// Pod and Namespace are the labels of exporters that measure other pods. The exporter
	// sets labels of these names, and Prometheus sets them for the exporter's own pod.
	Pod, Namespace string
	// ServerPod and ServerNamespace are the labels of model servers, whose pod is the target.
	ServerPod, ServerNamespace string
}

// LabelPresets returns all presets, the default first.
func LabelPresets() []LabelPreset {
	return []LabelPreset{
		{
			// Labels of the exporter take precedence, and only the job for pods sets the label pod.
			Name: LabelsCommunity, For: "the chart prometheus-community/prometheus: pods and Services with the annotation prometheus.io/scrape",
			Source: "github.com/prometheus-community/helm-charts, charts/prometheus/values.yaml: honor_labels is true",
			Pod:    "pod", Namespace: "namespace", ServerPod: "pod", ServerNamespace: "namespace",
		},
		{
			Name: LabelsOperator, For: "the Prometheus Operator, as in kube-prometheus-stack: ServiceMonitors and PodMonitors",
			Source: "github.com/prometheus-operator/prometheus-operator, pkg/prometheus/promcfg.go: honorLabels is false unless a monitor says otherwise",
			Pod:    "exported_pod", Namespace: "exported_namespace", ServerPod: "pod", ServerNamespace: "namespace",
		},
	}
}

// LabelPresetNames returns the values of spec.prometheus.labels.
func LabelPresetNames() []string { return []string{LabelsCommunity, LabelsOperator} }

// defaultLabels sets absent labels to those of the preset.
func (p *Prometheus) defaultLabels() {
	or(&p.Labels, LabelsCommunity)
	presets := LabelPresets()
	// The validation reports an unknown preset.
	i := max(0, slices.IndexFunc(presets, func(preset LabelPreset) bool { return preset.Name == p.Labels }))
	or(&p.PodLabel, presets[i].Pod)
	or(&p.NamespaceLabel, presets[i].Namespace)
	or(&p.ServerPodLabel, presets[i].ServerPod)
	or(&p.ServerNamespaceLabel, presets[i].ServerNamespace)
}

func (c *check) labels(p Prometheus) {
	c.oneOf("spec.prometheus.labels", p.Labels, LabelPresetNames())
	c.pattern("spec.prometheus.podLabel", p.PodLabel, matches(promLabel), "use a Prometheus label's name, such as pod or exported_pod")
	c.pattern("spec.prometheus.namespaceLabel", p.NamespaceLabel, matches(promLabel), "use a Prometheus label's name, such as namespace or exported_namespace")
	c.pattern("spec.prometheus.serverPodLabel", p.ServerPodLabel, matches(promLabel), "use a Prometheus label's name, such as pod")
	c.pattern("spec.prometheus.serverNamespaceLabel", p.ServerNamespaceLabel, matches(promLabel), "use a Prometheus label's name, such as namespace")
}
