package strictyaml

import (
	"strconv"
	"strings"
)

// isPlainWord says whether a key is letters, digits and a few signs, and begins with
// none of the latter two but _ and $. It is asked for every field there is.
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

// Field is the path of a key under path. A key that is no plain word stands in
// brackets, as in metadata.annotations[example.com/key].
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

// Index is the path of a list's item, counted from 0.
func Index(path string, i int) string {
	return path + "[" + strconv.Itoa(i) + "]"
}

// Within reports whether a path is that of a field or of something in it.
func Within(path, field string) bool {
	rest, found := strings.CutPrefix(path, field)
	return found && (rest == "" || rest[0] == '.' || rest[0] == '[')
}
