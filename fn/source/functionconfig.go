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

// IsConfig reports whether a document has the type of this program's functionConfig.
func IsConfig(doc *yaml.RNode) bool {
	group, _, _ := strings.Cut(doc.GetApiVersion(), "/")
	return group == config.Group && doc.GetKind() == config.Kind
}

// RunsFunction reports whether a document asks an orchestrator to run this program, with a
// functionConfig of its type or of any other, such as a ConfigMap.
func RunsFunction(doc *yaml.RNode) bool {
	spec, err := runtimeutil.GetFunctionSpec(doc)
	if err != nil || spec == nil {
		return false
	}
	return IsConfig(doc) && OtherProgram(spec) == "" || isFunction(spec.Container.Image, spec.Exec.Path)
}

// OtherProgram returns the program that a function's specification runs, unless its name is a
// longer form of this program's, such as one with a version.
func OtherProgram(spec *runtimeutil.FunctionSpec) string {
	program, _, _ := strings.Cut(strings.TrimSpace(spec.Exec.Path), " ")
	if program == "" || strings.Contains(path.Base(program), Program) {
		return ""
	}
	return program
}

// isFunction reports whether an image or a program is this one, in any registry or folder and with
// any tag.
func isFunction(image, exec string) bool {
	image, _, _ = strings.Cut(path.Base(image), "@")
	image, _, _ = strings.Cut(image, ":")
	program, _, _ := strings.Cut(strings.TrimSpace(exec), " ")
	return image == Program || path.Base(program) == Program
}

// SplitConfigs separates the functionConfigs from a package's other documents.
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

// DescribeObjects lists documents for a message, with their files if known.
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
