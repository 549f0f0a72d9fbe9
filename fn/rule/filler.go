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

// fillers are annotations, or their prefixes, with which controllers mark the Secrets that
// they fill: kubernetes-replicator, reflector, kubernetes-secret-generator and
// sealed-secrets.
var fillers = []string{
	"replicator.v1.mittwald.de/replicate-from", "reflector.v1.k8s.emberstack.com/reflects",
	"secret-generator.v1.mittwald.de/", "sealedsecrets.bitnami.com/managed", "sealedsecrets.bitnami.com/patch",
}

// isProvided reports whether something in the cluster is known to provide a key of a Secret.
func (p *pass) isProvided(secret *inventory.Object, key string) bool {
	if inventory.Text(secret.Field("type")) == accountToken && slices.Contains(accountKeys, key) {
		return true
	}
	for name := range secret.Annotations {
		if slices.ContainsFunc(fillers, func(filler string) bool { return strings.HasPrefix(name, filler) }) {
			return true
		}
	}
	return p.isExternal(secret.Name) || p.isSealed(secret)
}

// sealedSecret is the kind of Bitnami's Sealed Secrets.
const sealedSecret = "SealedSecret"

// secretSourcesOf returns the objects that create Secrets in the cluster, by the Secrets' names.
func secretSourcesOf(inv *inventory.Inventory) map[string][]*inventory.Object {
	secretSources := map[string][]*inventory.Object{}
	for _, o := range inv.ExternalSecrets.Objects {
		name := cmp.Or(inventory.Text(o.Field("spec", "target", "name")), o.Name)
		secretSources[name] = append(secretSources[name], o)
	}
	for _, o := range inv.All {
		if o.Kind == sealedSecret {
			secretSources[o.Name] = append(secretSources[o.Name], o)
		}
	}
	return secretSources
}

// isExternal reports whether an ExternalSecret of the package creates the Secret.
func (p *pass) isExternal(name string) bool {
	return slices.ContainsFunc(p.secretSources[name], func(o *inventory.Object) bool {
		return o.Kind != sealedSecret && o.SharesNamespace(p.Object)
	})
}

// isSealed reports whether a SealedSecret of the package creates the Secret.
func (p *pass) isSealed(secret *inventory.Object) bool {
	return slices.ContainsFunc(p.secretSources[secret.Name], func(o *inventory.Object) bool {
		return o.Kind == sealedSecret && o.SharesNamespace(secret)
	})
}
