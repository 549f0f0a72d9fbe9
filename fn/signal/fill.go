package signal

import (
	"maps"
	"slices"
	"strings"
)

// Values are the values of placeholders in queries and triggers, by name.
type Values map[string]string

// Fill replaces each $(name) by its value. It returns the unknown names, and the known ones
// without a value. Other text stays as it is: regular expressions have dollars and
// parentheses, too.
func (v Values) Fill(text string) (filled string, unknown, empty []string) {
	var out strings.Builder
	for {
		before, rest, found := strings.Cut(text, "$(")
		out.WriteString(before)
		if !found {
			return out.String(), unknown, empty
		}
		name, after, closed := strings.Cut(rest, ")")
		value, known := v[name]
		switch {
		case !closed || !isName(name):
			out.WriteString("$(")
			text = rest
			continue
		case !known:
			unknown = append(unknown, name)
			value = "$(" + name + ")"
		case value == "":
			empty = append(empty, name)
		}
		out.WriteString(value)
		text = after
	}
}

// isName reports whether the text is a letter followed by letters, digits, dashes and
// underscores.
func isName(text string) bool {
	letter := func(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }
	other := func(r rune) bool { return !letter(r) && (r < '0' || r > '9') && r != '-' && r != '_' }
	return text != "" && letter(rune(text[0])) && !strings.ContainsFunc(text, other)
}

// Sample returns values for a made-up host, to check queries with.
func Sample() Values {
	return Values{
		"key": "key", "namespace": "namespace", "deployment": "deployment", "service": "service", "pod-regex": "deployment-.+",
		"pod-label": "pod", "namespace-label": "namespace", "server-pod-label": "pod", "server-namespace-label": "namespace",
		"istio-requests": `reporter="source"`, "window": "2m", "window-seconds": "120",
	}
}

// Names returns the known placeholders, sorted.
func (v Values) Names() []string { return slices.Sorted(maps.Keys(v)) }
