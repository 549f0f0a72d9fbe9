package rule

import (
	"fmt"
	"slices"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
)

var SecretHash = &Rule{
	ID:          "secret-hash",
	Severity:    finding.Warning,
	Layer:       Scaling,
	Scope:       Plans | Objects,
	LooksUp:     []string{"Secret", "ExternalSecret", "SealedSecret"},
	Summary:     "a Secret whose name gets a hash from kustomize",
	Consequence: "without a nameReference for it, KEDA finds no Secret",
	Run:         checkSecretHash,
}

// needsHash marks a Secret to whose name kustomize puts a hash after all functions.
const needsHash = "internal.config.kubernetes.io/needsHashSuffix"

// checkSecretHash looks for Secrets whose names are not the last ones yet, and for those
// whose names have become others already.
func checkSecretHash(p *pass) {
	for _, name := range p.entries() {
		entry := p.cfg.Authentication[name]
		if entry.Secret == nil || entry.Secret.Source != config.SourceExisting {
			continue
		}
		o := p.secret(p.Object, p.Object.Namespace, entry.Secret.Name)
		if o != nil && awaitsHash(o) {
			p.reportOn(o, "metadata.name", fmt.Sprintf("kustomize later appends a hash to the Secret's name; the authentication %s follows only with a nameReference", name), HashFix)
		}
	}
	p.eachSecret(func(o *inventory.Object, field, name string) {
		if o.Kind == keda.KindClusterTriggerAuthentication {
			return
		}
		secret := p.secret(o, p.Object.Namespace, name)
		switch {
		case secret == nil && p.hashed(name) != nil:
			p.reportOn(o, field, fmt.Sprintf("the Secret %q is now %q: kustomize appended a hash to its name, but not here", name, p.hashed(name).Name), HashFix)
		// A reference that kustomize has changed together with the name is one it knows of.
		case secret != nil && awaitsHash(secret) && secret.Name == name && !secret.WasRenamed():
			p.reportOn(o, field, fmt.Sprintf("kustomize later appends a hash to the name of the Secret %q; the reference follows only with a nameReference", name), HashFix)
		}
	})
}

// awaitsHash reports whether kustomize has yet to append a hash to a Secret's name.
func awaitsHash(secret *inventory.Object) bool {
	return secret.Annotations[needsHash] != "" && !slices.ContainsFunc(secret.FormerNames(), func(former string) bool { return IsHashed(former, secret.Name) })
}
