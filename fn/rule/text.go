package rule

import (
	"strings"

	"modelhost.dev/scale-modelhosts/fn/keda"
)

// joinAnd joins words with commas and a final "and".
func joinAnd(parts []string) string {
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	return strings.Join(parts[:len(parts)-1], ", ") + " and " + parts[len(parts)-1]
}

// targetText returns a resource trigger's target for messages.
func targetText(t keda.Trigger) string {
	text := t.Type
	if container := t.Metadata["containerName"]; container != "" {
		text += " of container " + container
	}
	if t.MetricType == keda.MetricTypeUtilization {
		return text + " at " + t.Metadata["value"] + "%"
	}
	return text + " at " + t.Metadata["value"] + " per pod"
}
