package rule

import (
	"cmp"
	"slices"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/inventory"
)

// accountToken is the type of a Secret that Kubernetes fills, with accountKeys.
const accountToken = "kubernetes.io/service-account-token"

var accountKeys = []string{"token", "ca.crt", "namespace", "service-ca.crt"}

// fillers are annotations, or how they begin, by which controllers know the Secrets
// that they fill: kubernetes-replicator, reflector, kubernetes-secret-generator and
// sealed-secrets.
var fillers = []string{
	"replicator.v1.mittwald.de/replicate-from", "reflector.v1.k8s.emberstack.com/reflects",
	"secret-generator.v1.mittwald.de/", "sealedsecrets.bitnami.com/managed", "sealedsecrets.bitnami.com/patch",
}

// filled says whether something in the cluster is known to give a Secret the key.
func (s *subject) filled(secret *inventory.Object, key string) bool {
	if inventory.Text(secret.Field("type")) == accountToken && slices.Contains(accountKeys, key) {
		return true
	}
	for name := range secret.Annotations {
		if slices.ContainsFunc(fillers, func(filler string) bool { return strings.HasPrefix(name, filler) }) {
			return true
		}
	}
	return s.isExternal(secret.Name) || s.isSealed(secret)
}

// isExternal says whether an ExternalSecret of the package makes the Secret.
func (s *subject) isExternal(name string) bool {
	for _, o := range s.inv.ExternalSecrets.Objects {
		if o.SharesNamespace(s.Object) && cmp.Or(inventory.Text(o.Field("spec", "target", "name")), o.Name) == name {
			return true
		}
	}
	return false
}

// isSealed says whether a SealedSecret of the package makes the Secret.
func (s *subject) isSealed(secret *inventory.Object) bool {
	return slices.ContainsFunc(s.inv.All, func(o *inventory.Object) bool {
		return o.Kind == "SealedSecret" && o.Name == secret.Name && o.SharesNamespace(secret)
	})
}
