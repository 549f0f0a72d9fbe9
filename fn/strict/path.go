package strict

import (
	"strconv"

	"modelhost.dev/scale-modelhosts/fn/pattern"
)

var simpleKey = pattern.New(`^[A-Za-z_$][A-Za-z0-9_$-]*$`)

// Field is the path of a key under path. A key that is no plain word stands in
// brackets, as in metadata.annotations[example.com/key].
func Field(path, key string) string {
	switch {
	case !simpleKey.MatchString(key):
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
