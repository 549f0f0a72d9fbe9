package rule

import (
	"fmt"

	"modelhost.dev/scale-modelhosts/fn/finding"
)

var secretEmpty = &Rule{
	ID:          "secret-empty",
	Severity:    finding.Warning,
	Layer:       Scaling,
	Scope:       Plans | Objects,
	LooksUp:     []string{"Secret", "ExternalSecret", "SealedSecret"},
	Summary:     "a Secret without keys, or with an empty value",
	Consequence: "unless something in the cluster fills it, KEDA reads the key as empty",
	Run:         checkSecretEmpty,
}

// checkSecretEmpty is for Secrets that have no keys yet: some are there to be filled.
func checkSecretEmpty(p *pass) {
	p.eachKey(func(k secretRef) {
		if k.secret == nil {
			return
		}
		if isEmpty(k.secret, k.key) {
			p.reportOn(k.secret, "data", fmt.Sprintf("the value of %q is empty, and %s reads it as %s", k.key, k.reader, k.parameter), "give it a value, unless something in the cluster does")
			return
		}
		if keys(k.secret) == 0 {
			p.reportOn(k.secret, "data", fmt.Sprintf("the Secret has no keys at all, and %s reads %q as %s", k.reader, k.key, k.parameter), "add the key, unless something in the cluster fills the Secret")
		}
	})
}
