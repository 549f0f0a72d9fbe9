package rule

import (
	"fmt"
	"slices"
	"strings"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/lazyregexp"
)

// needsHash marks a Secret to whose name kustomize puts a hash after all functions.
const needsHash = "internal.config.kubernetes.io/needsHashSuffix"

// hash is how kustomize's hashes are spelt (sigs.k8s.io/kustomize/api/hasher).
var hash = lazyregexp.New(`^-[2456789bcdfghkmt]{10}$`)

// HashFix is the fix for references to a name to which kustomize appends a hash after all
// functions.
const HashFix = Follow + ", or set options: {disableNameSuffixHash: true} on the Secret's generator"

// IsHashed reports whether a name is a former one followed by kustomize's hash.
func IsHashed(former, name string) bool {
	behind, found := strings.CutPrefix(name, former)
	return found && hash.MatchString(behind)
}

// secretHash looks for Secrets whose names are not the last ones yet, and for those
// whose names have become others already.
func secretHash(s *pass) {
	for _, name := range s.entries() {
		entry := s.cfg.Authentication[name]
		if entry.Secret == nil || entry.Secret.Source != config.SourceExisting {
			continue
		}
		o := s.secret(s.Object, s.Object.Namespace, entry.Secret.Name)
		if o != nil && awaitsHash(o) {
			s.reportOn(o, "metadata.name", fmt.Sprintf("kustomize later appends a hash to the Secret's name; the authentication %s follows only with a nameReference", name), HashFix)
		}
	}
	s.eachSecret(func(o *inventory.Object, field, name string) {
		if o.Kind == keda.KindClusterTriggerAuthentication {
			return
		}
		secret := s.secret(o, s.Object.Namespace, name)
		switch {
		case secret == nil && s.hashed(name) != nil:
			s.reportOn(o, field, fmt.Sprintf("the Secret %q is now %q: kustomize appended a hash to its name, but not here", name, s.hashed(name).Name), HashFix)
		// A reference that kustomize has changed together with the name is one it knows of.
		case secret != nil && awaitsHash(secret) && secret.Name == name && !secret.WasRenamed():
			s.reportOn(o, field, fmt.Sprintf("kustomize later appends a hash to the name of the Secret %q; the reference follows only with a nameReference", name), HashFix)
		}
	})
}

// awaitsHash reports whether kustomize has yet to append a hash to a Secret's name.
func awaitsHash(secret *inventory.Object) bool {
	return secret.Annotations[needsHash] != "" && !slices.ContainsFunc(secret.FormerNames(), func(former string) bool { return IsHashed(former, secret.Name) })
}

// hashed is the Secret that has the name with a hash behind it, the first by name.
func (s *pass) hashed(name string) *inventory.Object {
	if len(s.inv.Secrets.Lookup(s.Object.Namespace, name).Objects) > 0 {
		return nil
	}
	var first *inventory.Object
	for _, o := range s.inv.Secrets.WithPrefix(name) {
		if IsHashed(name, o.Name) && o.SharesNamespace(s.Object) && (first == nil || o.Name < first.Name) {
			first = o
		}
	}
	return first
}
