package rule

import (
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/scaler"
)

var metadataIgnored = &Rule{
	ID:          "metadata-ignored",
	Severity:    finding.Warning,
	Layer:       Scaling,
	Scope:       Plans,
	Summary:     "a parameter in a place that the scaler does not read",
	Consequence: "it has no effect, and a password there is exposed",
	Run:         reportEach(scaler.NotRead),
}
