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

// checkSecretKey reports keys that an authentication reads and that the Secret in the package
// does not have.
func checkSecretKey(p *pass) {
	p.eachKey(func(k secretRef) {
		if k.secret == nil {
			p.reportOn(k.object, k.field, fmt.Sprintf("Secret %s in spec.inventory has no key %q; %s reads it as %s", k.name, k.key, k.reader, k.parameter), "correct the key, here or in the functionConfig")
			return
		}
		if keys(k.secret) > 0 && !isEmpty(k.secret, k.key) {
			p.reportOn(k.secret, "data", fmt.Sprintf("the Secret has no key %q; %s reads it as %s", k.key, k.reader, k.parameter), "add the key, or "+k.correct)
		}
	})
}
