package rule

import (
	"fmt"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/inventory"
)

// SetBack is the message of ReplicasSet.
func SetBack(count *yaml.Node) string {
	return fmt.Sprintf("every apply sets the count back to %s, whatever KEDA has made it", inventory.Text(count))
}
