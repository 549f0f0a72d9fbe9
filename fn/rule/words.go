package rule

import (
	"maps"
	"slices"
	"strings"
)

func contains(list []string, s string) bool { return slices.Contains(list, s) }

func sortedKeys[M ~map[string]V, V any](m M) []string {
	return slices.Sorted(maps.Keys(m))
}

// both joins the parts of an enumeration.
func both(parts []string) string {
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	return strings.Join(parts[:len(parts)-1], ", ") + " and " + parts[len(parts)-1]
}
