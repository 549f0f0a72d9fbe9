package rule

import (
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/strictyaml"
)

var metadataKeyDuplicate = &Rule{
	ID:          "metadata-key-duplicate",
	Severity:    finding.Warning,
	Layer:       Scaling,
	Scope:       Objects,
	Summary:     "a duplicate key in a KEDA object, outside its spec",
	Consequence: "kubectl takes the last value, and kustomize rejects the object",
	Run:         checkMetadataKeyDuplicate,
}

// checkMetadataKeyDuplicate covers the object outside its spec; stricter rules cover the spec.
func checkMetadataKeyDuplicate(p *pass) {
	if !isKEDAs(p.Object) {
		return
	}
	for _, path := range [][]string{{}, {"metadata"}, {"metadata", "labels"}, {"metadata", "annotations"}} {
		mapping := p.Object.Field(path...)
		if mapping == nil || mapping.Kind != yaml.MappingNode {
			continue
		}
		times := map[string]int{}
		for i := 0; i+1 < len(mapping.Content); i += 2 {
			key := mapping.Content[i].Value
			if times[key]++; times[key] == 2 {
				p.report(strictyaml.Field(strings.Join(path, "."), key), "duplicate key; kubectl takes the last value, and kustomize rejects the object", "keep one of them")
			}
		}
	}
}
