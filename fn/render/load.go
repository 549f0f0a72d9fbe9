package render

import (
	"fmt"
	"io"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/check"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/krm"
)

// Package is a package as those are given it who judge it and do not change it.
type Package struct {
	krm.Input
	pipelines []pipeline
	// options are those that it was read with.
	options Options
	// Dir is the package's folder in the one that was searched for packages; "" if none was.
	Dir string
	// Skipped are the documents and files that are not checked, and Odd the same as notes.
	Skipped []finding.Skipped
	Odd     finding.List
	// Findings are about documents that are nearly objects, and so not among the items.
	Findings finding.List
	// Failures are the documents and files that cannot be read.
	Failures []finding.Failure
	// Kpt says that it is a kpt package.
	Kpt bool
	// Unlisted says that it is a kustomization that does not list the function.
	Unlisted bool
}

// Err returns an error for all that cannot be read, or nil.
func (p Package) Err() error { return failed(p.Failures) }

// Check lints the package and changes nothing.
func (p Package) Check() check.Result {
	j := check.Result{}
	if len(p.pipelines) > 0 {
		j = p.options.judgePipelines(loaded{p.Input, p.pipelines})
	} else {
		j = p.options.Function.Check(p.Input)
	}
	j.Findings = append(append(j.Findings, p.Findings...), p.Odd...)
	j.Findings.Sort()
	return j
}

// OneFunction returns an error unless a single run of the function covers the whole
// package: subpackages may have pipelines of their own.
func (p Package) OneFunction() error {
	if len(p.pipelines) == 0 {
		return nil
	}
	var dirs []string
	for _, pipeline := range p.pipelines {
		dirs = append(dirs, pipeline.dir)
	}
	return fmt.Errorf("the kpt packages in %s run the function themselves; name one of these folders", strings.Join(dirs, ", "))
}

// Load returns what the function would be given for the package at path, without running
// it. For a kustomization that is what the root has after its own transformers have run;
// of several functionConfigs it is the outermost. Items name their files in their path
// annotations. What is not an object is skipped, and what cannot be read is a failure; a
// kustomization that cannot be built is an error.
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
	l, err := loadFolder(path, o, &t)
	return t.pack(l, o), err
}

// pack returns a package with all that is skipped in it.
func (t *tolerance) pack(l loaded, o Options) Package {
	sortSkipped(t.skipped)
	return Package{Input: l.Input, pipelines: l.pipelines, options: o, Skipped: t.skipped, Odd: t.odd(), Findings: t.findings, Failures: t.failures}
}

// LoadStream gives what the function would be given for a stream.
func LoadStream(r io.Reader, o Options) (Package, error) {
	text, err := ReadAll(r)
	if err != nil {
		return Package{}, fmt.Errorf("reading the stream: %w", err)
	}
	return LoadText(text, o)
}

// LoadText returns what the function would be given for the text of a stream. Nobody may
// change the text afterwards.
func LoadText(text []byte, o Options) (Package, error) {
	t := tolerance{lenient: true}
	in, err := loadText(text, o, &t)
	return t.pack(loaded{Input: in}, o), err
}

func loadText(text []byte, o Options, t *tolerance) (krm.Input, error) {
	items, err := t.parse(text, "")
	if err != nil {
		return krm.Input{}, err
	}
	items, configs := takeConfigs(items)
	return o.input(items, configs)
}
