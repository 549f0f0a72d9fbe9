package rule

import (
	"fmt"
	"slices"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/nearest"
	"modelhost.dev/scale-modelhosts/fn/owned"
	"modelhost.dev/scale-modelhosts/fn/plan"
	"modelhost.dev/scale-modelhosts/fn/strict"
)

// ofObjects are the rules that need no ScaledObject around what they judge: a package
// may hold authentications alone, for others to refer to.
var ofObjects = []string{
	"api-version", "object-metadata", "key-given-twice", "authentication-field", "authentication-pruned",
	"secret-missing", "secret-renamed", "secret-key", "secret-empty", "secret-hash",
}

// ofSole are those that judge every object of KEDA's by itself, and nothing else.
var ofSole = []string{"api-version", "object-metadata", "key-given-twice"}

// sole makes a plan of each of KEDA's objects by itself, but for generated ones that are
// as they would be generated.
func sole(inv *inventory.Inventory, drifted map[*inventory.Object]bool) []*plan.Plan {
	var plans []*plan.Plan
	for _, o := range inv.All {
		if (o.Group() == keda.Group || contains(keda.Kinds(), o.Kind)) && (!owned.Is(o) || drifted[o]) {
			plans = append(plans, &plan.Plan{Object: o, Name: o.Name, Annotations: o.Annotations})
		}
	}
	return plans
}

// apiVersion is for objects that no API server with KEDA knows. What another group has,
// with a dot in its name, only a cluster knows.
func apiVersion(s *subject) {
	o := s.Object
	known := contains(keda.Kinds(), o.Kind)
	switch {
	case strings.Contains(o.APIVersion+o.Kind, "$"):
		// Something is filled in later on.
	case known && o.APIVersion != keda.APIVersion && (o.Group() == keda.Group || !strings.Contains(o.Group(), ".")):
		s.find("apiVersion", fmt.Sprintf("there is no %s in %s, and Kubernetes refuses the object", o.Kind, o.APIVersion), "write apiVersion: "+keda.APIVersion)
	case !known && o.Group() == keda.Group:
		if near, ok := nearest.Of(o.Kind, keda.Kinds()); ok {
			s.find("kind", fmt.Sprintf("there is no %s in %s, and Kubernetes refuses the object", o.Kind, o.APIVersion), "write kind: "+near)
		}
	}
}

// objectMetadata is for what no API server takes, whatever the object.
func objectMetadata(s *subject) {
	metadata := s.Object.Field("metadata")
	for _, field := range []string{"name", "namespace"} {
		s.text("metadata."+field, inventory.Field(metadata, field))
	}
	if name := inventory.Field(metadata, "name"); inventory.Text(name) == "" && isScalarOrNone(name) && inventory.Text(inventory.Field(metadata, "generateName")) == "" {
		s.find("metadata.name", "is missing, and Kubernetes refuses the object", "give it a name")
	}
	for _, field := range []string{"labels", "annotations"} {
		texts := inventory.Field(metadata, field)
		if texts == nil || texts.Kind != yaml.MappingNode {
			continue
		}
		for i := 0; i+1 < len(texts.Content); i += 2 {
			s.text(strict.Field("metadata."+field, texts.Content[i].Value), texts.Content[i+1])
		}
	}
}

func isScalarOrNone(n *yaml.Node) bool { return n == nil || n.Kind == yaml.ScalarNode }

// text holds a value of metadata against what Kubernetes takes there. The words that
// YAML 1.1 has for true and false are strings to some readers, and so are dates.
func (s *subject) text(path string, n *yaml.Node) {
	switch {
	case n == nil || n.Kind == yaml.AliasNode:
	case n.Kind != yaml.ScalarNode:
		s.find(path, "is not a string; Kubernetes refuses it", "write a string")
	case slices.Contains([]string{yaml.NodeTagBool, yaml.NodeTagInt, yaml.NodeTagFloat}, n.ShortTag()):
		s.find(path, "is not a string; Kubernetes refuses it", fmt.Sprintf("quote it: %q", n.Value))
	}
}

// keyGivenTwice is for the object outside of its spec, whose fields are held to more.
func keyGivenTwice(s *subject) {
	for _, path := range [][]string{{}, {"metadata"}, {"metadata", "labels"}, {"metadata", "annotations"}} {
		mapping := s.Object.Field(path...)
		if mapping == nil || mapping.Kind != yaml.MappingNode {
			continue
		}
		times := map[string]int{}
		for i := 0; i+1 < len(mapping.Content); i += 2 {
			key := mapping.Content[i].Value
			if times[key]++; times[key] == 2 {
				s.find(strict.Field(strings.Join(path, "."), key), "is given twice: kubectl takes the last, and kustomize refuses the object", "keep one of the two")
			}
		}
	}
}
