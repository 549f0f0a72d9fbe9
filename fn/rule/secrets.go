package rule

import (
	"fmt"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
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
	for _, o := range s.others() {
		for _, ref := range inventory.Elements(o.Field("spec", "secretTargetRef")) {
			text := func(field string) string { return inventory.Text(inventory.Field(ref, field)) }
			s.keyOf(s.Object.Namespace, text("name"), text("key"), text("parameter"), o.Resource().String(), "correct its secretTargetRef")
		}
	}
}

// others are the package's own TriggerAuthentications that triggers refer to. The
// Secrets of cluster-wide ones are in KEDA's namespace, which only KEDA knows.
func (s *subject) others() []*inventory.Object {
	var all []*inventory.Object
	for _, t := range s.Spec.Triggers {
		ref := t.AuthenticationRef
		if ref == nil || ref.Kind == keda.KindClusterTriggerAuthentication || s.Entries[*ref] != "" {
			continue
		}
		if o, ok := s.inv.Authentications.Find(s.Object.Namespace, ref.Name); ok && (s.IsWritten() || !owned.Is(o)) && o.Kind == keda.KindTriggerAuthentication {
			all = append(all, o)
		}
	}
	return all
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
