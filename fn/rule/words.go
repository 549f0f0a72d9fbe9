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

// named is the names behind what they are names of.
func named(noun string, names []string) string {
	if len(names) > 1 {
		noun += "s"
	}
	return noun + " " + strings.Join(names, ", ")
}

// both joins the parts of an enumeration.
func both(parts []string) string {
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	return strings.Join(parts[:len(parts)-1], ", ") + " and " + parts[len(parts)-1]
}

// withoutUser is an address without the name and password that it may carry, and without
// its query, which may have a token.
func withoutUser(address string) string {
	address, query, _ := strings.Cut(address, "?")
	if query != "" {
		address += "?…"
	}
	at := strings.LastIndex(address, "@")
	if at < 0 {
		return address
	}
	before := ""
	if slashes := strings.Index(address, "//"); slashes >= 0 && slashes < at {
		before = address[:slashes+len("//")]
	}
	return before + "…" + address[at:]
}
