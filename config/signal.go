package config

import (
	"fmt"
	"strconv"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/keda"
)

// Signal is a named PromQL metric that a trigger scales on.
type Signal struct {
	// Description states what the signal measures.
	Description string `json:"description,omitempty"`
	// Unit is the unit of target and activation.
	Unit string `json:"unit,omitempty"`
	// Query is PromQL that returns one series. These placeholders are replaced: $(key),
	// $(namespace), $(deployment), $(service), $(pod-regex), $(pod-label), $(namespace-label),
	// $(server-pod-label), $(server-namespace-label), $(istio-requests), $(window) and
	// $(window-seconds).
	Query string `json:"query" jsonschema:"required"`
	// WakeQuery replaces the query if the model host may scale to zero. Default is the query
	// itself.
	WakeQuery string `json:"wakeQuery,omitempty"`
	// MetricType is Value for a query that averages over pods, or AverageValue (default) for one
	// that sums.
	MetricType string `json:"metricType,omitempty" jsonschema:"enum=Value,enum=AverageValue"`
	// OutsidePod is true if the metric exists without pods of the model host, so that it can scale
	// up from zero.
	OutsidePod bool `json:"outsidePod,omitempty"`
	// IgnoreNullValues treats an empty result as zero instead of an error. Default is the value of
	// outsidePod.
	IgnoreNullValues *bool `json:"ignoreNullValues,omitempty"`
	// Activation is the default value above which a model host scales up from zero. Default 0.
	Activation Amount `json:"activation,omitempty"`
	// Window is the default value of $(window). Default 2m.
	Window *Seconds `json:"window,omitempty"`
	// Minimum is the lowest value that the query can return.
	Minimum *float64 `json:"minimum,omitempty"`
	// Maximum is the highest value that the query can return. A target at or above it is never
	// exceeded.
	Maximum *float64 `json:"maximum,omitempty"`
	// Source names the exporter and the metric.
	Source string `json:"source,omitempty"`
	// Version is the version of the exporter or server in which the metric was verified, or the
	// first that has it if that is later.
	Version string `json:"version,omitempty"`
}

func (c *check) signal(path, name string, s Signal) {
	c.signalName(path, name)
	if strings.TrimSpace(s.Query) == "" {
		c.add(path+".query", "is empty", "set the PromQL query of the signal")
	}
	c.oneOf(path+".metricType", s.MetricType, []string{keda.MetricTypeValue, keda.MetricTypeAverageValue})
	if s.Minimum != nil && s.Maximum != nil && *s.Minimum >= *s.Maximum {
		c.add(path+".minimum", fmt.Sprintf("%v is not below the maximum %v", *s.Minimum, *s.Maximum), "set the lowest value that the query can return")
	}
	if s.Window != nil && *s.Window == 0 {
		c.add(path+".window", "is zero", "use a duration of at least two scrapes, such as 1m")
	}
	if _, err := strconv.ParseFloat(string(s.Activation), 64); s.Activation != "" && err != nil {
		c.add(path+".activation", fmt.Sprintf("%q is not a number", s.Activation), "use a number such as 0 or 0.5")
	}
}

func (c *check) signalName(path, name string) {
	switch kind := KindOfSignal(name); {
	case kind == SignalOfResource:
		c.add(path, name+" is a KEDA trigger and cannot be replaced by a query", "choose another name")
	case kind == SignalOfHTTP:
		c.add(path, name+" is counted by KEDA's HTTP add-on and cannot be replaced by a query", "choose another name")
	case !signalKey.MatchString(name):
		c.add(path, fmt.Sprintf("%q cannot be an annotation", name), "use kebab-case, such as queue-length")
	case strings.HasSuffix(name, "-activation"):
		c.add(path, fmt.Sprintf("%q looks like another signal's activation", name), "choose another name")
	}
}
