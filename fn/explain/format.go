package explain

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// Format writes an explanation.
type Format func(io.Writer, Explanation) error

var formats = map[string]Format{"text": text, "json": asJSON, "markdown": markdown}

// Formats are the names of all formats, sorted.
func Formats() []string { return slices.Sorted(maps.Keys(formats)) }

// Get is the format of a name. An error names those that there are.
func Get(name string) (Format, error) {
	if format, ok := formats[name]; ok {
		return format, nil
	}
	return nil, fmt.Errorf("there is no format %q; known are %s", name, strings.Join(Formats(), ", "))
}

// none is said of a package without anything to explain.
const none = "no model host and no ScaledObject"
