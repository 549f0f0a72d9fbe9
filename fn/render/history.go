package render

import (
	"slices"
	"strings"

	"sigs.k8s.io/kustomize/api/resource"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/kustomize"
	"modelhost.dev/scale-modelhosts/fn/managed"
)

// history follows the objects of a build through its layers, since kustomize removes its own notes
// at the end, and they do not contain what a function saw.
type history struct {
	numbers map[any]int
	objects []*objectHistory
}

// objectHistory records an object's names and other identity in the layers so far.
type objectHistory struct {
	names, namespaces []string
	// notes are kustomize's own annotations.
	notes map[string]string
	file  string
	// isGenerated means that the function generated the object. kustomize's managedByLabel
	// overwrites the label that shows it.
	isGenerated bool
	// latest is the object's most recent name.
	latest finding.Resource
}

func newHistory() *history { return &history{numbers: map[any]int{}} }

// number returns a number that identifies an object in all layers: kustomize keeps its nodes, and
// those that a function returns.
func (h *history) number(item *yaml.RNode) int {
	n, known := h.numbers[item]
	if !known {
		n, known = h.numbers[item.YNode()]
	}
	if !known {
		n = len(h.objects)
		h.objects = append(h.objects, &objectHistory{})
	}
	h.numbers[item], h.numbers[item.YNode()] = n, n
	return n
}

// note records the current names of objects, and numbers each. The home is the namespace of objects
// that set none, if it is known.
func (h *history) note(items []*yaml.RNode, home string) map[finding.Resource]int {
	places := make(map[finding.Resource]int, len(items))
	for _, item := range items {
		n := h.number(item)
		p := h.objects[n]
		p.latest = resourceOf(item)
		places[p.latest] = n
		namespace := p.latest.Namespace
		if namespace == "" {
			namespace = home
		}
		p.isGenerated = p.isGenerated || item.GetLabels(managed.ManagedBy)[managed.ManagedBy] == managed.Manager
		add(&p.names, p.latest.Name)
		add(&p.namespaces, namespace)
		if p.file == "" {
			p.file = kustomize.FileOf(item)
		}
	}
	return places
}

// close records kustomize's own notes after the last layer.
func (h *history) close(items []*yaml.RNode) {
	h.note(items, "")
	for _, item := range items {
		p := h.objects[h.number(item)]
		p.notes = map[string]string{}
		for key, value := range item.GetAnnotations() {
			if strings.HasPrefix(key, "internal.config.kubernetes.io/") {
				p.notes[key] = value
			}
		}
		// kustomize writes "default" for every object that sets no namespace.
		for _, namespace := range strings.Split(p.notes["internal.config.kubernetes.io/previousNamespaces"], ",") {
			if namespace != "default" {
				add(&p.namespaces, namespace)
			}
		}
	}
}

// finals returns copies of the objects at the end of a build, with their notes and files.
func (h *history) finals(objects []*resource.Resource) ([]*yaml.RNode, map[finding.Resource]int, error) {
	items := make([]*yaml.RNode, len(objects))
	places := make(map[finding.Resource]int, len(objects))
	for i, object := range objects {
		n := h.number(&object.RNode)
		items[i] = object.Copy()
		places[resourceOf(items[i])] = n
		if err := h.restore(items[i], h.objects[n]); err != nil {
			return nil, nil, err
		}
	}
	return items, places, nil
}

func (h *history) restore(item *yaml.RNode, p *objectHistory) error {
	if err := kustomize.SetFileFromOrigin(item); err != nil {
		return err
	}
	if p.isGenerated {
		if err := item.PipeE(yaml.SetLabel(managed.ManagedBy, managed.Manager)); err != nil {
			return err
		}
	}
	for key, value := range p.notes {
		if err := item.PipeE(yaml.SetAnnotation(key, value)); err != nil {
			return err
		}
	}
	names := slices.DeleteFunc(slices.Clone(p.names), func(name string) bool { return name == item.GetName() })
	namespaces := slices.DeleteFunc(slices.Clone(p.namespaces), func(name string) bool { return name == item.GetNamespace() })
	return inventory.RecordFormerNames(item, names, namespaces)
}

func add(list *[]string, value string) {
	if value != "" && !slices.Contains(*list, value) {
		*list = append(*list, value)
	}
}
