package host

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/inventory"
)

// exclusion says why a workload can be no model host, whatever it is called; ""
// where it can.
func (f *finder) exclusion(o *inventory.Object) (why, hint string) {
	sel := f.spec.Selector
	if o.Name == "" {
		return "it has no name", "set metadata.name"
	}
	if !slices.Contains(sel.Kinds, o.Kind) {
		return fmt.Sprintf("its kind %s is not among spec.selector.kinds: %s", o.Kind, strings.Join(sel.Kinds, ", ")), "add the kind, or remove the annotations"
	}
	namespace := firstOf(o.Namespace, f.spec.Namespace)
	if len(sel.Namespaces) > 0 && !slices.Contains(sel.Namespaces, namespace) {
		return fmt.Sprintf("its namespace %q is not among spec.selector.namespaces: %s", namespace, strings.Join(sel.Namespaces, ", ")),
			"add the namespace, or remove the annotations"
	}
	for _, key := range sortedKeys(sel.MatchLabels) {
		if value, has := o.Labels[key]; !has || value != sel.MatchLabels[key] {
			return fmt.Sprintf("it lacks the label %s: %s of spec.selector.matchLabels", key, sel.MatchLabels[key]), "add the label, or remove the annotations"
		}
	}
	return "", ""
}

func sortedKeys(m map[string]string) []string { return slices.Sorted(maps.Keys(m)) }
