// Package inventory indexes the objects of a package that matter to scaling: workloads, their
// Services, what scales them, and credentials.
package inventory

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/finding"
)

// Annotations in which orchestrators record an object's history and its file.
const (
	previousNames = "internal.config.kubernetes.io/previousNames"
	prefixes      = "internal.config.kubernetes.io/prefixes"
	suffixes      = "internal.config.kubernetes.io/suffixes"
	// formerNamespaces lists the namespaces that queries may still name. kustomize's own record
	// cannot be used, because it has "default" for every object without a namespace.
	formerNamespaces     = "internal.config.kubernetes.io/scale-modelhosts-namespaces"
	localConfig          = "config.kubernetes.io/local-config"
	pathAnnotation       = "internal.config.kubernetes.io/path"
	legacyPathAnnotation = "config.kubernetes.io/path"
)

// Object is an item with its most used fields.
type Object struct {
	// Node is the item itself.
	Node *yaml.RNode
	// Position is the item's index in the package.
	Position int
	// Absent fields are "", and so are fields that are not scalars.
	APIVersion, Kind, Namespace, Name string
	// Labels and Annotations are those in the item's metadata.
	Labels, Annotations map[string]string

	// defaultNamespace is the namespace of objects without one; "" if unknown.
	defaultNamespace string
}

// newObject reads an item and reports whether it is a Kubernetes object.
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

// Group returns the API group, "" for the core group.
func (o *Object) Group() string {
	group, _, found := strings.Cut(o.APIVersion, "/")
	if !found {
		return ""
	}
	return group
}

// File returns the file that the item came from, "" if unknown.
func (o *Object) File() string {
	if file := o.Annotations[pathAnnotation]; file != "" {
		return file
	}
	return o.Annotations[legacyPathAnnotation]
}

// Resource identifies the object in findings.
func (o *Object) Resource() finding.Resource {
	return finding.Resource{APIVersion: o.APIVersion, Kind: o.Kind, Namespace: o.Namespace, Name: o.Name}
}

// IsLocalConfig reports whether the item is for local tools and never reaches a cluster.
func (o *Object) IsLocalConfig() bool {
	value, set := o.Annotations[localConfig]
	return set && value != "false"
}

// Field returns a field of the object, or nil.
func (o *Object) Field(names ...string) *yaml.Node {
	return Field(o.Node.YNode(), names...)
}

// IsWorkload reports whether the object is of a kind that can be a model host.
func (o *Object) IsWorkload() bool {
	switch o.Group() + "/" + o.Kind {
	case "apps/Deployment", "apps/StatefulSet", "argoproj.io/Rollout":
		return true
	}
	return false
}

// WorkloadKinds returns the kinds that can be model hosts, without their groups.
func WorkloadKinds() []string { return []string{"Deployment", "StatefulSet", "Rollout"} }

// OwnerNames returns the names of the object's owners of a kind, from its ownerReferences.
func (o *Object) OwnerNames(kind string) []string {
	var names []string
	for _, owner := range Elements(o.Field("metadata", "ownerReferences")) {
		if Text(Field(owner, "kind")) == kind {
			names = append(names, Text(Field(owner, "name")))
		}
	}
	return names
}

// SharesNamespace reports whether two objects have the same effective namespace.
func (o *Object) SharesNamespace(other *Object) bool {
	return o.isIn(cmp.Or(other.Namespace, other.defaultNamespace))
}

// SameRenames reports whether orchestrators added the same prefixes and suffixes to both objects,
// so that one may refer to the other by its earlier name.
func (o *Object) SameRenames(other *Object) bool {
	return o.Annotations[prefixes] == other.Annotations[prefixes] &&
		o.Annotations[suffixes] == other.Annotations[suffixes]
}

// WasRenamed reports whether an orchestrator recorded another name for the object.
func (o *Object) WasRenamed() bool {
	return slices.ContainsFunc(splitList(o.Annotations[previousNames]), func(name string) bool { return name != o.Name })
}

// FormerNames returns the other names that the object had in inner layers of its package.
func (o *Object) FormerNames() []string { return without(o.Annotations[previousNames], o.Name) }

// FormerNamespaces returns the other namespaces that the object had in inner layers of its
// package.
func (o *Object) FormerNamespaces() []string {
	return without(o.Annotations[formerNamespaces], o.Namespace)
}

func without(csv, own string) []string {
	return slices.DeleteFunc(splitList(csv), func(s string) bool { return s == own })
}

// RecordFormerNames records the names and namespaces that an item had in inner layers of its
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

// ApplyRenames returns a name with the prefixes and suffixes that orchestrators added to the
// object's. It does not repeat those that the name already begins or ends with; the innermost
// layer comes first.
func (o *Object) ApplyRenames(name string) string {
	if name == "" {
		return ""
	}
	added, done := splitList(o.Annotations[prefixes]), 0
	for i, composed := 0, ""; i < len(added); i++ {
		if composed = added[i] + composed; strings.HasPrefix(name, composed) {
			done = i + 1
		}
	}
	for _, prefix := range added[done:] {
		name = prefix + name
	}
	added, done = splitList(o.Annotations[suffixes]), 0
	for i, composed := 0, ""; i < len(added); i++ {
		if composed += added[i]; strings.HasSuffix(name, composed) {
			done = i + 1
		}
	}
	return name + strings.Join(added[done:], "")
}

// AddAffixes returns a name with all prefixes and suffixes that orchestrators added to the
// object's, the innermost layer's first. Unlike ApplyRenames, it adds them even if the name
// already has them.
func (o *Object) AddAffixes(name string) string {
	for _, prefix := range splitList(o.Annotations[prefixes]) {
		name = prefix + name
	}
	return name + strings.Join(splitList(o.Annotations[suffixes]), "")
}

// isIn reports whether the object is in a namespace. "" means the default namespace.
func (o *Object) isIn(namespace string) bool {
	return cmp.Or(o.Namespace, o.defaultNamespace, namespaceDefault) == cmp.Or(namespace, o.defaultNamespace, namespaceDefault)
}

// EffectiveNamespace returns the object's namespace, or else the default for the package.
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

// CompareNames orders objects by name, namespace, kind and file.
func CompareNames(a, b *Object) int {
	return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Namespace, b.Namespace), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.File(), b.File()))
}

// Describe identifies an item in findings, even if it is not a Kubernetes object.
func Describe(index int, item *yaml.RNode) finding.Resource {
	o, ok := newObject(index, item)
	if !ok {
		return finding.Resource{Kind: "item", Name: strconv.Itoa(index + 1)}
	}
	return o.Resource()
}
