package hpa_test

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"pgregory.net/rapid"
)

// node is a part of a manifest, independent of how it is written.
type node struct {
	fields []field
	items  []node
	// scalar is the value as JSON; "" for maps and lists.
	scalar string
	// bare lists other ways to write the scalar in YAML, without quotes.
	bare []string
	list bool
}

type field struct {
	name  string
	value node
}

func object(fields ...field) node { return node{fields: fields} }
func list(items ...node) node     { return node{items: items, list: true} }

// word returns a string that is a string in YAML even without quotes.
func word(s string) node { return node{scalar: strconv.Quote(s), bare: []string{s}} }

// prose returns a string that needs quotes.
func prose(s string) node { return node{scalar: strconv.Quote(s)} }

var null = node{scalar: "null", bare: []string{"~"}}

// number returns an integer. YAML has more ways to write one than JSON.
func number(n int) node {
	return node{scalar: strconv.Itoa(n), bare: []string{
		fmt.Sprintf("+%d", n), fmt.Sprintf("%#x", n), fmt.Sprintf("0o%o", n), fmt.Sprintf("%#o", n), fmt.Sprintf("%#b", n), fmt.Sprintf("%d.0", n), fmt.Sprintf("%de0", n),
	}}
}

// amount returns a quantity: a string, or a number, which the API accepts as well.
func amount(s string) node { return node{scalar: strconv.Quote(s), bare: []string{s}} }

// field adds a field.
func (n *node) field(name string, value node) { n.fields = append(n.fields, field{name, value}) }

func (n node) empty() bool { return len(n.fields) == 0 && len(n.items) == 0 }

// writer writes manifests in different styles.
type writer struct {
	t *rapid.T
	// shuffled fields are in random order; commented fields have comments.
	shuffled, commented bool
	// odd numbers are written in forms that YAML has and JSON does not.
	odd bool
	// block is the number of levels in block style.
	block int
}

func newWriter(t *rapid.T, odd bool) writer {
	return writer{
		t: t, odd: odd, shuffled: rapid.Bool().Draw(t, "shuffled"), commented: rapid.IntRange(0, 9).Draw(t, "commented") == 9,
		block: rapid.SampledFrom([]int{9, 9, 9, 5, 3, 2, 0}).Draw(t, "block"),
	}
}

func (w writer) manifest(n node) string {
	if w.block == 0 && rapid.Bool().Draw(w.t, "json") {
		return n.json()
	}
	return strings.TrimPrefix(w.value(n, "", w.block), "\n") + "\n"
}

// value returns what follows a key and its colon.
func (w writer) value(n node, indent string, block int) string {
	if n.scalar != "" || n.empty() || block == 0 {
		return " " + w.inline(n) + w.comment(block)
	}
	var out strings.Builder
	for _, f := range w.order(n.fields) {
		out.WriteString("\n" + indent + w.key(f.name) + ":" + w.long(f.value, indent+"  ", block-1))
	}
	for _, item := range n.items {
		in := w.value(item, indent+"  ", block-1)
		out.WriteString("\n" + indent + "- " + strings.TrimLeft(in, "\n "))
	}
	return out.String()
}

// long writes strings with many quotes as a block scalar.
func (w writer) long(n node, indent string, block int) string {
	if !strings.Contains(n.scalar, `\"`) || !rapid.Bool().Draw(w.t, "long") {
		return w.value(n, indent, block)
	}
	return rapid.SampledFrom([]string{" |-", " >-", " |", " >"}).Draw(w.t, "block scalar") + "\n" + indent + n.text()
}

func (w writer) comment(block int) string {
	if block == 0 || !w.commented {
		return ""
	}
	return rapid.SampledFrom([]string{"", "", "", " # as measured: 80"}).Draw(w.t, "comment")
}

func (w writer) inline(n node) string {
	var parts []string
	switch {
	case n.scalar != "":
		return w.scalar(n)
	case n.list:
		for _, item := range n.items {
			parts = append(parts, w.inline(item))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	}
	for _, f := range w.order(n.fields) {
		parts = append(parts, w.key(f.name)+": "+w.inline(f.value))
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

func (w writer) order(fields []field) []field {
	if !w.shuffled || len(fields) < 2 {
		return fields
	}
	return rapid.Permutation(fields).Draw(w.t, "fields")
}

func (w writer) key(name string) string {
	if w.commented && rapid.Bool().Draw(w.t, "quoted key") {
		return strconv.Quote(name)
	}
	return name
}

func (w writer) scalar(n node) string {
	ways := []string{n.scalar}
	if n.scalar[0] == '"' {
		ways = append(n.bare[:len(n.bare):len(n.bare)], n.scalar, "'"+strings.ReplaceAll(n.text(), "'", "''")+"'")
	} else if w.odd || n.scalar == "null" {
		ways = append(ways, n.bare...)
	}
	return rapid.SampledFrom(ways).Draw(w.t, "scalar")
}

func (n node) text() string {
	var s string
	if err := json.Unmarshal([]byte(n.scalar), &s); err != nil {
		panic(err)
	}
	return s
}

func (n node) json() string {
	var parts []string
	switch {
	case n.scalar != "":
		return n.scalar
	case n.list:
		for _, item := range n.items {
			parts = append(parts, item.json())
		}
		return "[" + strings.Join(parts, ",") + "]"
	}
	for _, f := range n.fields {
		parts = append(parts, strconv.Quote(f.name)+":"+f.value.json())
	}
	return "{" + strings.Join(parts, ",") + "}"
}
