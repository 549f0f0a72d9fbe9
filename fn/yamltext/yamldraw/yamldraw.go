// Package yamldraw draws YAML text for tests: objects written in every style that YAML
// has, with comments wherever one may stand.
package yamldraw

import (
	"fmt"
	"strings"

	"pgregory.net/rapid"
)

// Writer writes drawn values. Anchors that it has set can be referred to afterwards.
type Writer struct {
	t       *rapid.T
	anchors []string
	count   int
	// Aliases allows anchors and aliases.
	Aliases bool
	// Calm keeps to what people and programs write most: one value on a line, and
	// comments in few places.
	Calm bool
}

// New returns a writer that draws from a test case.
func New(t *rapid.T) *Writer { return &Writer{t: t} }

func (w *Writer) chance(oneIn int) bool { return rapid.IntRange(1, oneIn).Draw(w.t, "chance") == 1 }

func (w *Writer) pick(options ...string) string {
	return rapid.SampledFrom(options).Draw(w.t, "pick")
}

// comment returns a comment behind something on its line, or nothing.
func (w *Writer) comment() string {
	if w.chance(6) && !(w.Calm && w.chance(2)) {
		return w.pick(" # two", " #", "   # a: b", " # - x", " # {", " # \"", " # 'x", " # |", "\t# tab", " # *x &y")
	}
	return ""
}

// above returns lines of comments at a column, or nothing.
func (w *Writer) above(column int) string {
	if w.Calm && !w.chance(5) {
		return ""
	}
	margin := strings.Repeat(" ", column)
	switch {
	case w.chance(8):
		return margin + w.pick("# above", "#", "# - a: b", "# \"", "# }") + "\n"
	case w.chance(14):
		return w.pick("# at the margin\n", "\n", "   # off the grid\n", "\t\n", "#\n\n# two\n")
	}
	return ""
}

// Field returns a key and a drawn value as a block mapping's entry at a column.
func (w *Writer) Field(column int, key string, depth int) string {
	margin := strings.Repeat(" ", column)
	text := w.above(column) + margin
	if w.Calm {
		return text + key + ":" + w.value(column, depth, true)
	}
	switch {
	case w.chance(15):
		text += "? " + key + w.comment() + "\n" + margin + ": "
		return text + strings.TrimLeft(w.value(column+2, depth, false), " ")
	case w.chance(10):
		text += "\"" + key + "\"" + w.pick(":", " :", ":")
	case w.chance(10):
		text += "'" + key + "':"
	default:
		text += key + ":" + w.pick("", "", "", " ", "\t")
	}
	return text + w.value(column, depth, true)
}

// value returns what follows a key's colon, up to the end of its last line.
func (w *Writer) value(column, depth int, keyed bool) string {
	anchor := ""
	if w.Aliases && w.chance(8) {
		if len(w.anchors) > 0 && w.chance(2) {
			return " *" + rapid.SampledFrom(w.anchors).Draw(w.t, "alias") + w.comment() + "\n"
		}
		w.count++
		name := fmt.Sprintf("a%d", w.count)
		anchor = " &" + name
		defer func() { w.anchors = append(w.anchors, name) }()
	}
	switch kind := rapid.IntRange(0, 9).Draw(w.t, "kind"); {
	case depth > 0 && keyed && kind <= 1:
		text := anchor + w.comment() + "\n"
		for i := range rapid.IntRange(1, 3).Draw(w.t, "fields") {
			text += w.Field(column+2, fmt.Sprintf("k%d", i), depth-1)
		}
		return text
	case depth > 0 && keyed && kind == 2:
		text, inner := anchor+w.comment()+"\n", column+rapid.SampledFrom([]int{0, 2}).Draw(w.t, "indent")
		for range rapid.IntRange(1, 3).Draw(w.t, "elements") {
			text += w.above(inner) + strings.Repeat(" ", inner) + "-"
			if w.chance(3) {
				text += " k:" + w.value(inner+2, depth-1, true)
			} else {
				text += w.value(inner, 0, false)
			}
		}
		return text
	case kind <= 4 && !w.Calm:
		return anchor + " " + w.flow(column, 2) + w.comment() + "\n"
	case kind <= 6:
		return anchor + w.block(column)
	}
	return anchor + " " + w.scalar(column) + w.comment() + "\n"
}

// scalar returns a scalar that ends on its line or goes on behind line breaks.
func (w *Writer) scalar(column int) string {
	if w.Calm {
		return w.pick("word", "7", "1.50", "true", "yes", "null", "''", `""`, "http://x:80/y#z", "'it''s'", `"\x41: {"`, "'# }'", "a#b", "-1", "g h", "[a, 'b']", `{a: "b, c"}`, "[]")
	}
	margin := "\n" + strings.Repeat(" ", column+2)
	return w.pick("word", "7", "1.50", "true", "yes", "~", "null", "''", `""`, "0x1F", "1e3", "2001-01-01", "012", "-", "http://x:80/y#z",
		"plain"+margin+"goes on", "plain"+margin+"- on", `"quoted`+margin+`goes on"`, "'quoted"+margin+margin+"# on'", `"a\`+margin+`b"`,
		"\"x\n- y: z\n  w\"", `"\N\L\P\r\n\t"`, "\"nel \u0085 ls \u2028 ps \u2029 \"", `"tab	tab"`, "'it''s'", `"\x41\u263a"`, "'{ # }'", `"a: b"`,
		strings.Repeat("long ", 40)+"end", "\""+strings.Repeat("long: ", 40)+"\"", "a#b", "'#'", "!!str 7", "!!binary aGk=")
}

// flow returns a flow collection, with comments and line breaks between its parts.
func (w *Writer) flow(column, depth int) string {
	margin := "\n" + strings.Repeat(" ", column+2)
	gap := func() string {
		if w.chance(5) {
			return w.pick(" # in flow", " # }", " # \"", "") + margin
		}
		return w.pick("", " ")
	}
	item := func() string {
		if depth > 0 && w.chance(3) {
			return w.flow(column, depth-1)
		}
		return w.pick("a", "7", "'b'", `"c"`, `"d, e"`, "'}'", `"# f"`, "g h", "''", "yes", "1.0")
	}
	n := rapid.IntRange(0, 3).Draw(w.t, "flow")
	parts := make([]string, n)
	if w.chance(2) {
		for i := range parts {
			parts[i] = gap() + item() + gap()
		}
		return "[" + strings.Join(parts, ",") + gap() + "]"
	}
	for i := range parts {
		parts[i] = gap() + fmt.Sprintf("f%d: ", i) + item() + gap()
	}
	return "{" + strings.Join(parts, ",") + gap() + "}"
}

// block returns a block scalar.
func (w *Writer) block(column int) string {
	indent := rapid.IntRange(1, 4).Draw(w.t, "indent")
	margin := strings.Repeat(" ", column+indent)
	header := w.pick("|", ">", "|-", ">-", "|+", ">+")
	if !w.Calm && w.chance(4) {
		header = header[:1] + fmt.Sprint(indent) + header[1:]
	}
	text := " " + header + w.comment() + "\n"
	for i := range rapid.IntRange(1, 5).Draw(w.t, "lines") {
		line := w.pick("text", "- kind: Deployment", "kind: HorizontalPodAutoscaler", "replicas: 7", "# no comment", "a: \"b", "{", "*x", "\ttab", "  more", "", "", "- apiVersion: apps/v1", "x  ")
		if i == 0 && !strings.ContainsAny(header, "1234") && (line == "" || strings.HasPrefix(line, " ")) {
			line = "first"
		}
		if line != "" || w.chance(2) {
			text += margin + line
		}
		text += "\n"
	}
	return text
}
