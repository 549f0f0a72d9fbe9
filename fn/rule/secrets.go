package rule

import (
	"fmt"
	"slices"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/managed"
	"modelhost.dev/scale-modelhosts/fn/placeholder"
	"modelhost.dev/scale-modelhosts/fn/plan"
)

// secretKey holds the keys that an authentication reads against the Secret, where
// the package has it.
func secretKey(s *pass) {
	s.eachKey(func(k secretRef) {
		if k.secret == nil {
			s.reportOn(k.object, k.field, fmt.Sprintf("the Secret %s of spec.inventory has no key %q, which %s reads as %s", k.name, k.key, k.reader, k.parameter), "correct the key, here or in the functionConfig")
			return
		}
		if keys(k.secret) > 0 && !isEmpty(k.secret, k.key) {
			s.reportOn(k.secret, "data", fmt.Sprintf("the Secret has no key %q, which %s reads as %s", k.key, k.reader, k.parameter), "add the key, or "+k.correct)
		}
	})
}

// secretEmpty is for Secrets that have no keys yet: some are there to be filled.
func secretEmpty(s *pass) {
	s.eachKey(func(k secretRef) {
		if k.secret == nil {
			return
		}
		if isEmpty(k.secret, k.key) {
			s.reportOn(k.secret, "data", fmt.Sprintf("the value of %q is empty, and %s reads it as %s", k.key, k.reader, k.parameter), "give it a value, unless something in the cluster does")
			return
		}
		if keys(k.secret) == 0 {
			s.reportOn(k.secret, "data", fmt.Sprintf("the Secret has no keys at all, and %s reads %q as %s", k.reader, k.key, k.parameter), "add the key, unless something in the cluster fills the Secret")
		}
	})
}

// secretRef is what somebody reads in a Secret of the package.
type secretRef struct {
	// secret is nil for one that the cluster holds, by its name.
	secret                          *inventory.Object
	name                            string
	key, parameter, reader, correct string
	// object and field are where it is read.
	object *inventory.Object
	field  string
}

// eachKey goes over the keys that are read, and not there or empty.
func (s *pass) eachKey(do func(k secretRef)) {
	for _, name := range s.entries() {
		entry := s.cfg.Authentication[name]
		if entry.Secret == nil || entry.Secret.Source != config.SourceExisting {
			continue
		}
		namespace := s.Object.Namespace
		if entry.Kind == keda.KindClusterTriggerAuthentication {
			namespace = entry.Secret.Namespace
		}
		for _, parameter := range sortedKeys(entry.Secret.Keys) {
			s.absent(s.Object, namespace, entry.Secret.Name, do, secretRef{
				key: entry.Secret.Keys[parameter], parameter: parameter, reader: "the authentication " + name,
				correct: fmt.Sprintf("correct spec.authentication.%s.secret.keys of the functionConfig", name),
				object:  s.Object, field: "functionConfig spec.authentication." + name + ".secret.keys." + parameter,
			})
		}
	}
	for _, o := range s.referred() {
		if o.Kind == keda.KindClusterTriggerAuthentication {
			// Their Secrets are in KEDA's namespace, which only KEDA knows.
			continue
		}
		for i, ref := range inventory.Elements(o.Field("spec", "secretTargetRef")) {
			text := func(field string) string { return inventory.Text(inventory.Field(ref, field)) }
			s.absent(o, s.Object.Namespace, text("name"), do, secretRef{
				key: text("key"), parameter: text("parameter"), reader: o.Resource().String(), correct: "correct its secretTargetRef",
				object: o, field: fmt.Sprintf("spec.secretTargetRef[%d].key", i),
			})
		}
	}
}

// absent hands a key on that the package's Secret does not have, or has without a value,
// and that nothing is known to give it.
func (s *pass) absent(reader *inventory.Object, namespace, name string, do func(k secretRef), k secretRef) {
	o := s.secret(reader, namespace, name)
	if held, ok := s.cfg.Holds("Secret", namespace, name); ok {
		if k.name = name; !held.HasKey(k.key) && !placeholder.In(k.key) && o == nil {
			do(k)
		}
		return
	}
	if o == nil || managed.Is(o) || placeholder.In(k.key) || s.keysLater(o) || s.filled(o, k.key) {
		return
	}
	there := inventory.Field(o.Field("data"), k.key) != nil || inventory.Field(o.Field("stringData"), k.key) != nil
	if there && !isEmpty(o, k.key) {
		return
	}
	k.secret = o
	do(k)
}

// keysLater reports whether a Secret's keys are not known yet: its type may give some.
func (s *pass) keysLater(secret *inventory.Object) bool {
	return plan.HoldsLater(secret, "type") || plan.HoldsLater(secret, "data") || plan.HoldsLater(secret, "stringData")
}

// secret is the Secret that a reader means; nil where the package has none, or several.
func (s *pass) secret(reader *inventory.Object, namespace, name string) *inventory.Object {
	if found := s.inv.Secrets.Lookup(namespace, name).ClosestByPath(reader); len(found) == 1 {
		return found[0]
	}
	return nil
}

func keys(secret *inventory.Object) int {
	return len(inventory.Texts(secret.Field("data"))) + len(inventory.Texts(secret.Field("stringData")))
}

// secretMissing looks for Secrets that are called nearly as an authentication has it,
// or so in another namespace. Secrets that are in no package at all are as they should be.
func secretMissing(s *pass) {
	s.eachSecret(func(o *inventory.Object, field, name string) {
		if _, held := s.cfg.Holds("Secret", s.Object.Namespace, name); held {
			return
		}
		if len(s.inv.Secrets.Lookup(s.Object.Namespace, name).Objects) > 0 || o.Kind == keda.KindClusterTriggerAuthentication || s.isExternal(name) || s.hashed(name) != nil {
			return
		}
		if near, ok := s.inv.Secrets.ClosestName(inventory.ByNamespace, s.Object.EffectiveNamespace(), name); ok {
			s.reportOn(o, field, fmt.Sprintf("there is no Secret %q in the package, but there is %q", name, near), "correct the name, if the cluster has no such Secret")
			return
		}
		if there := s.secretNamespaces(name); len(there) > 0 && o.Namespace != "" && !contains(there, "") {
			s.reportOn(o, field, fmt.Sprintf("the Secret %q is in the namespace %s, and KEDA looks in that of the %s, %s", name, there[0], o.Kind, o.Namespace),
				fmt.Sprintf("put it into %s, if the cluster has no such Secret there", o.Namespace))
		}
	})
}

// secretNamespaces are those of the Secrets of a name, sorted.
func (s *pass) secretNamespaces(name string) []string {
	var there []string
	for _, o := range s.inv.Secrets.ByName(name) {
		if o.Name == name {
			there = append(there, o.Namespace)
		}
	}
	slices.Sort(there)
	return there
}

// secretRenamed is for kustomize, which renames a Secret and knows nothing of the
// references that authentications have to it.
func secretRenamed(s *pass) {
	s.eachSecret(func(o *inventory.Object, field, name string) {
		if secret := s.secret(o, s.Object.Namespace, name); s.isHandWritten() && o.Kind != keda.KindClusterTriggerAuthentication && secret != nil && secret.Name != name {
			s.reportOn(o, field, leftBehind(secret, name), s.followSecret(name, secret.Name))
		}
	})
}

// followSecret is the fix for a reference to a Secret of a former name.
func (s *pass) followSecret(former, name string) string {
	if IsHashed(former, name) {
		return HashFix
	}
	return s.follow()
}

// secretNamespace is for authentications of the cluster, whose Secrets KEDA looks up
// in its own namespace.
func secretNamespace(s *pass) {
	s.eachSecret(func(o *inventory.Object, field, name string) {
		if o.Kind != keda.KindClusterTriggerAuthentication {
			return
		}
		held, ok := s.cfg.Holds("Secret", "", name)
		if ok && held.Namespace != s.Object.Namespace {
			return // It is in KEDA's namespace, too.
		}
		if secret := s.secret(o, s.Object.Namespace, name); secret != nil && secret.Namespace != keda.DefaultNamespace {
			s.reportOn(o, field, fmt.Sprintf("the Secret %q is in the namespace %s, but for a %s KEDA looks in its own", name, secret.EffectiveNamespace(), o.Kind),
				fmt.Sprintf("move the Secret to KEDA's namespace, or write kind: %s", keda.KindTriggerAuthentication))
		}
	})
}

// eachSecret goes over the Secrets that authentications of the package read, each once:
// an authentication may read many keys of one.
func (s *pass) eachSecret(do func(o *inventory.Object, field, name string)) {
	for _, o := range s.referred() {
		done := map[string]bool{"": true}
		for i, ref := range inventory.Elements(o.Field("spec", "secretTargetRef")) {
			if name := inventory.Text(inventory.Field(ref, "name")); !done[name] {
				done[name] = true
				do(o, fmt.Sprintf("spec.secretTargetRef[%d].name", i), name)
			}
		}
	}
}
