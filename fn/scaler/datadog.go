package scaler

import (
	"fmt"
	"strings"
)

// checkDatadogQuery mirrors pkg/scalers/datadog_scaler.go, parseDatadogQuery.
func checkDatadogQuery(c *checker) {
	matches("query", `.*\{.*\}.*`, "has no scope in braces", "use a query such as avg:METRIC{*}")(c)
}

// checkDatadogType checks type, the former way to write metricType.
func checkDatadogType(c *checker) {
	text, given := c.Metadata["type"]
	if v := c.at(Metadata, "type"); !given || v.State == Hidden {
		return
	}
	switch {
	case c.MetricType != "":
		c.addContradiction("type", "cannot be combined with metricType", "remove it")
	case !strings.EqualFold(text, "average") && !strings.EqualFold(text, "global"):
		c.add(Malformed, "metadata.type", quoted("type", text)+" is not supported", "remove it, and set metricType next to metadata")
	}
}

// checkDatadogLogin mirrors validateAPIMetadata and validateClusterAgentMetadata. The scaler has an
// apiKey of its own in addition to that of the general login methods, which metadata may set.
func checkDatadogLogin(c *checker) {
	if v := c.value("useClusterAgentProxy"); c.isTrue("useClusterAgentProxy") || v.State == Hidden {
		if v.State == Plain {
			c.require("useClusterAgentProxy", "datadogMetricsService", "datadogMetricName", "datadogNamespace", "datadogMetricNamespace")
		}
		return
	}
	for _, name := range []string{"apiKey", "appKey"} {
		given := c.Credentials.value(name).State != Absent
		switch hint := "set it as the parameter " + name + " of a TriggerAuthentication"; {
		case c.Metadata[name] != "" && given:
			c.add(NotRead, "metadata."+name, fmt.Sprintf("KEDA does not read %s from metadata", name), "remove it; the authentication provides it")
		case c.Metadata[name] != "":
			c.add(Missing, "metadata."+name, fmt.Sprintf("KEDA requires %s, but does not read it from metadata", name), hint)
		case !given:
			c.add(Missing, AuthenticationField, fmt.Sprintf("KEDA's datadog scaler needs %s", name), hint)
		}
	}
	required("query")(c)
}
