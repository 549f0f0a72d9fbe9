package istio

import (
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/encoding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/managed"
)

// FollowRenames has the notes of what was changed name Services as they are called now: a host
// that renames a Service after a run knows the fields of a VirtualService, or does not,
// but never what is noted in an annotation.
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
		if text, err := yaml.NewRNode(encoding.Node(done)).String(); err == nil { // it came from an encoder
			o.Annotations[managed.AnnotationEdited] = text
		}
	}
}

// followRename renames a Service in a short host name; a name with a namespace in it is text to
// hosts wherever it stands, and stays.
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
