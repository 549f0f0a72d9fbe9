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

// checkSecretEmpty reports empty Secrets. They are not errors, because something in the cluster
// may fill them.
func checkSecretEmpty(p *pass) {
	p.eachKey(func(k secretRef) {
		if k.secret == nil {
			return
		}
		if isEmpty(k.secret, k.key) {
			p.reportOn(k.secret, "data", fmt.Sprintf("key %q is empty; %s reads it as %s", k.key, k.reader, k.parameter), "set a value, unless something in the cluster does")
			return
		}
		if keys(k.secret) == 0 {
			p.reportOn(k.secret, "data", fmt.Sprintf("the Secret has no keys; %s reads %q as %s", k.reader, k.key, k.parameter), "add the key, unless something in the cluster fills the Secret")
		}
	})
}
