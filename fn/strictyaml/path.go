package strictyaml

import (
	"strconv"
	"strings"
)

// isPlainWord reports whether a key consists of letters, digits, _, $ and dashes and does not
// begin with a digit or dash. It runs for every field, so it uses no regular expression.
func isPlainWord(key string) bool {
	for i := range len(key) {
		switch c := key[i]; {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c == '_', c == '$':
		case i > 0 && (c >= '0' && c <= '9' || c == '-'):
		default:
			return false
		}
	}
	return key != ""
}

// Field returns the path of a key under path. A key that is not a plain word is in brackets,
// as in metadata.annotations[example.com/key].
func Field(path, key string) string {
	switch {
	case !isPlainWord(key):
		return path + "[" + shorten(key) + "]"
	case path == "":
		return key
	default:
		return path + "." + key
	}
}

// Index returns the path of a list's item, counted from 0.
func Index(path string, i int) string {
	return path + "[" + strconv.Itoa(i) + "]"
}

// Within reports whether a path is that of a field or below it.
func Within(path, field string) bool {
	rest, found := strings.CutPrefix(path, field)
	return found && (rest == "" || rest[0] == '.' || rest[0] == '[')
}
