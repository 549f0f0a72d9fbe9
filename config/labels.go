package config

import "slices"

// The presets of spec.prometheus.labels.
const (
	LabelsCommunity = "prometheus-community"
	LabelsOperator  = "prometheus-operator"
)

// LabelPreset is how a way to install Prometheus labels series by pods.
type LabelPreset struct {
	Name string
	// For says where it holds, Source where that is written down.
	For, Source string
	// Pod and Namespace are of exporters that measure others' pods. They have labels of
	// these names themselves, and so has the exporter's own pod as a target.
	Pod, Namespace string
	// ServerPod and ServerNamespace are of model servers, whose pod is the target.
	ServerPod, ServerNamespace string
}

// LabelPresets are all there are, the default first.
func LabelPresets() []LabelPreset {
	return []LabelPreset{
		{
			// Exporters' own labels win there, and only the job for pods gives the label pod.
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

// LabelPresetNames are the values of spec.prometheus.labels.
func LabelPresetNames() []string { return []string{LabelsCommunity, LabelsOperator} }

// defaultLabels fills in the labels that are not set with those of the preset.
func (p *Prometheus) defaultLabels() {
	or(&p.Labels, LabelsCommunity)
	presets := LabelPresets()
	// One that is not known is told by the validation.
	i := max(0, slices.IndexFunc(presets, func(preset LabelPreset) bool { return preset.Name == p.Labels }))
	or(&p.PodLabel, presets[i].Pod)
	or(&p.NamespaceLabel, presets[i].Namespace)
	or(&p.ServerPodLabel, presets[i].ServerPod)
	or(&p.ServerNamespaceLabel, presets[i].ServerNamespace)
}

func (c *check) labels(p Prometheus) {
	c.oneOf("spec.prometheus.labels", p.Labels, LabelPresetNames())
	c.pattern("spec.prometheus.podLabel", p.PodLabel, promLabel, "use a Prometheus label's name, such as pod or exported_pod")
	c.pattern("spec.prometheus.namespaceLabel", p.NamespaceLabel, promLabel, "use a Prometheus label's name, such as namespace or exported_namespace")
	c.pattern("spec.prometheus.serverPodLabel", p.ServerPodLabel, promLabel, "use a Prometheus label's name, such as pod")
	c.pattern("spec.prometheus.serverNamespaceLabel", p.ServerNamespaceLabel, promLabel, "use a Prometheus label's name, such as namespace")
}
