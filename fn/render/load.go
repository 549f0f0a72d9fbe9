package render

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/check"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/krm"
	"modelhost.dev/scale-modelhosts/fn/kustomize"
	"modelhost.dev/scale-modelhosts/fn/source"
)

// Package is a package as commands load it that check it and do not change it.
type Package struct {
	krm.Input
	pipelines []pipeline
	// options are those that the package was loaded with.
	options Options
	// Dir is the package's folder, relative to the folder that was searched for packages; ""
	// without a search.
	Dir string
	// Skipped are the documents and files that are not checked.
	Skipped []finding.Skipped
	// Findings are about documents that are nearly objects, and are therefore not among the items.
	Findings finding.List
	// Positions are the positions in its files, by name; nil for a kustomization.
	Positions map[string]*source.Positions
	// Failures are the documents and files that cannot be read.
	Failures []finding.Failure
	// Kpt means that it is a kpt package.
	Kpt bool
	// FunctionNotListed means that it is a kustomization that does not list the function.
	FunctionNotListed bool
}

// Err returns an error for everything that cannot be read, or nil.
func (p Package) Err() error { return failed(p.Failures) }

// Notes returns what is skipped as notes, for commands that print each of them.
func (p Package) Notes() finding.List {
	var notes finding.List
	for _, s := range p.Skipped {
		notes = append(notes, s.Finding())
	}
	return notes
}

// Check lints the package and changes nothing.
func (p Package) Check() check.Result {
	result := check.Result{}
	if len(p.pipelines) > 0 {
		result = p.options.checkPipelines(loaded{p.Input, p.pipelines})
	} else {
		result = p.options.Function.Check(p.Input)
	}
	result.Findings = append(append(result.Findings, p.Findings...), p.Notes()...)
	result.Findings.Sort()
	return result
}

// OneFunction returns an error unless a single run of the function covers the whole
// package: subpackages may have pipelines of their own.
func (p Package) OneFunction() error {
	if len(p.pipelines) == 0 {
		return nil
	}
	var dirs []string
	for _, pipeline := range p.pipelines {
		dirs = append(dirs, pipeline.Dir)
	}
	return fmt.Errorf("the kpt packages in %s run the function themselves; name one of these folders", strings.Join(dirs, ", "))
}

// Load returns the input of the function for the package at path, without running the function. For
// a kustomization it contains the objects of the root after its own transformers, and the outermost
// functionConfig if there are several. Items name their files in their path annotations. Documents
// that are not objects are skipped, and those that cannot be read are failures; a kustomization
// that cannot be built is an error.
func Load(path string, o Options) (Package, error) {
	o, err := o.enter(path)
	if err != nil {
		return Package{}, err
	}
	kustomization, err := kustomize.IsKustomization(path, o.Root)
	if err != nil {
		return Package{}, err
	}
	if kustomization {
		in, err := loadKustomization(path, o)
		return Package{Input: in, FunctionNotListed: in.FunctionConfig == nil}, err
	}
	t := source.NewLenientReader(o.Root)
	l, err := loadFolder(path, o, t)
	return o.pack(t, l), err
}

// LoadStream returns the input of the function for a stream.
func LoadStream(r io.Reader, o Options) (Package, error) {
	text, err := source.ReadAll(r)
	if err != nil {
		return Package{}, fmt.Errorf("reading the stream: %w", err)
	}
	return LoadText(text, o)
}

// LoadText returns the input of the function for the text of a stream. The text must not change
// afterwards.
func LoadText(text []byte, o Options) (Package, error) {
	t := source.NewLenientReader(nil)
	in, err := loadText(text, o, t)
	return o.pack(t, loaded{Input: in}), err
}

func loadText(text []byte, o Options, t *source.Reader) (krm.Input, error) {
	items, err := t.Parse(text, "")
	if err != nil {
		return krm.Input{}, err
	}
	items, configs := source.SplitConfigs(items)
	return o.input(items, configs)
}

// loadFolder reads a folder without a kustomization.
func loadFolder(dir string, o Options, t *source.Reader) (loaded, error) {
	files, docs, err := t.ReadFolder(dir)
	if err != nil {
		return loaded{}, err
	}
	l, err := o.assemble(t, dir, files, docs)
	if failure := (finding.Failure{}); errors.As(err, &failure) {
		failure.File = filepath.Join(dir, failure.File)
		return loaded{}, failure
	}
	return l, err
}

// assemble returns a package of the objects in its files.
func (o Options) assemble(t *source.Reader, dir string, files []string, docs []*yaml.RNode) (loaded, error) {
	items, pipelines, err := t.TakePipelines(dir, files, docs)
	if err != nil {
		return loaded{}, err
	}
	return o.load(items, pipelines)
}

// pack returns a package with everything that its reader skipped.
func (o Options) pack(t *source.Reader, l loaded) Package {
	sortSkipped(t.Skipped)
	return Package{Input: l.Input, pipelines: l.pipelines, options: o, Skipped: t.Skipped, Findings: t.Findings, Failures: t.Failures, Positions: t.Positions}
}

// sortSkipped orders skipped parts by file and field.
func sortSkipped(all []finding.Skipped) {
	slices.SortFunc(all, func(a, b finding.Skipped) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Field, b.Field), cmp.Compare(a.Reason, b.Reason))
	})
}

// failed joins failures into one error, nil if there is none.
func failed(failures []finding.Failure) error {
	var all []error
	for _, f := range failures {
		all = append(all, f)
	}
	return errors.Join(all...)
}
