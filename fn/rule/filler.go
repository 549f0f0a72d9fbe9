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

// filled reports whether something in the cluster is known to provide a key of a Secret.
func (p *pass) filled(secret *inventory.Object, key string) bool {
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

// makersOf returns what makes Secrets in the cluster, by their names.
func makersOf(inv *inventory.Inventory) map[string][]*inventory.Object {
	makers := map[string][]*inventory.Object{}
	for _, o := range inv.ExternalSecrets.Objects {
		name := cmp.Or(inventory.Text(o.Field("spec", "target", "name")), o.Name)
		makers[name] = append(makers[name], o)
	}
	for _, o := range inv.All {
		if o.Kind == sealedSecret {
			makers[o.Name] = append(makers[o.Name], o)
		}
	}
	return makers
}

// isExternal reports whether an ExternalSecret of the package makes the Secret.
func (p *pass) isExternal(name string) bool {
	return slices.ContainsFunc(p.makers[name], func(o *inventory.Object) bool {
		return o.Kind != sealedSecret && o.SharesNamespace(p.Object)
	})
}

// isSealed reports whether a SealedSecret of the package makes the Secret.
func (p *pass) isSealed(secret *inventory.Object) bool {
	return slices.ContainsFunc(p.makers[secret.Name], func(o *inventory.Object) bool {
		return o.Kind == sealedSecret && o.SharesNamespace(secret)
	})
}
