// Package report writes findings in formats for people, programs, code scanning and workflows.
package report

import (
	"fmt"
	"io"
	"maps"
	"slices"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/suggest"
)

// Report holds the findings about one or more packages, and what was checked.
type Report struct {
	// Findings are sorted.
	Findings finding.List
	// Ignored are accepted findings. ShowIgnored lists them in text.
	Ignored     finding.List
	ShowIgnored bool
	// Packages are the packages that were checked.
	Packages []Package
	// Skipped is what was not checked, and Failures what could not be read or built.
	Skipped  []finding.Skipped
	Failures []finding.Failure
	// Line returns the line of a finding in its file, 0 if it is not known; a nil Line knows none.
	Line func(finding.Finding) int
	// Path returns the name of a file relative to where the program runs; if it is nil, files keep
	// the names that findings have.
	Path func(file string) string
	// Rules are the rules that findings may have.
	Rules []finding.Rule
	// Version is the program's version.
	Version string
	// Colour means that a terminal shows the text.
	Colour bool
}

// Package is a package that was checked.
type Package struct {
	// Path is its folder, relative to the same folder as the files of findings; "-" is a stream.
	Path string `json:"path"`
	// Kind is a kustomization, kpt package, folder, stream or files.
	Kind string `json:"kind"`
	// ModelHosts and ScaledObjects are the numbers that were checked. ScaledObjects are those
	// without a model host.
	ModelHosts    int `json:"modelHosts"`
	ScaledObjects int `json:"scaledObjects"`
}

// Checked returns how many model hosts and other ScaledObjects were checked.
func (r Report) Checked() (hosts, scaledObjects int) {
	for _, p := range r.Packages {
		hosts += p.ModelHosts
		scaledObjects += p.ScaledObjects
	}
	return hosts, scaledObjects
}

// Format writes a report.
type Format func(io.Writer, Report) error

var formats = map[string]Format{"text": text, "json": asJSON, "sarif": asSARIF, "github": github, "junit": asJUnit}

// Formats returns the names of all formats, sorted.
func Formats() []string { return slices.Sorted(maps.Keys(formats)) }

// Get returns the format with a name. Its error lists the known formats.
func Get(name string) (Format, error) {
	if format, ok := formats[name]; ok {
		return format, nil
	}
	return nil, fmt.Errorf("unknown format %q; use %s", name, suggest.Alternatives(Formats()))
}

func (r Report) line(f finding.Finding) int {
	if r.Line == nil {
		return 0
	}
	return r.Line(f)
}

func (r Report) path(file string) string {
	if r.Path == nil || file == "" {
		return file
	}
	return r.Path(file)
}
