package kustomize

import (
	"bytes"
	"fmt"

	"sigs.k8s.io/kustomize/api/resmap"
	"sigs.k8s.io/kustomize/api/resource"
	"sigs.k8s.io/kustomize/kyaml/resid"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/parallel"
)

// CheckUnique checks a function's output as kustomize does: no two objects may have the same
// identity. Only a created object can be the second one.
func CheckUnique(before, after []*yaml.RNode) error {
	known := make(map[*yaml.RNode]bool, len(before))
	for _, item := range before {
		known[item] = true
	}
	ids := make(map[resid.ResId]bool, len(after))
	for _, item := range after {
		id := (&resource.Resource{RNode: *item}).CurId()
		if ids[id] && !known[item] {
			return fmt.Errorf("the function created %s, which the package has already", id)
		}
		ids[id] = true
	}
	return nil
}

// AsYAML converts a build to YAML like resmap's AsYaml, but on all processors, since converting the
// objects takes most of the time and each is independent.
func AsYAML(m resmap.ResMap) ([]byte, error) {
	objects := m.Resources()
	texts := make([][]byte, len(objects))
	errs := make([]error, len(objects))
	parallel.Each(len(objects), func(i int) { texts[i], errs[i] = objects[i].AsYAML() })
	for i, err := range errs {
		if err != nil {
			return nil, fmt.Errorf("writing %s: %w", objects[i].CurId(), err)
		}
	}
	return bytes.Join(texts, []byte("---\n")), nil
}
