package rule

import (
	"strings"

	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/lazyregexp"
)

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

// hashedSecret returns the Secret that has the name followed by a hash, the first by name.
func (p *pass) hashedSecret(name string) *inventory.Object {
	if len(p.inv.Secrets.Lookup(p.Object.Namespace, name).Objects) > 0 {
		return nil
	}
	var first *inventory.Object
	for _, o := range p.inv.Secrets.WithPrefix(name) {
		if IsHashed(name, o.Name) && o.SharesNamespace(p.Object) && (first == nil || o.Name < first.Name) {
			first = o
		}
	}
	return first
}
