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
