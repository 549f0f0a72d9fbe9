// Package render renders a package in process and applies the function to it: a kustomization
// exactly as `kustomize build --enable-alpha-plugins --enable-exec` would, or a kpt package, a
// plain folder or a stream of YAML.
//
// It writes nothing to disk and executes no function. It fetches what kustomize itself fetches,
// such as remote bases with git, unless Options.Root is set: then nothing is fetched, and nothing
// outside the root is read.
//
// Packages may be rendered and loaded concurrently. Builds of kustomizations wait for each other,
// since kustomize keeps its schema in the process; no other state of the process changes. kustomize
// prints remarks about deprecated fields to os.Stderr and the standard logger.
package render

import (
	"errors"
	"fmt"
	"io"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/check"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/krm"
	"modelhost.dev/scale-modelhosts/fn/kustomize"
	"modelhost.dev/scale-modelhosts/fn/rooted"
	"modelhost.dev/scale-modelhosts/fn/source"
)

// Function is the function that packages are rendered and checked with.
type Function interface {
	// Run applies the function to a package.
	Run(krm.Input) krm.Outcome
	// Check lints a package and changes nothing.
	Check(krm.Input) check.Result
	// Lint returns the errors of a package after the function has run.
	Lint(krm.Input) finding.List
	// Namespace returns the namespace of objects that set none, "" if it is not known.
	Namespace(krm.Input) string
}

// Options control what to apply and how.
type Options struct {
	// Function is the function to apply; loading a package does not need it.
	Function Function
	// Namespace is the namespace of model hosts that set none; see krm.Input.
	Namespace string
	// Config is the functionConfig of a package that has none of its own; nil means none. A package
	// that has one is rejected, so that neither is silently ignored.
	Config *yaml.RNode
	// Strict turns warnings into errors.
	Strict bool
	// Today is the date; see krm.Input.
	Today string
	// Root is the directory outside which nothing is read. With a root, nothing is fetched either.
	// A nil Root means no limit.
	Root *rooted.Root
}

// Result is a rendered package.
type Result struct {
	// YAML is nil if a finding is an error.
	YAML []byte
	// Findings are the sorted findings of all runs.
	Findings finding.List
}

// Dir renders the kustomization, kpt package or plain folder at path. An error means that the
// package could not be read or built; if the function rejects the package, the findings contain the
// errors.
func Dir(path string, o Options) (Result, error) {
	o, err := o.enter(path)
	if err != nil {
		return Result{}, err
	}
	kustomization, err := kustomize.IsKustomization(path, o.Root)
	if err != nil {
		return Result{}, err
	}
	if kustomization {
		return buildKustomization(path, o)
	}
	t := source.NewReader(o.Root)
	l, err := loadFolder(path, o, t)
	if err != nil {
		return Result{}, err
	}
	result, err := o.applyAll(l, t.Originals)
	if err == nil && len(t.Skipped) > 0 {
		result.Findings = tidy(append(result.Findings, t.LeftOut()...))
	}
	return result, err
}

// Stream renders a stream of YAML documents.
func Stream(r io.Reader, o Options) (Result, error) {
	text, err := source.ReadAll(r)
	if err != nil {
		return Result{}, fmt.Errorf("reading the stream: %w", err)
	}
	return Text(text, o)
}

// Text renders the text of a stream. The text must not change afterwards.
func Text(text []byte, o Options) (Result, error) {
	t := source.NewReader(o.Root)
	in, err := loadText(text, o, t)
	if err != nil {
		return Result{}, err
	}
	return o.apply(in, t.Originals)
}

// input returns the function's input for a package that contains the given functionConfigs, at most
// one.
func (o Options) input(items, configs []*yaml.RNode) (krm.Input, error) {
	config, err := o.onlyConfig(configs)
	return o.with(items, config), err
}

// enter returns the options for the package at a path.
func (o Options) enter(path string) (Options, error) {
	root, err := o.Root.Enter(path)
	switch {
	case errors.Is(err, rooted.ErrOutside):
		return o, o.Root.Outside(path)
	case err != nil:
		return o, fmt.Errorf("cannot read the package: %w", err)
	}
	o.Root = root
	return o, nil
}
