package host

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/inventory"
)

// exclusion returns why a workload cannot be a model host, with a fix, or "".
func (f *finder) exclusion(o *inventory.Object) (why, hint string) {
	sel := f.spec.Selector
	if o.Name == "" {
		return "it has no name", "set metadata.name"
	}
	if !slices.Contains(sel.Kinds, o.Kind) {
		return fmt.Sprintf("its kind %s is not in spec.selector.kinds: %s", o.Kind, strings.Join(sel.Kinds, ", ")), "add the kind, or remove the annotations"
	}
	namespace := cmp.Or(o.Namespace, f.spec.Namespace)
	if len(sel.Namespaces) > 0 && !slices.Contains(sel.Namespaces, namespace) {
		return fmt.Sprintf("its namespace %q is not in spec.selector.namespaces: %s", namespace, strings.Join(sel.Namespaces, ", ")),
			"add the namespace, or remove the annotations"
	}
	for _, key := range slices.Sorted(maps.Keys(sel.MatchLabels)) {
		if value, has := o.Labels[key]; !has || value != sel.MatchLabels[key] {
			return fmt.Sprintf("it lacks the label %s: %s in spec.selector.matchLabels", key, sel.MatchLabels[key]), "add the label, or remove the annotations"
		}
	}
	return "", ""
}
