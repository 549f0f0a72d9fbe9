package rule

import (
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
)

var SecretRenamed = &Rule{
	ID:          "secret-renamed",
	Severity:    finding.Error,
	Layer:       Scaling,
	Scope:       Plans | Objects,
	Summary:     "a reference to a Secret whose name kustomize has changed",
	Consequence: "KEDA finds no Secret, and reads its keys as empty",
	Run:         checkSecretRenamed,
}

// checkSecretRenamed reports references that kustomize did not update when it renamed a Secret,
// because it does not know the fields of authentications.
func checkSecretRenamed(p *pass) {
	p.eachSecret(func(o *inventory.Object, field, name string) {
		if secret := p.secret(o, p.Object.Namespace, name); p.isHandWritten() && o.Kind != keda.KindClusterTriggerAuthentication && secret != nil && secret.Name != name {
			p.reportOn(o, field, renamedMessage(secret, name), p.followSecretHint(name, secret.Name))
		}
	})
}

// followSecretHint returns the fix for a reference to the former name of a Secret.
func (p *pass) followSecretHint(former, name string) string {
	if IsHashed(former, name) {
		return HashFix
	}
	return p.followHint()
}
