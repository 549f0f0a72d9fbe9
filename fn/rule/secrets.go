package rule

import (
	"fmt"
	"slices"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/nearest"
	"modelhost.dev/scale-modelhosts/fn/owned"
)

// secretKey holds the keys that an authentication reads against the Secret, where
// the package has it.
func secretKey(s *subject) {
	s.eachKey(func(k secretRef) {
		if keys(k.secret) > 0 {
			s.about(k.secret, "data", fmt.Sprintf("the Secret has no key %q, which %s reads as %s", k.key, k.reader, k.parameter), "add the key, or "+k.correct)
		}
	})
}

// secretEmpty is for Secrets that have no keys yet: some are there to be filled.
func secretEmpty(s *subject) {
	s.eachKey(func(k secretRef) {
		if keys(k.secret) == 0 {
			s.about(k.secret, "data", fmt.Sprintf("the Secret has no keys at all, and %s reads %q as %s", k.reader, k.key, k.parameter), "add the key, unless something in the cluster fills the Secret")
		}
	})
}

// secretRef is what somebody reads in a Secret of the package.
type secretRef struct {
	secret                          *inventory.Object
	key, parameter, reader, correct string
}

// eachKey goes over the keys that are read and not there.
func (s *subject) eachKey(do func(k secretRef)) {
	for _, name := range s.Authentications {
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
			})
		}
	}
	for _, o := range s.referred() {
		if o.Kind == keda.KindClusterTriggerAuthentication {
			// Their Secrets are in KEDA's namespace, which only KEDA knows.
			continue
		}
		for _, ref := range inventory.Elements(o.Field("spec", "secretTargetRef")) {
			text := func(field string) string { return inventory.Text(inventory.Field(ref, field)) }
			s.absent(o, s.Object.Namespace, text("name"), do, secretRef{
				key: text("key"), parameter: text("parameter"), reader: o.Resource().String(), correct: "correct its secretTargetRef",
			})
		}
	}
}

// absent hands a key on that the package's Secret does not have, and that nothing is
// known to give it.
func (s *subject) absent(reader *inventory.Object, namespace, name string, do func(k secretRef), k secretRef) {
	o := s.secret(reader, namespace, name)
	if o == nil || owned.Is(o) || inventory.Field(o.Field("data"), k.key) != nil || inventory.Field(o.Field("stringData"), k.key) != nil || s.filled(o, k.key) {
		return
	}
	k.secret = o
	do(k)
}

// secret is the Secret that a reader means; nil where the package has none, or several.
func (s *subject) secret(reader *inventory.Object, namespace, name string) *inventory.Object {
	if found := reader.Closest(s.inv.Secrets.Namesakes(namespace, name)); len(found) == 1 {
		return found[0]
	}
	return nil
}

func keys(secret *inventory.Object) int {
	return len(inventory.Texts(secret.Field("data"))) + len(inventory.Texts(secret.Field("stringData")))
}

// secretMissing looks for Secrets that are called nearly as an authentication has it,
// or so in another namespace. Secrets that are in no package at all are as they should be.
func secretMissing(s *subject) {
	s.eachSecret(func(o *inventory.Object, field, name string) {
		if len(s.inv.Secrets.Namesakes(s.Object.Namespace, name)) > 0 || o.Kind == keda.KindClusterTriggerAuthentication || s.isExternal(name) || s.hashed(name) != nil {
			return
		}
		if near, ok := nearest.Of(name, s.secretNames()); ok {
			s.about(o, field, fmt.Sprintf("there is no Secret %q in the package, but there is %q", name, near), "correct the name, if the cluster has no such Secret")
			return
		}
		if there := s.secretNamespaces(name); len(there) > 0 && o.Namespace != "" && !contains(there, "") {
			s.about(o, field, fmt.Sprintf("the Secret %q is in the namespace %s, and KEDA looks in that of the %s, %s", name, there[0], o.Kind, o.Namespace),
				fmt.Sprintf("put it into %s, if the cluster has no such Secret there", o.Namespace))
		}
	})
}

// secretNames are those of the namespace.
func (s *subject) secretNames() []string {
	var names []string
	for _, o := range s.inv.Secrets.Objects {
		if o.SharesNamespace(s.Object) {
			names = append(names, o.Name)
		}
	}
	return names
}

// secretNamespaces are those of the Secrets of a name, sorted.
func (s *subject) secretNamespaces(name string) []string {
	var there []string
	for _, o := range s.inv.Secrets.Called(name) {
		if o.Name == name {
			there = append(there, o.Namespace)
		}
	}
	slices.Sort(there)
	return there
}

// secretRenamed is for kustomize, which renames a Secret and knows nothing of the
// references that authentications have to it.
func secretRenamed(s *subject) {
	s.eachSecret(func(o *inventory.Object, field, name string) {
		if secret := s.secret(o, s.Object.Namespace, name); s.IsWritten() && o.Kind != keda.KindClusterTriggerAuthentication && secret != nil && secret.Name != name {
			s.about(o, field, leftBehind(secret, name), s.follow())
		}
	})
}

// secretNamespace is for authentications of the cluster, whose Secrets KEDA looks up
// in its own namespace.
func secretNamespace(s *subject) {
	s.eachSecret(func(o *inventory.Object, field, name string) {
		if o.Kind != keda.KindClusterTriggerAuthentication {
			return
		}
		if secret := s.secret(o, s.Object.Namespace, name); secret != nil && secret.Namespace != keda.DefaultNamespace {
			s.about(o, field, fmt.Sprintf("the Secret %q is in the namespace %s, but for a %s KEDA looks in its own", name, secret.Home(), o.Kind),
				fmt.Sprintf("move the Secret to KEDA's namespace, or write kind: %s", keda.KindTriggerAuthentication))
		}
	})
}

// eachSecret goes over the Secrets that authentications of the package read.
func (s *subject) eachSecret(do func(o *inventory.Object, field, name string)) {
	for _, o := range s.referred() {
		for i, ref := range inventory.Elements(o.Field("spec", "secretTargetRef")) {
			if name := inventory.Text(inventory.Field(ref, "name")); name != "" {
				do(o, fmt.Sprintf("spec.secretTargetRef[%d].name", i), name)
			}
		}
	}
}
