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
	Summary:     "a parameter where the scaler does not look for it",
	Consequence: "it does nothing, and a password lies open",
	Run:         reportEach(scaler.Unread),
}
