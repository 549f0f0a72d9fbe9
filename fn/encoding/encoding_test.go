package encoding_test

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"sigs.k8s.io/kustomize/kyaml/yaml"
	other "sigs.k8s.io/yaml"

	"modelhost.dev/scale-modelhosts/fn/encoding"
)

func parse(t *testing.T, text string) *yaml.Node {
	t.Helper()
	var document yaml.Node
	require.NoError(t, yaml.NewDecoder(bytes.NewReader([]byte(text))).Decode(&document), "%s", text)
	return document.Content[0]
}

// lossy are strings that the YAML library does not write back unchanged.
var lossy = map[string]string{
	"a comment in braces":               "affinity: {a: {b: c}, # :-}\n  d: e}\ncontainers: [{name: a}]\n",
	"a comment in brackets":             "args: [a, # one\n  b # two\n  ]\nz: 1\n",
	"a comment above a value":           "args: [\n  # one\n  a,\n  b]\nz: 1\n",
	"a comment in front of the brace":   "a: {b: c # one\n  }\nz: 1\n",
	"a comment deep in brackets":        "a: [{b: [c, # one\n  d]}, {e: f}]\nz: 1\n",
	"a comment of quotes":               "a: {b: \"c\", # it's \"one\n  d: 'e'}\nz: 1\n",
	"an indented line of a folded text": "prompt: >\n  a\n    more\n  b\nz: 1\n",
	"a tab first":                       "Makefile: |2\n  \tx\nz: 1\n",
	"spaces first":                      "a: |2\n    x\n  y\nz: 1\n",
	"blank lines first":                 "a: |\n\n  x\nz: 1\n",
	"blank lines first, folded":         "a: >\n\n\n  x\n\n  y\nz: 1\n",
	"blank lines kept":                  "a: |+\n  x\n\n\nz: 1\n",
	"blank lines kept at the end":       "z: 1\na: |+\n  x\n\n\n",
	"a set":                             "a: !!set {a: , b: }\nz: 1\n",
	"nothing in braces":                 "a: {b: , c: }\nz: 1\n",
	"nothing at all":                    "a:\nb: ~\nc: !!null ''\n",
	"next line":                         "a: \"x\\Ny\\Lz\\P\"\nb: \"\\r\\n\"\nz: 1\n",
	"anchors":                           "a: &a {b: c}\nd: *a\ne: {<<: *a, f: g}\n",
	"a complex key":                     "? {a: b}\n: c\n? [d]\n: e\n",
	"a long key":                        "? \"" + string(bytes.Repeat([]byte("k "), 100)) + "k\"\n: c\n",
	"a key in several lines":            "? |\n  a\n  b\n: c\n",
	"kinds of scalars":                  "a: [yes, 0o17, 017, 1_000, 1e3, ~, 2001-01-01, 1:30, 0x1F, -0, 12345678901234567890123]\nb: !!binary aGk=\nc: !custom x\nd: !!str 5\ne: !!float 5\n",
	"infinity":                          "a: [.inf, -.inf, .nan]\nb: 1\n",
	"keys that are not strings":         "1: a\n1.5: b\ntrue: c\nyes: d\n",
	"comments everywhere":               "# top\n\n# above\na: # at a\n  # above b\n  b: c # at c\n  # below\n\n# foot\n",
	"a comment at a folded text":        "a: > # one\n  x\n  y\n# two\nz: 1\n",
}

func TestItemsKeepTheirValues(t *testing.T) {
	for name, text := range lossy {
		t.Run(name, func(t *testing.T) {
			for _, column := range []int{0, 2} {
				n, last := parse(t, text), parse(t, "last: 1\n")
				got, err := encoding.Items([]*yaml.Node{n, last, n}, column)
				require.NoError(t, err)
				whole := bytes.Join(got, nil)
				require.Len(t, parse(t, string(whole)).Content, 3, "%s", whole)
				wanted, errWanted := other.YAMLToJSON([]byte(text))
				for _, i := range []int{0, 2} {
					seen, err := other.YAMLToJSON(got[i])
					if errWanted == nil {
						require.NoError(t, err, "%s", got[i])
						assert.Equal(t, "["+string(wanted)+"]", string(seen), "%s", got[i])
					}
				}
			}
		})
	}
}

func TestDocumentsKeepTheirValues(t *testing.T) {
	for name, text := range lossy {
		t.Run(name, func(t *testing.T) {
			got, err := encoding.Document(parse(t, text))
			require.NoError(t, err)
			wanted, err := other.YAMLToJSON([]byte(text))
			if err != nil {
				return
			}
			seen, err := other.YAMLToJSON(got)
			require.NoError(t, err, "%s", got)
			assert.Equal(t, string(wanted), string(seen), "%s", got)
			require.NotPanics(t, func() { parse(t, string(got)) })
		})
	}
}

// The last value of a duplicate key counts, even if the first one is not valid in JSON.
func TestJSONHasTheLastDuplicate(t *testing.T) {
	for text, fails := range map[string]bool{
		"a: .inf\na: b\n":                           false,
		"? |\n  k\n: .inf\n? |\n  k\n: text\n":      false,
		"a: {b: .nan}\na: 1\n":                      false,
		"a: b\na: .inf\n":                           true,
		"c: {a: .inf, b: 1, a: 2}\nd: [{a: -.inf}]": true,
		"a: b\nb: c\n":                              false,
	} {
		want, wantErr := other.YAMLToJSON([]byte(text))
		got, err := encoding.JSON(parse(t, text))
		assert.Equal(t, fails, wantErr != nil, text)
		assert.Equal(t, fails, err != nil, text)
		if !fails {
			assert.Equal(t, string(want), string(got), text)
		}
	}
}
