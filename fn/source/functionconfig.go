package source

import (
	"path"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/fn/runtime/runtimeutil"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/config"
)

// Program is the name of this program and of its image.
const Program = "scale-modelhosts"

// IsConfig reports whether a document is a functionConfig of ours, by its type.
func IsConfig(doc *yaml.RNode) bool {
	group, _, _ := strings.Cut(doc.GetApiVersion(), "/")
	return group == config.Group && doc.GetKind() == config.Kind
}

// RunsFunction reports whether a document asks a host to run us: with a functionConfig
// of ours, or with any other, such as a ConfigMap, for our program or image.
func RunsFunction(doc *yaml.RNode) bool {
	spec, err := runtimeutil.GetFunctionSpec(doc)
	if err != nil || spec == nil {
		return false
	}
	return IsConfig(doc) && OtherProgram(spec) == "" || isFunction(spec.Container.Image, spec.Exec.Path)
}

// OtherProgram returns the program that a function's specification runs, if it is not
// ours under a longer name, such as one with a version.
func OtherProgram(spec *runtimeutil.FunctionSpec) string {
	program, _, _ := strings.Cut(strings.TrimSpace(spec.Exec.Path), " ")
	if program == "" || strings.Contains(path.Base(program), Program) {
		return ""
	}
	return program
}

// isFunction reports whether an image or a program is ours, in any registry or folder, and of
// any tag.
func isFunction(image, exec string) bool {
	image, _, _ = strings.Cut(path.Base(image), "@")
	image, _, _ = strings.Cut(image, ":")
	program, _, _ := strings.Cut(strings.TrimSpace(exec), " ")
	return image == Program || path.Base(program) == Program
}

// SplitConfigs parts the functionConfigs from a package's other documents.
func SplitConfigs(docs []*yaml.RNode) (items, configs []*yaml.RNode) {
	for _, doc := range docs {
		if IsConfig(doc) {
			configs = append(configs, doc)
		} else {
			items = append(items, doc)
		}
	}
	return items, configs
}

// DescribeObjects lists documents for a message, with their files where known.
func DescribeObjects(docs []*yaml.RNode) string {
	var all []string
	for _, doc := range docs {
		name := doc.GetKind() + " " + doc.GetName()
		if file := FileOf(doc); file != "" {
			name += " (" + file + ")"
		}
		all = append(all, name)
	}
	return strings.Join(all, " and ")
}
