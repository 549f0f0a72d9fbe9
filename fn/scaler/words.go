package scaler

import (
	"maps"
	"slices"
	"strings"
)

// oneOf lists alternatives in words.
func oneOf(list []string) string {
	if len(list) < 2 {
		return strings.Join(list, "")
	}
	return strings.Join(list[:len(list)-1], ", ") + " or " + list[len(list)-1]
}

func sortedKeys(m map[string]string) []string { return slices.Sorted(maps.Keys(m)) }
