package config

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/keda"
)

// annotationKeys are the annotations that are no signal's. A signal of such a
// name could never be asked for.
var annotationKeys = []string{
	"enabled", "profile", "key", "service", "min-replicas", "max-replicas", "idle-replicas",
	"polling-interval", "cooldown-period", "initial-cooldown-period", "triggers", "behavior", "fallback",
	"authentication", "hpa-policy", "replicas-policy", "paused", "paused-replicas", "scaled-object",
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
	switch {
	case name == "cpu" || name == "memory":
		c.add(path, name+" is KEDA's own trigger and cannot be replaced by a query", "choose another name")
	case !signalKey.MatchString(name):
		c.add(path, fmt.Sprintf("%q cannot be an annotation", name), "use kebab-case, such as queue-length")
	case strings.HasSuffix(name, "-activation"):
		c.add(path, fmt.Sprintf("%q would read as another signal's activation", name), "choose another name")
	case slices.Contains(annotationKeys, name):
		c.add(path, fmt.Sprintf("%q is an annotation with a meaning of its own", name), "choose another name")
	}
}
