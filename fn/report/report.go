// Package report writes what was found in a package in the forms that people,
// programs, code scanning and workflows read.
package report

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/finding"
)

// Report is what there is to say of one package.
type Report struct {
	// Findings are sorted.
	Findings finding.List
	// Hosts and Written are how many model hosts and ScaledObjects were judged.
	Hosts, Written int
	// Line is the line of a finding in its file, 0 where it is not known; nil
	// knows none.
	Line func(finding.Finding) int
	// Path is a finding's file as it is called from where the program runs; nil
	// leaves it as it is called in the package.
	Path func(file string) string
	// Version is the program's.
	Version string
	// Colour says that a terminal shows the text.
	Colour bool
}

// Format writes a report.
type Format func(io.Writer, Report) error

var formats = map[string]Format{"text": text, "json": asJSON, "sarif": asSARIF, "github": github}

// Formats are the names of all formats, sorted.
func Formats() []string { return slices.Sorted(maps.Keys(formats)) }

// Get is the format of a name. An error names those that there are.
func Get(name string) (Format, error) {
	if format, ok := formats[name]; ok {
		return format, nil
	}
	return nil, fmt.Errorf("there is no format %q; known are %s", name, strings.Join(Formats(), ", "))
}

func (r Report) line(f finding.Finding) int {
	if r.Line == nil {
		return 0
	}
	return r.Line(f)
}

func (r Report) path(f finding.Finding) string {
	if r.Path == nil || f.File == "" {
		return f.File
	}
	return r.Path(f.File)
}
