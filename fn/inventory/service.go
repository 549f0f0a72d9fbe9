package inventory

import "strings"

// IsService says whether a name that from's readers resolve is that of a Service in
// another object's namespace: short, with the namespace, or in full.
func IsService(name, service string, of, from *Object) bool {
	first, rest, dotted := strings.Cut(name, ".")
	if first != service {
		return false
	}
	if !dotted {
		return from.SharesNamespace(of)
	}
	namespace, _, _ := strings.Cut(rest, ".")
	return namespace == of.Home()
}
