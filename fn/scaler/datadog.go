package scaler

import (
	"fmt"
	"strings"
)

// datadogQuery mirrors pkg/scalers/datadog_scaler.go, parseDatadogQuery.
func datadogQuery(j *judge) {
	matching("query", `.*\{.*\}.*`, "has no scope in braces", "write a query such as avg:METRIC{*}")(j)
}

// datadogType is the older way to write metricType.
func datadogType(j *judge) {
	text, given := j.Metadata["type"]
	if v := j.at(Metadata, "type"); !given || v.State == Hidden {
		return
	}
	switch {
	case j.MetricType != "":
		j.contradiction("type", "does not go with metricType", "remove it")
	case !strings.EqualFold(text, "average") && !strings.EqualFold(text, "global"):
		j.add(Malformed, "metadata.type", quoted("type", text)+" is not known", "remove it, and write metricType beside metadata")
	}
}

// datadogLogin mirrors validateAPIMetadata and validateClusterAgentMetadata. The scaler has an
// apiKey of its own beside that of the other ways to log in, which metadata may have.
func datadogLogin(j *judge) {
	if v := j.get("useClusterAgentProxy"); j.isTrue("useClusterAgentProxy") || v.State == Hidden {
		if v.State == Plain {
			j.needs("useClusterAgentProxy", "datadogMetricsService", "datadogMetricName", "datadogNamespace", "datadogMetricNamespace")
		}
		return
	}
	for _, name := range []string{"apiKey", "appKey"} {
		given := j.Credentials.value(name).State != Absent
		switch hint := "give it as the parameter " + name + " of a TriggerAuthentication"; {
		case j.Metadata[name] != "" && given:
			j.add(Unread, "metadata."+name, fmt.Sprintf("KEDA does not read %s from metadata", name), "remove it: the authentication gives it")
		case j.Metadata[name] != "":
			j.add(Missing, "metadata."+name, fmt.Sprintf("KEDA does not read %s from metadata, and needs it", name), hint)
		case !given:
			j.add(Missing, AuthenticationField, fmt.Sprintf("KEDA's datadog scaler needs %s", name), hint)
		}
	}
	required("query")(j)
}
