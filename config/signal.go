package config

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/keda"
)

// Signal is a named PromQL metric that a trigger scales on.
type Signal struct {
	// Description says what it measures.
	Description string `json:"description,omitempty"`
	// Unit is the unit of target and activation.
	Unit string `json:"unit,omitempty"`
	// Query is PromQL that gives one series; $(key), $(namespace), $(deployment), $(service), $(pod-regex), $(pod-label), $(namespace-label), $(server-pod-label), $(server-namespace-label), $(istio-requests), $(window) and $(window-seconds) are filled in.
	Query string `json:"query" jsonschema:"required"`
	// WakeQuery takes the query's place where the host may be at zero; empty means the same query.
	WakeQuery string `json:"wakeQuery,omitempty"`
	// MetricType is Value for a query that averages over pods, AverageValue (default) for one that sums up.
	MetricType string `json:"metricType,omitempty" jsonschema:"enum=Value,enum=AverageValue"`
	// OutsidePod says that the metric exists while no pod of the host does, so that it can wake the host.
	OutsidePod bool `json:"outsidePod,omitempty"`
	// IgnoreNullValues says that an empty answer is zero, not an error. Default true where OutsidePod is.
	IgnoreNullValues *bool `json:"ignoreNullValues,omitempty"`
	// Activation is the value above which the host wakes, unless the host says one. Default 0.
	Activation Amount `json:"activation,omitempty"`
	// Window fills in $(window), unless the host says one. Default 2m.
	Window *Seconds `json:"window,omitempty"`
	// Minimum is the least that the query can give.
	Minimum *float64 `json:"minimum,omitempty"`
	// Maximum is the most that the query can give; a target at or above it is never passed.
	Maximum *float64 `json:"maximum,omitempty"`
	// Source names the exporter and metric.
	Source string `json:"source,omitempty"`
	// Version is that of the exporter or server in which the metric was looked up, and since when it is there if that is later.
	Version string `json:"version,omitempty"`
}

// annotationKeys are the annotations that are no signal's. A signal of such a
// name could never be asked for.
var annotationKeys = []string{
	"enabled", "profile", "key", "service", "min-replicas", "max-replicas", "idle-replicas",
	"polling-interval", "cooldown-period", "initial-cooldown-period", "triggers", "schedule", "behavior", "fallback",
	"http-hosts", "http-paths", "http-port", "cold-start", "authentication", "hpa-policy", "replicas-policy", "paused", "paused-replicas", "scaled-object",
}

// AnnotationKeys are the names that no signal may have, because an annotation has them.
func AnnotationKeys() []string { return slices.Clone(annotationKeys) }

func (c *check) signal(path, name string, s Signal) {
	c.signalName(path, name)
	if strings.TrimSpace(s.Query) == "" {
		c.add(path+".query", "is empty", "write the PromQL that gives the signal")
	}
	c.oneOf(path+".metricType", s.MetricType, []string{keda.MetricTypeValue, keda.MetricTypeAverageValue})
	if s.Minimum != nil && s.Maximum != nil && *s.Minimum >= *s.Maximum {
		c.add(path+".minimum", fmt.Sprintf("%v is not below the maximum %v", *s.Minimum, *s.Maximum), "write the least that the query can give")
	}
	if s.Window != nil && *s.Window == 0 {
		c.add(path+".window", "is zero", "write a duration of at least two scrapes, such as 1m")
	}
	if _, err := strconv.ParseFloat(string(s.Activation), 64); s.Activation != "" && err != nil {
		c.add(path+".activation", fmt.Sprintf("%q is not a number", s.Activation), "write it plainly, such as 0 or 0.5")
	}
}

func (c *check) signalName(path, name string) {
	switch kind := KindOfSignal(name); {
	case kind == SignalOfResource:
		c.add(path, name+" is KEDA's own trigger and cannot be replaced by a query", "choose another name")
	case kind == SignalOfHTTP:
		c.add(path, name+" is counted by KEDA's HTTP add-on and cannot be replaced by a query", "choose another name")
	case !signalKey.MatchString(name):
		c.add(path, fmt.Sprintf("%q cannot be an annotation", name), "use kebab-case, such as queue-length")
	case strings.HasSuffix(name, "-activation"):
		c.add(path, fmt.Sprintf("%q would read as another signal's activation", name), "choose another name")
	case slices.Contains(annotationKeys, name):
		c.add(path, fmt.Sprintf("%q is an annotation with a meaning of its own", name), "choose another name")
	}
}
