package rule

import (
	"cmp"
	"fmt"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/nearest"
	"modelhost.dev/scale-modelhosts/fn/owned"
)

// secretKey holds the keys that an authentication reads against the Secret, where
// the package has it.
func secretKey(s *subject) {
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
			s.keyOf(namespace, entry.Secret.Name, entry.Secret.Keys[parameter], parameter, "the authentication "+name,
				fmt.Sprintf("correct spec.authentication.%s.secret.keys of the functionConfig", name))
		}
	}
	for _, o := range s.referred() {
		if o.Kind == keda.KindClusterTriggerAuthentication {
			// Their Secrets are in KEDA's namespace, which only KEDA knows.
			continue
		}
		for _, ref := range inventory.Elements(o.Field("spec", "secretTargetRef")) {
			text := func(field string) string { return inventory.Text(inventory.Field(ref, field)) }
			s.keyOf(s.Object.Namespace, text("name"), text("key"), text("parameter"), o.Resource().String(), "correct its secretTargetRef")
		}
	}
}

func (s *subject) keyOf(namespace, secret, key, parameter, reader, correct string) {
	o, ok := s.inv.Secrets.Find(namespace, secret)
	if !ok || owned.Is(o) || inventory.Field(o.Field("data"), key) != nil || inventory.Field(o.Field("stringData"), key) != nil {
		return
	}
	s.about(o, "data", fmt.Sprintf("the Secret has no key %q, which %s reads as %s", key, reader, parameter), "add the key, or "+correct)
}

// needsHash marks a Secret to whose name kustomize puts a hash after all functions.
const needsHash = "internal.config.kubernetes.io/needsHashSuffix"

// secretHash looks for Secrets whose names are not the last ones yet.
func secretHash(s *subject) {
	for _, name := range s.Authentications {
		entry := s.cfg.Authentication[name]
		if entry.Secret == nil || entry.Secret.Source != config.SourceExisting {
			continue
		}
		o, ok := s.inv.Secrets.Find(s.Object.Namespace, entry.Secret.Name)
		if ok && o.Annotations[needsHash] != "" {
			s.about(o, "metadata.name", fmt.Sprintf("kustomize puts a hash behind the Secret's name later on, which the authentication %s does not follow", name),
				"set options: {disableNameSuffixHash: true} on its generator, or give kustomize a nameReference for TriggerAuthentication's spec/secretTargetRef/name")
		}
	}
}

// secretMissing looks for Secrets that are called nearly as an authentication has it.
// Secrets that are in no package at all are as they should be.
func secretMissing(s *subject) {
	var names []string
	for _, o := range s.inv.Secrets.Objects {
		if o.SharesNamespace(s.Object) {
			names = append(names, o.Name)
		}
	}
	s.eachSecret(func(o *inventory.Object, field, name string) {
		if _, known := s.inv.Secrets.Find(s.Object.Namespace, name); known || o.Kind == keda.KindClusterTriggerAuthentication {
			return
		}
		if near, ok := nearest.Of(name, names); ok && !s.isExternal(name) {
			s.about(o, field, fmt.Sprintf("there is no Secret %q in the package, but there is %q", name, near), "correct the name, if the cluster has no such Secret")
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
		if secret, ok := s.inv.Secrets.Find(s.Object.Namespace, name); ok && secret.Namespace != keda.DefaultNamespace {
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

// isExternal says whether an ExternalSecret of the package makes the Secret.
func (s *subject) isExternal(name string) bool {
	for _, o := range s.inv.ExternalSecrets.Objects {
		if o.SharesNamespace(s.Object) && cmp.Or(inventory.Text(o.Field("spec", "target", "name")), o.Name) == name {
			return true
		}
	}
	return false
}
