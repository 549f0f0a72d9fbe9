package reconcile

import (
	"cmp"
	"path"
	"strconv"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/encoding"
	"modelhost.dev/scale-modelhosts/fn/generate"
	"modelhost.dev/scale-modelhosts/fn/inventory"
)

// These annotations tell an orchestrator which file to write an object to.
const (
	pathAnnotation    = "internal.config.kubernetes.io/path"
	indexAnnotation   = "internal.config.kubernetes.io/index"
	packageAnnotation = "internal.config.kubernetes.io/package-path"
	legacyPath        = "config.kubernetes.io/path"
	legacyIndex       = "config.kubernetes.io/index"
)

// files counts the documents of every file.
type files map[string]int

func newFiles(items []*yaml.RNode) files {
	f := files{}
	for _, item := range items {
		// Local-config items have files, too.
		annotations := inventory.Field(item.YNode(), "metadata", "annotations")
		file := either(annotations, pathAnnotation, legacyPath)
		if file == "" {
			continue
		}
		at, err := strconv.ParseInt(either(annotations, indexAnnotation, legacyIndex), 10, 32)
		if err != nil {
			at = 0
		}
		f[file] = max(f[file], int(at)+1)
	}
	return f
}

func either(annotations *yaml.Node, name, legacy string) string {
	return cmp.Or(inventory.Text(inventory.Field(annotations, name)), inventory.Text(inventory.Field(annotations, legacy)))
}

// place sets the file of a created object: a new one, in the folder and package of the workload's
// file. Without files there is nothing to set.
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
		metadata.Content = append(metadata.Content, encoding.Node("annotations"), annotations)
	}
	quoted := encoding.Node(value)
	quoted.Style = yaml.SingleQuotedStyle
	annotations.Content = append(annotations.Content, encoding.Node(name), quoted)
}
