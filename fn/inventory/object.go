// Package inventory is what a package holds, as far as scaling is concerned:
// workloads, their Services, the objects that scale them, and credentials.
package inventory

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/finding"
)

// Annotations in which hosts keep an object's history and its file.
const (
	previousNames = "internal.config.kubernetes.io/previousNames"
	prefixes      = "internal.config.kubernetes.io/prefixes"
	suffixes      = "internal.config.kubernetes.io/suffixes"
	// formerNamespaces are those that queries may still name. kustomize's own note of
	// them has "default" for every object that set none.
	formerNamespaces     = "internal.config.kubernetes.io/scale-modelhosts-namespaces"
	localConfig          = "config.kubernetes.io/local-config"
	pathAnnotation       = "internal.config.kubernetes.io/path"
	legacyPathAnnotation = "config.kubernetes.io/path"
)

// Object is one item with what is asked of it most.
type Object struct {
	// Node is the item itself.
	Node *yaml.RNode
	// Position is the item's place in the package.
	Position int
	// What the item does not say, or says with something else than a scalar, is "".
	APIVersion, Kind, Namespace, Name string
	// Labels and Annotations are those of the item's own metadata.
	Labels, Annotations map[string]string

	// defaultNamespace is the namespace of objects that set none, where it is known.
	defaultNamespace string
}

// newObject reads an item; false where it is no object at all.
func newObject(index int, node *yaml.RNode) (*Object, bool) {
	if node == nil || node.YNode() == nil {
		return nil, false
	}
	top := node.YNode()
	if top.Kind == yaml.DocumentNode && len(top.Content) == 1 {
		top = top.Content[0]
	}
	o := &Object{
		Node:       node,
		Position:   index,
		APIVersion: Text(Field(top, "apiVersion")),
		Kind:       Text(Field(top, "kind")),
	}
	meta := Field(top, "metadata")
	o.Name = Text(Field(meta, "name"))
	o.Namespace = Text(Field(meta, "namespace"))
	o.Labels = Texts(Field(meta, "labels"))
	o.Annotations = Texts(Field(meta, "annotations"))
	return o, o.Kind != ""
}

// Group is the API group, "" for the core.
func (o *Object) Group() string {
	group, _, found := strings.Cut(o.APIVersion, "/")
	if !found {
		return ""
	}
	return group
}

// File is where the host read the item, if it tells.
func (o *Object) File() string {
	if file := o.Annotations[pathAnnotation]; file != "" {
		return file
	}
	return o.Annotations[legacyPathAnnotation]
}

// Resource names the object in findings.
func (o *Object) Resource() finding.Resource {
	return finding.Resource{APIVersion: o.APIVersion, Kind: o.Kind, Namespace: o.Namespace, Name: o.Name}
}

// IsLocalConfig says whether the item is for tools only and never reaches a cluster.
func (o *Object) IsLocalConfig() bool {
	value, set := o.Annotations[localConfig]
	return set && value != "false"
}

// Field looks a field of the object up.
func (o *Object) Field(names ...string) *yaml.Node {
	return Field(o.Node.YNode(), names...)
}

// IsWorkload says whether the object is of a kind that a model host may be.
func (o *Object) IsWorkload() bool {
	switch o.Group() + "/" + o.Kind {
	case "apps/Deployment", "apps/StatefulSet", "argoproj.io/Rollout":
		return true
	}
	return false
}

// WorkloadKinds returns the kinds that a model host may have, whatever their groups.
func WorkloadKinds() []string { return []string{"Deployment", "StatefulSet", "Rollout"} }

// OwnerNames are the names of those objects of a kind that own the object, by its own word.
func (o *Object) OwnerNames(kind string) []string {
	var names []string
	for _, owner := range Elements(o.Field("metadata", "ownerReferences")) {
		if Text(Field(owner, "kind")) == kind {
			names = append(names, Text(Field(owner, "name")))
		}
	}
	return names
}

// SharesNamespace says whether two objects live, or lived, in one namespace.
func (o *Object) SharesNamespace(other *Object) bool {
	return o.isIn(cmp.Or(other.Namespace, other.defaultNamespace))
}

// SameRenames says whether a host renamed both objects in the same way, so that
// one's reference by an earlier name may mean the other.
func (o *Object) SameRenames(other *Object) bool {
	return o.Annotations[prefixes] == other.Annotations[prefixes] &&
		o.Annotations[suffixes] == other.Annotations[suffixes]
}

// WasRenamed says whether a host has noted another name that the object had.
func (o *Object) WasRenamed() bool {
	return slices.ContainsFunc(splitList(o.Annotations[previousNames]), func(name string) bool { return name != o.Name })
}

// FormerNames returns the other names that the object had in inner layers of its package.
func (o *Object) FormerNames() []string { return without(o.Annotations[previousNames], o.Name) }

// FormerNamespaces returns the other namespaces that the object had in inner layers of
// its package.
func (o *Object) FormerNamespaces() []string {
	return without(o.Annotations[formerNamespaces], o.Namespace)
}

func without(csv, own string) []string {
	return slices.DeleteFunc(splitList(csv), func(s string) bool { return s == own })
}

// RecordFormerNames records on an item the names and namespaces that it had in inner layers of its
// package.
func RecordFormerNames(item *yaml.RNode, names, namespaces []string) error {
	for key, values := range map[string][]string{previousNames: names, formerNamespaces: namespaces} {
		if len(values) == 0 {
			continue
		}
		known := splitList(item.GetAnnotations(key)[key])
		for _, value := range values {
			if !slices.Contains(known, value) {
				known = append(known, value)
			}
		}
		if err := item.PipeE(yaml.SetAnnotation(key, strings.Join(known, ","))); err != nil {
			return err
		}
	}
	return nil
}

// ApplyRenames is a name as hosts have changed it since, if it went through what the
// object went through. What of that the name has already is not put on again: its
// beginning and end tell, the innermost layer first.
func (o *Object) ApplyRenames(name string) string {
	if name == "" {
		return ""
	}
	before, done := splitList(o.Annotations[prefixes]), 0
	for i, composed := 0, ""; i < len(before); i++ {
		if composed = before[i] + composed; strings.HasPrefix(name, composed) {
			done = i + 1
		}
	}
	for _, prefix := range before[done:] {
		name = prefix + name
	}
	behind, done := splitList(o.Annotations[suffixes]), 0
	for i, composed := 0, ""; i < len(behind); i++ {
		if composed += behind[i]; strings.HasSuffix(name, composed) {
			done = i + 1
		}
	}
	return name + strings.Join(behind[done:], "")
}

// AddAffixes returns a name with the prefixes and suffixes that orchestrators have put on
// the object's, the innermost layer's first. All are put on, whatever the name begins
// and ends with.
func (o *Object) AddAffixes(name string) string {
	for _, prefix := range splitList(o.Annotations[prefixes]) {
		name = prefix + name
	}
	return name + strings.Join(splitList(o.Annotations[suffixes]), "")
}

// isIn says whether the object lives in a namespace; "" is that of objects which set none.
func (o *Object) isIn(namespace string) bool {
	return cmp.Or(o.Namespace, o.defaultNamespace, namespaceDefault) == cmp.Or(namespace, o.defaultNamespace, namespaceDefault)
}

// EffectiveNamespace is the namespace that the object lives in, as far as the package tells.
func (o *Object) EffectiveNamespace() string {
	return cmp.Or(o.Namespace, o.defaultNamespace, namespaceDefault)
}

const namespaceDefault = "default"

func splitList(csv string) []string {
	if csv == "" {
		return nil
	}
	return strings.Split(csv, ",")
}

// Describe names an item in findings, however odd it is.
func Describe(index int, item *yaml.RNode) finding.Resource {
	o, ok := newObject(index, item)
	if !ok {
		return finding.Resource{Kind: "item", Name: strconv.Itoa(index + 1)}
	}
	return o.Resource()
}
