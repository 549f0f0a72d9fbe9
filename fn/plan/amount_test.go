package plan

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"modelhost.dev/scale-modelhosts/config"
)

func TestResourceTarget(t *testing.T) {
	for target, expected := range map[config.Amount]string{
		"75": "Utilization", "1": "Utilization", "100": "Utilization", "500m": "AverageValue", "8Gi": "AverageValue", "1.5Gi": "AverageValue",
	} {
		metricType, value, err := ParseResourceTarget("cpu", target)
		assert.NoError(t, err, target)
		assert.Equal(t, expected, metricType, target)
		assert.Equal(t, string(target), value)
	}
	for _, target := range []config.Amount{"0", "-1", "75%", "75.5", "0.5", "007", "half", "500 Mi", "0m", "-5Gi", "9999999999", ""} {
		_, _, err := ParseResourceTarget("memory", target)
		assert.Error(t, err, target)
	}
}

func TestQueryTarget(t *testing.T) {
	for _, target := range []config.Amount{"70", "0.5", "0.001", "1000000"} {
		text, err := parseQueryTarget(target)
		assert.NoError(t, err, target)
		assert.Equal(t, string(target), text)
	}
	for _, target := range []config.Amount{"0", "0.0009", "-1", "70%", "070", "+70", ".5", "NaN", "1e3", "Inf", ""} {
		_, err := parseQueryTarget(target)
		assert.Error(t, err, target)
	}
}

func TestActivation(t *testing.T) {
	for value, ok := range map[config.Amount]bool{"0": true, "2.5": true, "-1": false, "1e3": false, "some": false, "": false} {
		_, err := parseActivation(value)
		assert.Equal(t, ok, err == nil, value)
	}
}
