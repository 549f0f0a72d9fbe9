// Package linebreak splits text into lines as YAML parsers do.
package linebreak

import "strings"

// Lines returns the lines of a text with their line breaks, which are those of the YAML library:
// CR, LF, both together, and Unicode's next line, line separator and paragraph separator.
func Lines(text string) []string {
	lines := make([]string, 0, strings.Count(text, "\n")+1)
	for len(text) > 0 {
		end := strings.IndexAny(text, "\r\n\u0085\u2028\u2029")
		if end < 0 {
			return append(lines, text)
		}
		end += width(text[end:])
		lines = append(lines, text[:end])
		text = text[end:]
	}
	return lines
}

// width returns the number of bytes of the line break at the beginning of a text.
func width(text string) int {
	switch {
	case strings.HasPrefix(text, "\r\n"), text[0] == 0xC2:
		return 2
	case text[0] == '\n', text[0] == '\r':
		return 1
	}
	return 3
}
