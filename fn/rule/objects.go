package rule

import (
	"cmp"
	"fmt"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/apimeta"
	"modelhost.dev/scale-modelhosts/fn/crd"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/managed"
	"modelhost.dev/scale-modelhosts/fn/placeholder"
	"modelhost.dev/scale-modelhosts/fn/plan"
	"modelhost.dev/scale-modelhosts/fn/strictyaml"
	"modelhost.dev/scale-modelhosts/fn/suggest"
)

// ofObjects are the rules that need no ScaledObject around what they judge: a package
// may hold authentications alone, for others to refer to.
var ofObjects = []string{
	"api-version", "object-metadata", "metadata-key-duplicate", "field-invalid", "field-unknown", "field-ambiguous", "field-placeholder",
	"route-field", "authentication-invalid", "authentication-field-unknown", "secret-data",
	"secret-missing", "secret-renamed", "secret-key", "secret-empty", "secret-hash",
}

// ofSole are the rules that only check objects one by one.
var ofSole = []string{"api-version", "object-metadata", "metadata-key-duplicate", "field-placeholder", "secret-data"}

// objectPlans makes a separate plan for each KEDA object, workload and Secret, except generated
// ones that are up to date.
func objectPlans(inv *inventory.Inventory, drifted map[*inventory.Object]bool) []*plan.ObjectPlan {
	var plans []*plan.ObjectPlan
	for _, o := range inv.All {
		if (isKEDAs(o) || o.IsWorkload() || isSecret(o)) && (!managed.Is(o) || drifted[o]) {
			plans = append(plans, plan.ForObject(o))
		}
	}
	return plans
}

// isKEDAs reports whether an object is, or seems to be, one of KEDA or its HTTP add-on.
func isKEDAs(o *inventory.Object) bool {
	return contains(crd.Groups(), o.Group()) || contains(keda.Kinds(), o.Kind)
}

func isSecret(o *inventory.Object) bool { return o.APIVersion == "v1" && o.Kind == "Secret" }

// apiVersion is for objects that no API server with KEDA knows. What another group has,
// with a dot in its name, only a cluster knows.
func apiVersion(s *pass) {
	o := s.Object
	if !isKEDAs(o) || strings.Contains(o.APIVersion+o.Kind, "$") || placeholder.In(o.APIVersion+o.Kind) {
		return
	}
	group := o.Group()
	if contains(keda.Kinds(), o.Kind) && !strings.Contains(group, ".") {
		group = keda.Group
	}
	versions := crd.Versions(group, o.Kind)
	switch {
	case len(versions) > 0 && (group != o.Group() || !contains(versions, strings.TrimPrefix(o.APIVersion, group+"/"))):
		s.report("apiVersion", fmt.Sprintf("there is no %s in %s, and Kubernetes refuses the object", o.Kind, cmp.Or(o.APIVersion, "no group")), "write apiVersion: "+group+"/"+suggest.Alternatives(versions))
	case len(versions) == 0 && contains(crd.Groups(), group):
		if near, ok := suggest.Closest(o.Kind, crd.Kinds(group)); ok {
			s.report("kind", fmt.Sprintf("there is no %s in %s, and Kubernetes refuses the object", o.Kind, o.APIVersion), "write kind: "+near)
		}
	}
}

// objectMetadata is for what no API server takes, whatever the object.
func objectMetadata(s *pass) {
	o := s.Object
	for _, p := range apimeta.Check(o.Field("metadata"), apimeta.NamingOf(o.Group(), o.Kind)) {
		s.report(p.Path, p.Message, p.Hint)
	}
}

// keyGivenTwice is for the object outside of its spec, whose fields are held to more.
func keyGivenTwice(s *pass) {
	if !isKEDAs(s.Object) {
		return
	}
	for _, path := range [][]string{{}, {"metadata"}, {"metadata", "labels"}, {"metadata", "annotations"}} {
		mapping := s.Object.Field(path...)
		if mapping == nil || mapping.Kind != yaml.MappingNode {
			continue
		}
		times := map[string]int{}
		for i := 0; i+1 < len(mapping.Content); i += 2 {
			key := mapping.Content[i].Value
			if times[key]++; times[key] == 2 {
				s.report(strictyaml.Field(strings.Join(path, "."), key), "is given twice: kubectl takes the last, and kustomize refuses the object", "keep one of the two")
			}
		}
	}
}
