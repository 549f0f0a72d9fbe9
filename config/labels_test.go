package config_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/config"
)

func TestLabelPresets(t *testing.T) {
	var names []string
	for _, p := range config.LabelPresets() {
		names = append(names, p.Name)
		spec := config.Spec{Prometheus: config.Prometheus{Labels: p.Name}}
		spec.Default()
		assert.Equal(t, []string{p.Pod, p.Namespace, p.ServerPod, p.ServerNamespace},
			[]string{spec.Prometheus.PodLabel, spec.Prometheus.NamespaceLabel, spec.Prometheus.ServerPodLabel, spec.Prometheus.ServerNamespaceLabel})
		assert.Empty(t, config.Validate(spec))
		assert.NotEmpty(t, p.For)
		assert.NotEmpty(t, p.Source)
	}
	assert.Equal(t, config.LabelPresetNames(), names)
	assert.Equal(t, config.LabelsCommunity, names[0], "the default")
}

func TestLabelsWinOverThePreset(t *testing.T) {
	spec, problems := load(t, head+"spec: {prometheus: {labels: prometheus-operator, podLabel: pod, serverNamespaceLabel: ns}}")
	require.Empty(t, problems)
	assert.Equal(t, []string{"pod", "exported_namespace", "pod", "ns"},
		[]string{spec.Prometheus.PodLabel, spec.Prometheus.NamespaceLabel, spec.Prometheus.ServerPodLabel, spec.Prometheus.ServerNamespaceLabel})
}
