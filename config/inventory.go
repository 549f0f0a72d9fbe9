package config

import (
	"fmt"
	"slices"

	"modelhost.dev/scale-modelhosts/fn/apimeta"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/placeholder"
)

// Held is an object that exists in the cluster but not in the package.
type Held struct {
	// Kind is the object's kind.
	Kind string `json:"kind" jsonschema:"enum=Secret,enum=TriggerAuthentication,enum=ClusterTriggerAuthentication,enum=Service,enum=LimitRange,enum=InterceptorRoute,enum=HTTPScaledObject,enum=Deployment,enum=StatefulSet,enum=Rollout"`
	// Name is the object's name. An asterisk (*) means any.
	Name string `json:"name"`
	// Namespace is the object's namespace. Empty means any.
	Namespace string `json:"namespace,omitempty"`
	// Keys are the keys of a Secret, or the parameters that an authentication provides. Empty means
	// any.
	Keys []string `json:"keys,omitempty"`
}

// anyName is the name that matches all objects of a kind.
const anyName = "*"

// HeldKinds returns the kinds that rules look for.
func HeldKinds() []string {
	return []string{
		"Secret", keda.KindTriggerAuthentication, keda.KindClusterTriggerAuthentication, "Service", "LimitRange",
		"InterceptorRoute", "HTTPScaledObject", "Deployment", "StatefulSet", "Rollout",
	}
}

// Holds returns the inventory's entry for an object, or false if it has none. A
// cluster-wide object has no namespace, and an object whose namespace is not known may be
// in any.
func (s Spec) Holds(kind, namespace, name string) (Held, bool) {
	i := slices.IndexFunc(s.Inventory, func(h Held) bool {
		return h.Kind == kind && (h.Name == name || h.Name == anyName) && h.isIn(namespace)
	})
	if i < 0 {
		return Held{}, false
	}
	return s.Inventory[i], true
}

// HoldsAny reports whether the inventory has an object of a kind in a namespace.
func (s Spec) HoldsAny(kind, namespace string) bool {
	return slices.ContainsFunc(s.Inventory, func(h Held) bool {
		return h.Kind == kind && h.isIn(namespace)
	})
}

func (h Held) isIn(namespace string) bool {
	return h.Namespace == "" || namespace == "" || h.Namespace == namespace || placeholder.In(namespace)
}

// HasKey reports whether an object may have a key, as far as the inventory says.
func (h Held) HasKey(key string) bool { return len(h.Keys) == 0 || slices.Contains(h.Keys, key) }

// keyed holds the kinds that have keys.
var keyed = []string{"Secret", keda.KindTriggerAuthentication, keda.KindClusterTriggerAuthentication}

func (c *check) inventory(inventory []Held) {
	for i, h := range inventory {
		path := fmt.Sprintf("spec.inventory[%d]", i)
		switch {
		case h.Kind == "":
			c.add(path+".kind", "is missing", "set the object's kind, such as Secret")
		default:
			c.oneOf(path+".kind", h.Kind, HeldKinds())
		}
		switch {
		case h.Name == "":
			c.add(path+".name", "is missing", "set the object's name, or \"*\" for all")
		case h.Name != anyName:
			c.pattern(path+".name", h.Name, apimeta.Name, "use an object's name, or \"*\" for all")
		}
		switch {
		case h.Namespace != "" && h.Kind == keda.KindClusterTriggerAuthentication:
			c.add(path+".namespace", "is set, but a "+h.Kind+" has no namespace", "remove it")
		case h.Namespace != "":
			c.pattern(path+".namespace", h.Namespace, apimeta.Label, "use a namespace's name")
		}
		if len(h.Keys) > 0 && slices.Contains(HeldKinds(), h.Kind) && !slices.Contains(keyed, h.Kind) {
			c.add(path+".keys", "is set, but a "+h.Kind+" has no keys", "remove it; only Secrets and authentications have keys")
		}
		for j, key := range h.Keys {
			if key == "" {
				c.add(fmt.Sprintf("%s.keys[%d]", path, j), "is empty", "set the key, or remove the item")
			}
		}
	}
}
