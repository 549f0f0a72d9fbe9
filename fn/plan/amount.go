package plan

import (
	"fmt"
	"strconv"
	"strings"

	"k8s.io/apimachinery/pkg/api/resource"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/keda"
)

// isPlain reports whether the text is a number without sign and exponent.
func isPlain(text string) bool { return keda.IsNumber(text) && !strings.ContainsAny(text, "-eE") }

// isInteger reports whether the text is an integer above zero, without leading zeros.
func isInteger(text string) bool { return isPlain(text) && text != "0" && !strings.Contains(text, ".") }

// minTarget is the smallest target that Kubernetes, which counts in thousandths, does not
// round to zero.
const minTarget = 0.001

// ParseResourceTarget parses a target for cpu or memory: a percentage of the request, or
// a quantity per pod. KEDA's operator crashes on quantities that do not parse.
func ParseResourceTarget(name string, target config.Amount) (metricType, value string, err error) {
	text := string(target)
	if isInteger(text) {
		if n, err := strconv.ParseInt(text, 10, 32); err != nil || n > 1_000_000 {
			return "", "", fmt.Errorf("%q is too large for a percentage of the request", text)
		}
		return keda.MetricTypeUtilization, text, nil
	}
	example := map[string]string{"cpu": "500m", "memory": "8Gi"}[name]
	quantity, err := resource.ParseQuantity(text)
	// A number without a unit is meant as a percentage, but Kubernetes reads cores or bytes.
	_, unitless := strconv.ParseFloat(text, 64)
	if err != nil || unitless == nil {
		return "", "", fmt.Errorf("%q is neither an integer percentage of the request, such as 75, nor a quantity per pod, such as %s", text, example)
	}
	if quantity.Sign() <= 0 {
		return "", "", fmt.Errorf("%q is not above zero", text)
	}
	return keda.MetricTypeAverageValue, text, nil
}

// parseQueryTarget parses the target of a query.
func parseQueryTarget(target config.Amount) (string, error) {
	text := string(target)
	if !isPlain(text) {
		return "", fmt.Errorf("%q is not a plain number, such as 70 or 0.5", text)
	}
	value, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return "", fmt.Errorf("%q is too large", text)
	}
	if value < minTarget {
		return "", fmt.Errorf("%q is below %v, which Kubernetes rounds to zero", text, minTarget)
	}
	return text, nil
}

// parseActivation parses the value above which a host wakes. It may be zero.
func parseActivation(value config.Amount) (string, error) {
	if !isPlain(string(value)) {
		return "", fmt.Errorf("%q is not a plain number, such as 0 or 0.5", value)
	}
	return string(value), nil
}
