package rule

import (
	"fmt"

	"modelhost.dev/scale-modelhosts/fn/finding"
)

var secretKey = &Rule{
	ID:          "secret-key",
	Severity:    finding.Error,
	Layer:       Scaling,
	Scope:       Plans | Objects,
	LooksUp:     []string{"Secret", "ExternalSecret", "SealedSecret"},
	Summary:     "a key that the Secret does not have",
	Consequence: "KEDA reads it as empty, and requests are denied",
	Run:         checkSecretKey,
}

// checkSecretKey holds the keys that an authentication reads against the Secret, where
// the package has it.
func checkSecretKey(p *pass) {
	p.eachKey(func(k secretRef) {
		if k.secret == nil {
			p.reportOn(k.object, k.field, fmt.Sprintf("the Secret %s of spec.inventory has no key %q, which %s reads as %s", k.name, k.key, k.reader, k.parameter), "correct the key, here or in the functionConfig")
			return
		}
		if keys(k.secret) > 0 && !isEmpty(k.secret, k.key) {
			p.reportOn(k.secret, "data", fmt.Sprintf("the Secret has no key %q, which %s reads as %s", k.key, k.reader, k.parameter), "add the key, or "+k.correct)
		}
	})
}
