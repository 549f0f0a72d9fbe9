package rule

import (
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/inventory"
)

// isEmpty reports whether a key of the Secret is there and has no value. stringData wins.
func isEmpty(secret *inventory.Object, key string) bool {
	n := inventory.Field(secret.Field("stringData"), key)
	if n == nil {
		n = inventory.Field(secret.Field("data"), key)
	}
	return n != nil && n.Kind == yaml.ScalarNode && inventory.Text(n) == ""
}
