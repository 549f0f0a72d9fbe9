package render

import (
	"path"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/fn/runtime/runtimeutil"
	"sigs.k8s.io/kustomize/kyaml/yaml"
)

const (
	configGroup   = "autoscaling.modelhost.dev"
	configVersion = "v1alpha1"
	configKind    = "ScaleModelHosts"
	ourName       = "scale-modelhosts"

	functionAnnotation = "config.kubernetes.io/function"
)

// isConfig says whether a document is a functionConfig of ours, by its type.
func isConfig(doc *yaml.RNode) bool {
	group, _, _ := strings.Cut(doc.GetApiVersion(), "/")
	return group == configGroup && doc.GetKind() == configKind
}

// runsUs says whether a document asks a host to run us: with a functionConfig
// of ours, or with any other, such as a ConfigMap, for our program or image.
func runsUs(doc *yaml.RNode) bool {
	spec, err := runtimeutil.GetFunctionSpec(doc)
	if err != nil || spec == nil {
		return false
	}
	return isConfig(doc) && otherProgram(spec) == "" || isUs(spec.Container.Image, spec.Exec.Path)
}

// otherProgram returns the program that a function's specification runs, if it is not
// ours under a longer name, such as one with a version.
func otherProgram(spec *runtimeutil.FunctionSpec) string {
	program, _, _ := strings.Cut(strings.TrimSpace(spec.Exec.Path), " ")
	if program == "" || strings.Contains(path.Base(program), ourName) {
		return ""
	}
	return program
}

// isUs reports whether an image or a program is ours, in any registry or folder, and of
// any tag.
func isUs(image, exec string) bool {
	image, _, _ = strings.Cut(path.Base(image), "@")
	image, _, _ = strings.Cut(image, ":")
	program, _, _ := strings.Cut(strings.TrimSpace(exec), " ")
	return image == ourName || path.Base(program) == ourName
}

// takeConfigs parts the functionConfigs from a package's other documents.
func takeConfigs(docs []*yaml.RNode) (items, configs []*yaml.RNode) {
	for _, doc := range docs {
		if isConfig(doc) {
			configs = append(configs, doc)
		} else {
			items = append(items, doc)
		}
	}
	return items, configs
}

// names lists documents for a message, with their files where known.
func names(docs []*yaml.RNode) string {
	var all []string
	for _, doc := range docs {
		name := doc.GetKind() + " " + doc.GetName()
		if file := fileOf(doc); file != "" {
			name += " (" + file + ")"
		}
		all = append(all, name)
	}
	return strings.Join(all, " and ")
}
