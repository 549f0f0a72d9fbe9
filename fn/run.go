// Package fn is the function itself: items and a functionConfig in, items and
// findings out. Nothing else of the world is read.
package fn

import (
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/finding"
)

// Input is one package.
type Input struct {
	// Items are the package's objects. A run that succeeds edits them in place.
	Items []*yaml.RNode
	// FunctionConfig is nil where the host gave none.
	FunctionConfig *yaml.RNode
	// Namespace is for hosts that set none; it wins over the functionConfig's.
	Namespace string
	// Strict makes errors of warnings, as the functionConfig's own setting does.
	Strict bool
}

// Outcome is the package after a run.
type Outcome struct {
	// Items are the input's nodes in the input's order, less those removed, with
	// the created ones last. A kept item is the same *yaml.RNode as in the input,
	// edited in place where it changed. On errors they are the input, untouched.
	Items []*yaml.RNode
	// Findings are sorted; any error means that nothing was changed.
	Findings finding.List
}

// Run applies the function to a package.
func Run(in Input) Outcome {
	return Outcome{Items: in.Items}
}
