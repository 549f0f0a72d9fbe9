package rule

import (
	"fmt"
	"maps"
	"slices"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/managed"
	"modelhost.dev/scale-modelhosts/fn/placeholder"
	"modelhost.dev/scale-modelhosts/fn/plan"
)

// secretRef is a reference to a key of a Secret.
type secretRef struct {
	// secret is nil if the Secret is not in the package but listed in spec.inventory.
	secret                          *inventory.Object
	name                            string
	key, parameter, reader, correct string
	// object and field hold the reference.
	object *inventory.Object
	field  string
}

// eachKey calls do for each key that is referenced, and missing or empty.
func (p *pass) eachKey(do func(k secretRef)) {
	for _, name := range p.entries() {
		entry := p.cfg.Authentication[name]
		if entry.Secret == nil || entry.Secret.Source != config.SourceExisting {
			continue
		}
		namespace := p.Object.Namespace
		if entry.Kind == keda.KindClusterTriggerAuthentication {
			namespace = entry.Secret.Namespace
		}
		for _, parameter := range slices.Sorted(maps.Keys(entry.Secret.Keys)) {
			p.checkKey(p.Object, namespace, entry.Secret.Name, do, secretRef{
				key: entry.Secret.Keys[parameter], parameter: parameter, reader: "the authentication " + name,
				correct: fmt.Sprintf("correct spec.authentication.%s.secret.keys of the functionConfig", name),
				object:  p.Object, field: "functionConfig spec.authentication." + name + ".secret.keys." + parameter,
			})
		}
	}
	for _, o := range p.referencedAuthentications() {
		if o.Kind == keda.KindClusterTriggerAuthentication {
			// Its Secrets are in KEDA's namespace, which the package does not show.
			continue
		}
		for i, ref := range inventory.Elements(o.Field("spec", "secretTargetRef")) {
			text := func(field string) string { return inventory.Text(inventory.Field(ref, field)) }
			p.checkKey(o, p.Object.Namespace, text("name"), do, secretRef{
				key: text("key"), parameter: text("parameter"), reader: o.Resource().String(), correct: "correct its secretTargetRef",
				object: o, field: fmt.Sprintf("spec.secretTargetRef[%d].key", i),
			})
		}
	}
}

// checkKey calls do if the package's Secret lacks the key or its value, and nothing else is known
// to provide it.
func (p *pass) checkKey(reader *inventory.Object, namespace, name string, do func(k secretRef), k secretRef) {
	o := p.secret(reader, namespace, name)
	if held, ok := p.cfg.Holds("Secret", namespace, name); ok {
		if k.name = name; !held.HasKey(k.key) && !placeholder.In(k.key) && o == nil {
			do(k)
		}
		return
	}
	if o == nil || managed.Is(o) || placeholder.In(k.key) || p.keysAreFilledLater(o) || p.isProvided(o, k.key) {
		return
	}
	there := inventory.Field(o.Field("data"), k.key) != nil || inventory.Field(o.Field("stringData"), k.key) != nil
	if there && !isEmpty(o, k.key) {
		return
	}
	k.secret = o
	do(k)
}

// keysAreFilledLater reports whether a Secret's keys are not known yet. Its type may add keys.
func (p *pass) keysAreFilledLater(secret *inventory.Object) bool {
	return plan.ObjectIsFilledLater(secret, "type") || plan.ObjectIsFilledLater(secret, "data") || plan.ObjectIsFilledLater(secret, "stringData")
}

// secret returns the Secret that a reader refers to, or nil if the package has none or several.
func (p *pass) secret(reader *inventory.Object, namespace, name string) *inventory.Object {
	if found := p.inv.Secrets.Lookup(namespace, name).ClosestByPath(reader); len(found) == 1 {
		return found[0]
	}
	return nil
}

// keys returns how many keys a Secret has.
func keys(secret *inventory.Object) int {
	return len(inventory.Texts(secret.Field("data"))) + len(inventory.Texts(secret.Field("stringData")))
}

// eachSecret calls do once for each Secret that an authentication of the package reads. An
// authentication may read many keys of one Secret.
func (p *pass) eachSecret(do func(o *inventory.Object, field, name string)) {
	for _, o := range p.referencedAuthentications() {
		done := map[string]bool{"": true}
		for i, ref := range inventory.Elements(o.Field("spec", "secretTargetRef")) {
			if name := inventory.Text(inventory.Field(ref, "name")); !done[name] {
				done[name] = true
				do(o, fmt.Sprintf("spec.secretTargetRef[%d].name", i), name)
			}
		}
	}
}

// isEmpty reports whether a key of the Secret exists and has no value. stringData takes precedence.
func isEmpty(secret *inventory.Object, key string) bool {
	n := inventory.Field(secret.Field("stringData"), key)
	if n == nil {
		n = inventory.Field(secret.Field("data"), key)
	}
	return n != nil && n.Kind == yaml.ScalarNode && inventory.Text(n) == ""
}
