// Package report writes what was found in packages in the forms that people,
// programs, code scanning and workflows read.
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
	// Packages are those that were checked.
	Packages []Package
	// Skipped is what was not checked, and Failures what could not be read or built.
	Skipped  []finding.Skipped
	Failures []finding.Failure
	// Line is the line of a finding in its file, 0 where it is not known; nil
	// knows none.
	Line func(finding.Finding) int
	// Path returns the name of a file as seen from where the program runs; if it is nil,
	// files keep the names that findings have.
	Path func(file string) string
	// Rules are those that findings may have.
	Rules []finding.Rule
	// Version is the program's.
	Version string
	// Colour says that a terminal shows the text.
	Colour bool
}

// Package is a package that was checked.
type Package struct {
	// Path is its folder, named as the files of findings are; "-" is a stream.
	Path string `json:"path"`
	// Kind says what it is: a kustomization, kpt package, folder, stream or files.
	Kind string `json:"kind"`
	// ModelHosts and ScaledObjects are how many were checked. ScaledObjects are those
	// that no model host asks for.
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
