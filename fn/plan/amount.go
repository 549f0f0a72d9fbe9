package plan

import (
	"fmt"
	"strconv"
	"strings"

	"k8s.io/apimachinery/pkg/api/resource"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/keda"
)

// isPlain says whether the text is a number without sign and exponent, as people
// write targets; isWhole, whether it is one without a fraction.
func isPlain(text string) bool { return keda.IsNumber(text) && !strings.ContainsAny(text, "-eE") }
func isWhole(text string) bool { return isPlain(text) && text != "0" && !strings.Contains(text, ".") }

// leastTarget is the smallest target left of zero once it is written in thousandths.
const leastTarget = 0.001

// ParseResourceTarget reads a target of cpu or memory: a percentage of the request, or
// a quantity per pod. KEDA's operator crashes on quantities that do not parse.
func ParseResourceTarget(name string, target config.Amount) (metricType, value string, err error) {
	text := string(target)
	if isWhole(text) {
		if n, err := strconv.ParseInt(text, 10, 32); err != nil || n > 1_000_000 {
			return "", "", fmt.Errorf("%q is no sensible percentage of the request", text)
		}
		return keda.MetricTypeUtilization, text, nil
	}
	example := map[string]string{"cpu": "500m", "memory": "8Gi"}[name]
	quantity, err := resource.ParseQuantity(text)
	// Without a unit it is meant as a percentage, and would be taken for cores or bytes.
	_, unitless := strconv.ParseFloat(text, 64)
	if err != nil || unitless == nil {
		return "", "", fmt.Errorf("%q is neither a whole percentage of the request, such as 75, nor a quantity per pod, such as %s", text, example)
	}
	if quantity.Sign() <= 0 {
		return "", "", fmt.Errorf("%q is not above zero", text)
	}
	return keda.MetricTypeAverageValue, text, nil
}

// queryTarget reads the target of a query.
func queryTarget(target config.Amount) (string, error) {
	text := string(target)
	if !isPlain(text) {
		return "", fmt.Errorf("%q is not a number as KEDA reads it; write it plainly, such as 70 or 0.5", text)
	}
	value, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return "", fmt.Errorf("%q is too large", text)
	}
	if value < leastTarget {
		return "", fmt.Errorf("%q is below %v, the least that Kubernetes tells from zero", text, leastTarget)
	}
	return text, nil
}

// activation reads the value above which a host wakes; zero is one.
func activation(value config.Amount) (string, error) {
	if !isPlain(string(value)) {
		return "", fmt.Errorf("%q is not a number as KEDA reads it; write it plainly, such as 0 or 0.5", value)
	}
	return string(value), nil
}
