package source

import (
	"strings"
	"unicode/utf8"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/linebreak"
)

// Originals are the original texts of objects that are documents of their own.
type Originals map[*yaml.RNode]string

// keep records the text of a document that is a single object.
func (o Originals) keep(d Document, objects []*yaml.RNode) {
	if len(objects) != 1 || objects[0].Document().Kind != yaml.DocumentNode {
		return // an item of a list
	}
	if text, ok := d.Original(); ok {
		o[objects[0]] = text
	}
}

// InternalAnnotations is the prefix of annotations that orchestrators and functions exchange.
const InternalAnnotations = "internal.config.kubernetes.io/"

// Original returns the document's original text, and false if it cannot be placed between other
// documents.
func (d Document) Original() (text string, ok bool) {
	text = d.Raw
	if d.separated {
		line, rest, _ := strings.Cut(text, "\n")
		switch line = strings.TrimLeft(line, " \t"); {
		case strings.TrimSpace(line) == "":
			text = rest
		case line[0] == '#':
			text = strings.TrimLeft(text, " \t")
		default:
			return "", false
		}
	}
	if !utf8.ValidString(text) || strings.ContainsAny(text, "\x00\ufeff") || strings.Contains(text, InternalAnnotations) {
		return "", false
	}
	return text, !hasMarker(text)
}

// hasMarker reports whether a line may begin or end a document, or is a directive.
func hasMarker(text string) bool {
	if !strings.Contains(text, "---") && !strings.Contains(text, "...") && !strings.Contains(text, "%") {
		return false
	}
	for _, line := range linebreak.Lines(text) {
		if strings.HasPrefix(line, "---") || strings.HasPrefix(line, "...") || strings.HasPrefix(line, "%") {
			return true
		}
	}
	return false
}
