package signal_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/promql"
	"modelhost.dev/scale-modelhosts/fn/signal"
)

var filled = signal.Values{
	"namespace": "models", "service": "prt-svc-modelhost-llama",
	"pod-regex": signal.PodRegex("Deployment", "prt-depl-modelhost-llama.v2"),
	"pod-label": "exported_pod", "namespace-label": "exported_namespace", "server-pod-label": "pod", "server-namespace-label": "namespace",
	"istio-requests": `reporter="source", destination_service="prt-svc-modelhost-llama.models.svc.cluster.local"`, "window": "2m", "window-seconds": "120",
}

func TestEveryBuiltinQueryGivesOneSeries(t *testing.T) {
	for _, s := range signal.BuiltIn() {
		for kind, text := range map[string]string{"query": s.Query, "wakeQuery": s.WakeQuery} {
			t.Run(s.Name+" "+kind, func(t *testing.T) {
				query, unknown, empty := filled.Fill(text)
				assert.Empty(t, unknown)
				assert.Empty(t, empty)
				q, err := promql.Parse(query)
				require.NoError(t, err)
				assert.True(t, q.IsVector())
				assert.True(t, q.IsSingle())
				assert.NotEmpty(t, q.Metrics())
				assert.True(t, strings.HasSuffix(text, "\n"), "a block scalar ends with its line")
			})
		}
	}
}

// An average over pods that is divided by the pods again would stop at two replicas.
func TestAveragesAreValuesAndSumsAverageValues(t *testing.T) {
	for _, s := range signal.BuiltIn() {
		want := keda.MetricTypeValue
		if strings.HasPrefix(s.Query, "sum(") {
			want = keda.MetricTypeAverageValue
		}
		assert.Equal(t, want, s.MetricType, s.Name)
	}
}

func TestEveryBuiltinSignalIsDescribed(t *testing.T) {
	for _, s := range signal.BuiltIn() {
		assert.NotEmpty(t, s.Description, s.Name)
		assert.NotEmpty(t, s.Unit, s.Name)
		assert.NotEmpty(t, s.Source, s.Name)
		assert.NotEmpty(t, s.Version, s.Name)
		require.NotNil(t, s.Minimum, s.Name)
		require.NotNil(t, s.IgnoreNullValues, s.Name)
		assert.Empty(t, config.Validate(withSignal(s.Name, s.Signal)), s.Name)
		if s.Unit == "percent" {
			require.NotNil(t, s.Maximum, s.Name)
			assert.InDelta(t, 100, *s.Maximum, 0, s.Name)
		}
	}
}

// Without pods, the metrics of pods are missing, so they cannot wake a host, and an empty result
// means a lost exporter.
func TestSignalsOfPodsAreNotOutside(t *testing.T) {
	for _, s := range signal.BuiltIn() {
		if strings.Contains(s.Query, "$(pod-regex)") {
			assert.False(t, s.OutsidePod, s.Name)
			assert.False(t, *s.IgnoreNullValues, s.Name)
		}
	}
}

// What measures pods is scraped outside them, where labels get other names.
func TestModelServersAreTheirOwnTargets(t *testing.T) {
	for _, s := range signal.BuiltIn() {
		measured, own := strings.Contains(s.Query, "$(pod-label)"), strings.Contains(s.Query, "$(server-pod-label)")
		assert.Equal(t, strings.Contains(s.Source, "DCGM"), measured, s.Name)
		assert.Equal(t, !measured && !strings.Contains(s.Source, "Istio"), own, s.Name)
	}
}

func TestCatalogueMatchesIstioSettings(t *testing.T) {
	spec := config.Spec{
		Istio:   config.Istio{Callers: config.CallersGateway, ClusterDomain: "example.org"},
		Signals: map[string]config.Signal{"gets": {Query: `sum(rate(istio_requests_total{$(istio-requests), request_protocol="http"}[$(window)]))`}},
	}
	spec.Default()
	matchers := `{reporter="source", source_workload="istio-ingressgateway", source_workload_namespace="istio-system", destination_service="$(service).$(namespace).svc.example.org"`
	c := signal.New(spec)
	for _, name := range []string{"rps", "latency-p50", "latency-p95", "latency-p99", "gets"} {
		s, ok := c.Get(name)
		require.True(t, ok, name)
		assert.Contains(t, s.Query, matchers, name)
		assert.Contains(t, s.WakeQuery, matchers, name)
		assert.NotContains(t, s.Query+s.WakeQuery, "$(istio-requests)", name)
	}
	assert.NotContains(t, spec.Signals["gets"].Query, matchers, "what was given stays as it was")
}

func withSignal(name string, s config.Signal) config.Spec {
	spec := config.Spec{Signals: map[string]config.Signal{name: s}}
	spec.Default()
	return spec
}

func TestConfiguredSignalsOverrideBuiltInOnes(t *testing.T) {
	spec := config.Spec{Signals: map[string]config.Signal{
		"gpu": {Query: "mine"}, "queue-length": {Query: "q"},
	}}
	c := signal.New(spec)
	gpu, ok := c.Get("gpu")
	assert.True(t, ok)
	assert.Equal(t, "mine", gpu.Query)
	_, ok = c.Get("queue-length")
	assert.True(t, ok)
	_, ok = c.Get("rps")
	assert.True(t, ok)
	assert.Contains(t, c.Names(), "cpu")
	assert.Contains(t, c.Names(), "memory")
	assert.IsNonDecreasing(t, c.Names())
	_, ok = signal.New(config.Spec{}).Get("queue-length")
	assert.False(t, ok)
}

func TestEntriesHaveTheirKind(t *testing.T) {
	c := signal.New(config.Spec{Signals: map[string]config.Signal{"queue-length": {Query: "q"}}})
	for name, kind := range map[string]config.SignalKind{
		"cpu": config.SignalOfResource, "memory": config.SignalOfResource,
		"http-concurrency": config.SignalOfHTTP, "http-rps": config.SignalOfHTTP,
		"gpu": config.SignalOfQuery, "rps": config.SignalOfQuery, "queue-length": config.SignalOfQuery,
	} {
		entry, ok := c.Get(name)
		assert.True(t, ok, name)
		assert.Equal(t, kind, entry.Kind, name)
		assert.Equal(t, kind, config.KindOfSignal(name), name)
		assert.Equal(t, name != "queue-length", entry.BuiltIn, name)
	}
}

func TestCompareKeepsTheOrderOfTheReference(t *testing.T) {
	c := signal.New(config.Spec{Signals: map[string]config.Signal{"a": {Query: "q"}, "b": {Query: "q"}}})
	names := []string{"b", "a", "rps", "http-rps", "gpu", "memory", "http-concurrency", "cpu"}
	slices.SortFunc(names, c.Compare)
	assert.Equal(t, []string{"cpu", "memory", "http-concurrency", "http-rps", "gpu", "rps", "a", "b"}, names)
}
