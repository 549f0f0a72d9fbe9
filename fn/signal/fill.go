package signal

import (
	"maps"
	"regexp"
	"slices"
)

var placeholder = regexp.MustCompile(`\$\(([A-Za-z][A-Za-z0-9_-]*)\)`)

// Values are what stands for the placeholders of queries and triggers.
type Values map[string]string

// Fill puts the values in the places of their $(name). Every unknown name, and
// every known one that has no value, is returned.
func (v Values) Fill(text string) (filled string, unknown, empty []string) {
	filled = placeholder.ReplaceAllStringFunc(text, func(match string) string {
		name := match[2 : len(match)-1]
		value, known := v[name]
		switch {
		case !known:
			unknown = append(unknown, name)
			return match
		case value == "":
			empty = append(empty, name)
		}
		return value
	})
	return filled, unknown, empty
}

// Names are the placeholders known, sorted.
func (v Values) Names() []string { return slices.Sorted(maps.Keys(v)) }
