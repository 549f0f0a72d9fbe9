package encoding_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"modelhost.dev/scale-modelhosts/fn/encoding"
	"modelhost.dev/scale-modelhosts/fn/keda"
)

func TestFlowIsOneLine(t *testing.T) {
	for want, v := range map[string]any{
		`{type: prometheus, metadata: {query: 'sum(x{a="b\\.c"})', threshold: "5"}}`: keda.Trigger{
			Type: "prometheus", Metadata: keda.Metadata{"query": `sum(x{a="b\\.c"})`, "threshold": "5"},
		},
		`{type: cpu, metricType: Utilization, metadata: {value: "75"}}`: keda.Trigger{
			Type: "cpu", MetricType: keda.MetricTypeUtilization, Metadata: keda.Metadata{"value": "75"},
		},
		`"75"`:   "75",
		`[a, b]`: []string{"a", "b"},
	} {
		assert.Equal(t, want, encoding.Flow(v))
	}
}
