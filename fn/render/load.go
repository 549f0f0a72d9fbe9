package render

import (
	"fmt"
	"io"

	"modelhost.dev/scale-modelhosts/fn"
	"modelhost.dev/scale-modelhosts/fn/finding"
)

// Package is a package as those are given it who judge it and do not change it.
type Package struct {
	fn.Input
	// Odd are the documents and files that are left out of it, and why.
	Odd finding.List
	// Unlisted says that it is a kustomization that does not list the function.
	Unlisted bool
}

// Load gives what the function would be given for the package at path, without
// applying it. In a kustomization that is what the root has once its own
// transformers have run; of several functionConfigs it is the outermost. Items name
// their files in their path annotations. What is no object is left out and named;
// a kustomization that cannot be built is an error.
func Load(path string, o Options) (Package, error) {
	o, err := o.entered(path)
	if err != nil {
		return Package{}, err
	}
	kustomization, err := isKustomization(path, o.Root)
	if err != nil {
		return Package{}, err
	}
	if kustomization {
		in, err := loadKustomization(path, o)
		return Package{Input: in, Unlisted: in.FunctionConfig == nil}, err
	}
	t := tolerance{lenient: true}
	in, err := loadFolder(path, o, &t)
	return Package{Input: in, Odd: t.odd}, err
}

// LoadStream gives what the function would be given for a stream.
func LoadStream(r io.Reader, o Options) (Package, error) {
	t := tolerance{lenient: true}
	in, err := loadStream(r, o, &t)
	return Package{Input: in, Odd: t.odd}, err
}

func loadStream(r io.Reader, o Options, t *tolerance) (fn.Input, error) {
	text, err := io.ReadAll(r)
	if err != nil {
		return fn.Input{}, fmt.Errorf("reading the stream: %w", err)
	}
	items, err := t.parse(text, "")
	if err != nil {
		return fn.Input{}, err
	}
	items, configs := takeConfigs(items)
	return o.input(items, configs)
}
