package reconcile

import (
	"path"
	"strconv"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/generate"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
)

// Annotations by which a host that writes files back knows where they go.
const (
	pathAnnotation    = "internal.config.kubernetes.io/path"
	indexAnnotation   = "internal.config.kubernetes.io/index"
	packageAnnotation = "internal.config.kubernetes.io/package-path"
)

// files counts the documents of every file.
type files map[string]int

func newFiles(inv *inventory.Inventory) files {
	f := files{}
	for _, o := range inv.All {
		if file := o.File(); file != "" {
			f[file] = max(f[file], index(o)+1)
		}
	}
	return f
}

func index(o *inventory.Object) int {
	n, err := strconv.Atoi(o.Annotations[indexAnnotation])
	if err != nil {
		return 0
	}
	return n
}

// place says in which file a created object belongs: one of its own, beside that
// of its workload, in the same package. Hosts without files tell of none.
func (f files) place(o *generate.Object) {
	beside := o.For.Annotations[pathAnnotation]
	if beside == "" {
		return
	}
	file := path.Join(path.Dir(beside), strings.ToLower(o.Kind)+"_"+o.Name+".yaml")
	at := f[file]
	f[file] = at + 1
	annotate(o.Node, pathAnnotation, file)
	annotate(o.Node, indexAnnotation, strconv.Itoa(at))
	if pkg := o.For.Annotations[packageAnnotation]; pkg != "" {
		annotate(o.Node, packageAnnotation, pkg)
	}
}

func annotate(object *yaml.Node, name, value string) {
	metadata := inventory.Field(object, "metadata")
	annotations := inventory.Field(metadata, "annotations")
	if annotations == nil {
		annotations = &yaml.Node{Kind: yaml.MappingNode, Tag: yaml.NodeTagMap}
		metadata.Content = append(metadata.Content, keda.Node("annotations"), annotations)
	}
	quoted := keda.Node(value)
	quoted.Style = yaml.SingleQuotedStyle
	annotations.Content = append(annotations.Content, keda.Node(name), quoted)
}
