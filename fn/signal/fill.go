package signal

import (
	"maps"
	"slices"
	"strings"
)

// Values are what stands for the placeholders of queries and triggers.
type Values map[string]string

// Fill puts the values in the places of their $(name). Every unknown name, and
// every known one that has no value, is returned. What is no name is left alone:
// regular expressions have dollars and brackets, too.
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

// isName says whether the text is a letter, with letters, digits, dashes and
// underscores behind it.
func isName(text string) bool {
	letter := func(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }
	other := func(r rune) bool { return !letter(r) && (r < '0' || r > '9') && r != '-' && r != '_' }
	return text != "" && letter(rune(text[0])) && !strings.ContainsFunc(text, other)
}

// Sample are values for a host that does not exist, to see what becomes of a query.
func Sample() Values {
	return Values{
		"key": "key", "namespace": "namespace", "deployment": "deployment", "service": "service", "pod-regex": "deployment-.+",
		"pod-label": "pod", "namespace-label": "namespace", "server-pod-label": "pod", "server-namespace-label": "namespace",
		"istio-requests": `reporter="source"`, "window": "2m", "window-seconds": "120",
	}
}

// Names are the placeholders known, sorted.
func (v Values) Names() []string { return slices.Sorted(maps.Keys(v)) }
