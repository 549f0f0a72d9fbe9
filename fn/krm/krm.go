// Package krm defines the input and output of the function, so that packages that read, write and
// render objects need not import the function.
package krm

import (
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/finding"
)

// Input is one package.
type Input struct {
	// Items are the package's objects. If the function succeeds, it edits them in place.
	Items []*yaml.RNode
	// FunctionConfig is nil if the orchestrator passed none.
	FunctionConfig *yaml.RNode
	// Namespace is for model hosts that set none; it overrides the functionConfig's.
	Namespace string
	// Strict turns warnings into errors, as the functionConfig's own setting does.
	Strict bool
	// Built means that the function has run and that a cluster receives the items as they
	// are: nothing is generated, replaced or removed anymore.
	Built bool
	// Place is where the functionConfig is in the package.
	Place Place
	// Today is the date, such as 2027-03-31, after which ignored findings count again. Empty means
	// that it is not known: then all are ignored.
	Today string
	// File returns the file of an item if it has no annotation with its path, and the file is known.
	// It may be nil.
	File func(*yaml.RNode) string
	// Relinted means that the package is linted again once it is built, so that
	// predictions about names are not errors, strict or not.
	Relinted bool
}

// Place is where a functionConfig is in its package. Fixes for changes that the function does
// not see depend on it.
type Place int

const (
	// InnerLayer is a kustomization that others include, or a place that is not known.
	InnerLayer Place = iota
	// OutermostLayer is the kustomization that is built.
	OutermostLayer
	// KptPipeline is the pipeline of a Kptfile.
	KptPipeline
)

// Outcome is the package that the function returns.
type Outcome struct {
	// Items are the input's nodes in the input's order, less those removed, with
	// the created ones last. A kept item is the same *yaml.RNode as in the input,
	// edited in place if it changed. On errors they are the input, untouched.
	Items []*yaml.RNode
	// Edited holds the kept items that were edited, and how.
	Edited map[*yaml.RNode]Edit
	// Findings are sorted; any error means that nothing was changed.
	Findings finding.List
}

// Edit describes what was changed in an item.
type Edit struct {
	// Removed is the key of the one field that was removed; nil if more changed.
	Removed *yaml.Node
}
