package istio

import (
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/encoding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/managed"
)

// FollowRenames updates the names of Services in recorded edits. An orchestrator that renames a
// Service may update the fields of a VirtualService, but never an annotation.
func FollowRenames(inv *inventory.Inventory) {
	for _, o := range inv.VirtualServices.Objects {
		done, _ := recorded(o)
		var renamed bool
		for _, p := range done {
			renamed = followRename(inv, o, inventory.Field(p.Before, "host")) || renamed
		}
		if !renamed {
			continue
		}
		if text, err := yaml.NewRNode(encoding.Node(done)).String(); err == nil { // never fails: it was decoded
			o.Annotations[managed.AnnotationEdited] = text
		}
	}
}

// followRename updates a short name of a Service. Orchestrators never rename inside a name with a
// namespace, so those stay.
func followRename(inv *inventory.Inventory, from *inventory.Object, host *yaml.Node) bool {
	name := inventory.Text(host)
	if name == "" || strings.Contains(name, ".") {
		return false
	}
	var renamed []string
	for _, service := range inv.Services.ByName(name) {
		switch {
		case !service.SharesNamespace(from) || !service.SameRenames(from):
		case service.Name == name:
			return false
		default:
			renamed = append(renamed, service.Name)
		}
	}
	if len(renamed) != 1 {
		return false
	}
	host.Value = renamed[0]
	return true
}
