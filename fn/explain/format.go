package explain

import (
	"fmt"
	"io"
	"maps"
	"slices"

	"modelhost.dev/scale-modelhosts/fn/suggest"
)

// Format writes an explanation.
type Format func(io.Writer, Explanation) error

var formats = map[string]Format{"text": writeText, "json": writeJSON, "markdown": writeMarkdown}

// Formats returns the names of all formats, sorted.
func Formats() []string { return slices.Sorted(maps.Keys(formats)) }

// Get returns the format with a name. Its error lists the known formats.
func Get(name string) (Format, error) {
	if format, ok := formats[name]; ok {
		return format, nil
	}
	return nil, fmt.Errorf("unknown format %q; use %s", name, suggest.Alternatives(Formats()))
}

// nothingText is what formats write for a package without anything to explain.
const nothingText = "no model hosts or ScaledObjects"
