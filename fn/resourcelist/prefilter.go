package resourcelist

import (
	"bytes"
	"strings"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/inventory"
)

// prefilter decides by an item's text whether the item must be parsed.
type prefilter struct {
	kinds map[string]bool
	words [][]byte
	key   []byte
}

// isPlainKind reports whether a kind can be read without a parser.
func isPlainKind(name string) bool {
	other := func(r rune) bool {
		return (r < 'A' || r > 'Z') && (r < 'a' || r > 'z') && (r < '0' || r > '9')
	}
	return name != "" && name[0] >= 'A' && name[0] <= 'Z' && !strings.ContainsFunc(name, other)
}

// fileNameParts are parts of the names of generated files: all items in such a file must be
// counted.
var fileNameParts = []string{config.Group, "scaledobject_", "authentication_", "secret_", "interceptorroute_", "virtualservice_", "httproute_", "referencegrant_"}

func newPrefilter(indent int, frame []byte) prefilter {
	s := prefilter{kinds: inventory.Kinds(), key: append(bytes.Repeat([]byte(" "), indent+len("- ")), "kind: "...)}
	for _, mark := range fileNameParts {
		s.words = append(s.words, []byte(mark))
	}
	// With another annotation prefix, the function must see all items.
	if bytes.Contains(frame, []byte("annotationPrefix")) || bytes.Contains(frame, []byte("annotation-prefix")) {
		s.words = append(s.words, nil)
	}
	return s
}

// mayMatter reports whether an item may matter. In doubt, it returns true.
func (s prefilter) mayMatter(text []byte) bool {
	for _, word := range s.words {
		if bytes.Contains(text, word) {
			return true
		}
	}
	found := ""
	for line := range bytes.Lines(text) {
		rest, ok := bytes.CutPrefix(line, s.key)
		if !ok && found == "" && bytes.HasPrefix(bytes.TrimLeft(line, " "), []byte("- kind: ")) && len(line) > len(s.key) {
			rest, ok = line[len(s.key):], len(line)-len(bytes.TrimLeft(line, " ")) == len(s.key)-len("- kind: ")
		}
		if !ok {
			continue
		}
		name := string(bytes.TrimRight(rest, " \n"))
		if found != "" || !isPlainKind(name) {
			return true
		}
		found = name
	}
	return found == "" || s.kinds[found]
}
