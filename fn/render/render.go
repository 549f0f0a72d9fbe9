// Package render renders a package in process and applies the function to it:
// a kustomization as `kustomize build --enable-alpha-plugins --enable-exec`
// would, byte for byte, or a kpt package, a plain folder or a stream of YAML.
//
// Nothing is written to disk and no function is executed. What kustomize itself
// fetches for a package, remote bases with git, it fetches here too.
package render

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"sigs.k8s.io/kustomize/api/konfig"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn"
	"modelhost.dev/scale-modelhosts/fn/finding"
)

// Function is what is applied to a package: fn.Run, or something with the same
// contract.
type Function func(fn.Input) fn.Outcome

// Options say what to apply and how.
type Options struct {
	// Function is fn.Run where nil.
	Function Function
	// Namespace is for model hosts that set none; see fn.Input.
	Namespace string
	// Config is the functionConfig of a package that has none of its own; nil
	// means none. A package that does have one is refused, so that neither is
	// dropped silently.
	Config *yaml.RNode
	// Strict makes errors of warnings.
	Strict bool
	// Confined refuses what is not in the package, bases that are elsewhere, and keeps
	// kustomize's remarks from stderr.
	Confined bool
}

// Result is a rendered package.
type Result struct {
	// YAML is nil where a finding is an error.
	YAML []byte
	// Findings are sorted, those of all runs together.
	Findings finding.List
}

// Dir renders the kustomization, kpt package or plain folder at path. An error
// means that the package could not be read or built; that the function refused
// it is said by the findings.
func Dir(path string, o Options) (Result, error) {
	kustomization, err := isKustomization(path)
	if err != nil {
		return Result{}, err
	}
	if kustomization {
		return buildKustomization(path, o)
	}
	in, err := loadFolder(path, o, &tolerance{})
	if err != nil {
		return Result{}, err
	}
	return o.apply(in)
}

// Stream renders a stream of YAML documents.
func Stream(r io.Reader, o Options) (Result, error) {
	in, err := loadStream(r, o, &tolerance{})
	if err != nil {
		return Result{}, err
	}
	return o.apply(in)
}

// input is a package whose functionConfigs, if any, are those given.
func (o Options) input(items, configs []*yaml.RNode) (fn.Input, error) {
	in := fn.Input{Items: items, FunctionConfig: o.Config, Namespace: o.Namespace, Strict: o.Strict}
	switch {
	case len(configs) == 0:
	case len(configs) > 1:
		return in, fmt.Errorf("the package has %d functionConfigs, %s; keep one",
			len(configs), names(configs))
	case o.Config != nil:
		return in, errTwoConfigs(names(configs))
	default:
		in.FunctionConfig = configs[0]
	}
	return in, nil
}

func errTwoConfigs(own string) error {
	return fmt.Errorf("the package has its own functionConfig, %s, beside the one that is given with --config or as Argo CD's parameter; keep one of the two", own)
}

// isKustomization tells a kustomization from any other directory.
func isKustomization(path string) (bool, error) {
	info, err := os.Stat(path)
	if err != nil {
		return false, fmt.Errorf("cannot read the package: %w", err)
	}
	if !info.IsDir() {
		return false, fmt.Errorf("%s is a file; give the directory it is in, or pipe it in, with - in its place", path)
	}
	return KustomizationFile(path) != "", nil
}

// KustomizationFile returns the name of the kustomization file in a folder, "" if there is
// none.
func KustomizationFile(dir string) string {
	for _, name := range konfig.RecognizedKustomizationFileNames() {
		if info, err := os.Stat(filepath.Join(dir, name)); err == nil && !info.IsDir() {
			return name
		}
	}
	return ""
}
