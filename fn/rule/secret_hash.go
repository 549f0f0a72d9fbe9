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
	Summary:     "a reference to a Secret whose name gets a hash from kustomize",
	Consequence: "without a nameReference for it, KEDA finds no Secret",
	Run:         checkSecretHash,
}

// needsHashAnnotation marks a Secret whose name kustomize will append a hash to after all functions.
const needsHashAnnotation = "internal.config.kubernetes.io/needsHashSuffix"

// checkSecretHash reports references to Secrets that kustomize will append a hash to, or has
// already.
func checkSecretHash(p *pass) {
	for _, name := range p.entries() {
		entry := p.cfg.Authentication[name]
		if entry.Secret == nil || entry.Secret.Source != config.SourceExisting {
			continue
		}
		o := p.secret(p.Object, p.Object.Namespace, entry.Secret.Name)
		if o != nil && needsHashSuffix(o) {
			p.reportOn(o, "metadata.name", fmt.Sprintf("kustomize will append a hash to this name, but not to its reference in authentication %s", name), HashFix)
		}
	}
	p.eachSecret(func(o *inventory.Object, field, name string) {
		if o.Kind == keda.KindClusterTriggerAuthentication {
			return
		}
		secret := p.secret(o, p.Object.Namespace, name)
		switch {
		case secret == nil && p.hashedSecret(name) != nil:
			p.reportOn(o, field, fmt.Sprintf("kustomize renamed Secret %q to %q, but not this reference", name, p.hashedSecret(name).Name), HashFix)
		// kustomize knows a reference that it has already changed with the name.
		case secret != nil && needsHashSuffix(secret) && secret.Name == name && !secret.WasRenamed():
			p.reportOn(o, field, fmt.Sprintf("kustomize will append a hash to the name of Secret %q, but not to this reference", name), HashFix)
		}
	})
}

// needsHashSuffix reports whether kustomize has yet to append a hash to a Secret's name.
func needsHashSuffix(secret *inventory.Object) bool {
	return secret.Annotations[needsHashAnnotation] != "" && !slices.ContainsFunc(secret.FormerNames(), func(former string) bool { return IsHashed(former, secret.Name) })
}
