package rule

import (
	"fmt"
	"slices"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
)

var SecretMissing = &Rule{
	ID:          "secret-missing",
	Severity:    finding.Warning,
	Layer:       Scaling,
	Scope:       Plans | Objects,
	LooksUp:     []string{"Secret", "ExternalSecret", "SealedSecret"},
	Summary:     "a missing Secret that resembles one in the package",
	Consequence: "KEDA reads its keys as empty, and requests are denied",
	Run:         checkSecretMissing,
}

// checkSecretMissing reports references to Secrets that the package has under a similar name or
// in another namespace. Most Secrets are in no package at all, and that is fine.
func checkSecretMissing(p *pass) {
	p.eachSecret(func(o *inventory.Object, field, name string) {
		if _, held := p.cfg.Holds("Secret", p.Object.Namespace, name); held {
			return
		}
		if len(p.inv.Secrets.Lookup(p.Object.Namespace, name).Objects) > 0 || o.Kind == keda.KindClusterTriggerAuthentication || p.isExternal(name) || p.hashedSecret(name) != nil {
			return
		}
		if near, ok := p.inv.Secrets.ClosestName(inventory.ByNamespace, p.Object.EffectiveNamespace(), name); ok {
			p.reportOn(o, field, fmt.Sprintf("Secret %q is not in the package, but %q is", name, near), "correct the name, unless the cluster has that Secret")
			return
		}
		if there := p.secretNamespaces(name); len(there) > 0 && o.Namespace != "" && !slices.Contains(there, "") {
			p.reportOn(o, field, fmt.Sprintf("Secret %q is in namespace %s, but KEDA looks in that of the %s, %s", name, there[0], o.Kind, o.Namespace),
				fmt.Sprintf("move it to %s, unless the cluster has that Secret there", o.Namespace))
		}
	})
}

// secretNamespaces returns the namespaces that have a Secret with the name, sorted.
func (p *pass) secretNamespaces(name string) []string {
	var there []string
	for _, o := range p.inv.Secrets.ByName(name) {
		if o.Name == name {
			there = append(there, o.Namespace)
		}
	}
	slices.Sort(there)
	return there
}
