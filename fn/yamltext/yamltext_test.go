package yamltext_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"sigs.k8s.io/kustomize/kyaml/yaml"
	sigs "sigs.k8s.io/yaml"

	"modelhost.dev/scale-modelhosts/fn/yamltext"
)

func parse(t require.TestingT, text string) *yaml.Node {
	document, err := yamltext.Decode(yaml.NewDecoder(strings.NewReader(text)))
	require.NoError(t, err, text)
	return document
}

// asJSON reads text by another road than the encoder's own.
func asJSON(t require.TestingT, text string) string {
	out, err := sigs.YAMLToJSON([]byte(text))
	require.NoError(t, err, text)
	var value any
	require.NoError(t, json.Unmarshal(out, &value))
	out, err = json.Marshal(value)
	require.NoError(t, err)
	return string(out)
}

func TestEncodeKeepsTheValue(t *testing.T) {
	tests := map[string]struct{ text, has string }{
		"comment in a flow mapping":   {"affinity: {a: {b: c}, # :-}\n  d: e}\ncontainers: [x]\n", "# :-}"},
		"comment in a flow list":      {"a: [b, # one\n  c]\nd: e\n", "# one"},
		"comment behind the opening":  {"a: { # one\n  b: c}\nd: e\n", "b: c"},
		"comment before the end":      {"a: [b,\n  # one\n  ]\nd: e\n", "d: e"},
		"nested in a list":            {"- {a: [1, # one\n  2], b: {c: d # two\n }}\n- x\n", "- x"},
		"comment in a flow key":       {"a: {? [x] # one\n  : y}\nd: e\n", "d: e"},
		"folded, more indented":       {"prompt: >\n  a\n    b\n  c\nd: e\n", "prompt"},
		"folded, blank lines":         {"prompt: >+\n\n  a\n\n\n    b\n\n\nd: e\n", "prompt"},
		"literal with a leading tab":  {"Makefile: |2\n  \tall:\n  \t\techo\n", "Makefile"},
		"literal with leading spaces": {"a: |2\n     x\n   y\n", "a:"},
		"literal of line breaks":      {"a: |+\n\n\nb: c\n", "b: c"},
		"next line, separators":       {"a: \"x\\Ny\\Lz\\P\"\nb: c\n", "b: c"},
		"carriage return":             {"a: \"x\\ry\\r\\n\"\n", "a:"},
		"a set":                       {"a: !!set {x: , y: }\n", "x"},
		"a null key":                  {"? \n: a\n", "a"},
		"complex keys":                {"? [a, b]\n: c\n? {d: e}\n: [f]\n", "f"},
		"strings like other types":    {"a: \"yes\"\nb: '1'\nc: \"null\"\nd: \"~\"\ne: '1e3'\nf: \"0x1\"\ng: '2001-01-01'\n", "2001"},
		"aliases":                     {"a: &x {b: c}\nd: *x\ne: [*x, *x]\n", "*x"},
		"merge keys":                  {"a: &x {b: c}\nd: {<<: *x, e: f}\n", "<<"},
		"a long string":               {"a: " + strings.Repeat("word ", 60) + "end\n", "word"},
		"spaces at both ends":         {"a: \" x \"\nb: ' '\nc: ''\n", "c:"},
		"hash and colon":              {"a: 'x # y'\nb: 'x: y'\n'c:': '#'\n", "x # y"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			document := parse(t, test.text)
			out, err := yamltext.Encode(document, 0)
			require.NoError(t, err)
			assert.True(t, yamltext.Says(out, document), string(out))
			assert.Contains(t, string(out), test.has)
			assert.NotRegexp(t, `(?m)^\s*[,\]}]`, string(out), "stricter parsers want more columns")
			if !strings.Contains(name, "key") && !strings.Contains(name, "set") { // JSON has none
				assert.Equal(t, asJSON(t, test.text), asJSON(t, string(out)), string(out))
			}
			again, err := yamltext.Encode(parse(t, string(out)), 4)
			require.NoError(t, err)
			assert.True(t, yamltext.Says(again, document))
		})
	}
}

func TestEncodeChangesNoNode(t *testing.T) {
	document := parse(t, "a: {b: c, # one\n  d: e}\n")
	_, err := yamltext.Encode(document, 0)
	require.NoError(t, err)
	assert.NotZero(t, document.Content[0].Content[1].Style&yaml.FlowStyle)
}

func TestEncodeKeepsTheStyleWhereItCan(t *testing.T) {
	const text = "# top\na: {b: c} # one\nd: |\n  e\n  f\ng: [h, 'i']\n"
	out, err := yamltext.Encode(parse(t, text), 0)
	require.NoError(t, err)
	assert.Equal(t, text, string(out))
}

func TestSame(t *testing.T) {
	tests := map[string]struct {
		a, b string
		same bool
	}{
		"style":            {"a: {b: 'c'}\n", "a:\n  b: c # one\n", true},
		"alias":            {"a: &x b\nc: *x\n", "a: b\nc: b\n", true},
		"null":             {"a: ~\n", "a: null\n", true},
		"a string is none": {"a: '1'\n", "a: 1\n", false},
		"null and string":  {"a: ~\n", "a: '~'\n", false},
		"a line more":      {"a: |\n  b\n", "a: |+\n  b\n\n", false},
		"a key less":       {"a: b\nc: d\n", "a: b\n", false},
		"order":            {"a: b\nc: d\n", "c: d\na: b\n", false},
		"number's text":    {"a: 1.0\n", "a: 1\n", false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, test.same, yamltext.Same(parse(t, test.a), parse(t, test.b)))
		})
	}
}
