package reconcile

import (
	"slices"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/managed"
	"modelhost.dev/scale-modelhosts/fn/strictyaml"
)

// Drift is a generated object of the package that differs from what would be generated.
type Drift struct {
	Object *inventory.Object
	// For is the workload that the object belongs to. It is nil if no model host needs the object
	// any more; the object then has no fields that differ.
	For    *inventory.Object
	Fields []Difference
}

// Difference is a field that differs from the generated one. Was and Wanted are empty if they are
// not scalars.
type Difference struct{ Path, Was, Wanted string }

// Drifts returns the generated objects of the package that the function would change or
// remove. It changes nothing.
func (c Changes) Drifts() []Drift {
	var drifts []Drift
	for _, o := range c.objects {
		if o.Existing == nil {
			continue
		}
		wanted := yaml.NewRNode(o.Node).Copy().YNode()
		current := o.Existing.Node.Copy()
		before := inventory.Field(o.Existing.Node.YNode())
		if !update(current, wanted) {
			continue
		}
		d := Drift{Object: o.Existing, For: o.For}
		d.differ("", before, inventory.Field(current.YNode()))
		drifts = append(drifts, d)
	}
	for _, o := range c.inv.All {
		if managed.Is(o) && c.deleted[o.Node] {
			drifts = append(drifts, Drift{Object: o})
		}
	}
	return drifts
}

// differ records the fields in which two nodes differ.
func (d *Drift) differ(path string, was, wanted *yaml.Node) {
	switch {
	case inventory.Equal(was, wanted):
	case was == nil || wanted == nil || was.Kind != wanted.Kind || was.Kind == yaml.ScalarNode:
		d.Fields = append(d.Fields, Difference{path, inventory.Text(was), inventory.Text(wanted)})
	case was.Kind == yaml.MappingNode:
		for _, key := range keysOf(was, wanted) {
			d.differ(strictyaml.Field(path, key), inventory.Field(was, key), inventory.Field(wanted, key))
		}
	case len(was.Content) != len(wanted.Content):
		d.Fields = append(d.Fields, Difference{Path: path})
	default:
		for i := range was.Content {
			d.differ(strictyaml.Index(path, i), was.Content[i], wanted.Content[i])
		}
	}
}

// keysOf returns the keys of mappings, each once, sorted.
func keysOf(mappings ...*yaml.Node) []string {
	var keys []string
	for _, m := range mappings {
		for i := 0; i+1 < len(m.Content); i += 2 {
			keys = append(keys, m.Content[i].Value)
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}
