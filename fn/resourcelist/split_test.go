package resourcelist

import (
	"bytes"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/drawn"
	"modelhost.dev/scale-modelhosts/fn/krm"
)

const head = "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\n"

func TestSplitFindsItems(t *testing.T) {
	tests := map[string]struct {
		text  string
		items []string
	}{
		"one": {
			head + "items:\n- kind: A\n  x: 1\n",
			[]string{"- kind: A\n  x: 1\n"},
		},
		"indented dashes": {
			head + "items:\n  - kind: A\n    x:\n    - 1\n  - kind: B\n",
			[]string{"  - kind: A\n    x:\n    - 1\n", "  - kind: B\n"},
		},
		"dashes in a block scalar": {
			head + "items:\n- kind: A\n  text: |\n    - kind: C\n\n    \"unclosed\n- kind: B\n",
			[]string{"- kind: A\n  text: |\n    - kind: C\n\n    \"unclosed\n", "- kind: B\n"},
		},
		"a block scalar on a dash": {
			head + "items:\n- kind: A\n  list:\n  - >-\n   \"unclosed\n  - x\n- kind: B\n",
			[]string{"- kind: A\n  list:\n  - >-\n   \"unclosed\n  - x\n", "- kind: B\n"},
		},
		"a block scalar on a key on a dash": {
			head + "items:\n- text: |\n    \"unclosed\n  kind: A\n- kind: B\n",
			[]string{"- text: |\n    \"unclosed\n  kind: A\n", "- kind: B\n"},
		},
		"comments above items": {
			head + "items:\n# of A\n- kind: A\n  # inside\n  x: 1\n# of B\n\n- kind: B\n",
			[]string{"# of A\n- kind: A\n  # inside\n  x: 1\n", "# of B\n\n- kind: B\n"},
		},
		"a comment in the midst": {
			head + "items:\n- kind: A\n# far left\n  x: 1\n",
			[]string{"- kind: A\n# far left\n  x: 1\n"},
		},
		"keys after the items": {
			head + "items:\n- kind: A\nfunctionConfig:\n  kind: C\n  list:\n  - 1\n",
			[]string{"- kind: A\n"},
		},
		"quotes and brackets that end": {
			head + "items:\n- kind: \"A\"\n  a: 'it''s' # so\n  b: [\"]\", {c: d}]\n  \"e\": \"\\\"\"\n",
			[]string{"- kind: \"A\"\n  a: 'it''s' # so\n  b: [\"]\", {c: d}]\n  \"e\": \"\\\"\"\n"},
		},
		"a comment at the end": {
			head + "items:\n- kind: A\n# end\n",
			[]string{"- kind: A\n# end\n"},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s, ok := split([]byte(test.text))
			require.True(t, ok)
			var items []string
			for _, item := range s.items {
				items = append(items, string(item.text))
			}
			assert.Equal(t, test.items, items)
		})
	}
}

// The parser reads lists that cannot be split by lines.
func TestSplitGivesUp(t *testing.T) {
	tests := map[string]string{
		"no items":                     head,
		"items in brackets":            head + "items: []\n",
		"quotes over lines":            head + "items:\n- kind: A\n  x: \"a\n- kind: B\"\n",
		"single quotes over lines":     head + "items:\n- kind: A\n  x: 'a\n- kind: B'\n",
		"brackets over lines":          head + "items:\n- kind: A\n  x: [a,\n- kind: B]\n",
		"braces over lines":            head + "items:\n- kind: A\n  x: {a: 1,\n  b: 2}\n",
		"an anchor":                    head + "items:\n- kind: A\n  x: &a 1\n",
		"an alias":                     head + "items:\n- kind: A\n  x: *a\n",
		"an alias in brackets":         head + "items:\n- kind: A\n  x: [*a]\n",
		"a merge key":                  head + "items:\n- kind: A\n  <<: *a\n",
		"a tag":                        head + "items:\n- kind: A\n  x: !!binary |\n    abc\n",
		"a tab":                        head + "items:\n- kind: A\n\tx: 1\n",
		"carriage returns":             head + "items:\n- kind: A\r\n  x: 1\r\n",
		"a second document":            head + "items:\n- kind: A\n---\nkind: B\n",
		"an end of document":           head + "items:\n- kind: A\n...\n",
		"items twice":                  head + "items:\n- kind: A\nitems:\n- kind: B\n",
		"text where a dash should be":  head + "items:\n  kind: A\n",
		"less than the first dash":     head + "items:\n  - kind: A\n - kind: B\n",
		"a block on a line of its own": head + "items:\n- kind: A\n  x:\n    |\n   text\n",
		"a tab after a colon":          head + "items:\n- kind: A\n  a:\t\"x\n- kind: B\n# \"\n",
		"a tab after a value":          head + "items:\n- kind: A\n  a: x\t# y\n",
		"brackets on a dash":           head + "items:\n- {a: b, c: \"\n- kind: B\n# \"}\n",
		"a comment in brackets":        head + "items:\n- a: {b: c, # :-}\n    d: e}\n",
		"a scalar over lines":          head + "items:\n- kind: A\n  a: x\n    y\n",
		"an indentation indicator":     head + "items:\n- kind: A\n  a: |2\n    x\n",
		"a tab that begins a block":    head + "items:\n- kind: A\n  a: |\n  \tx\n",
		"less than its block":          head + "items:\n- kind: A\n  a: |\n      x\n    y\n",
		"next line":                    head + "items:\n- kind: A # x\u0085- kind: B\n",
		"line separator":               head + "items:\n- kind: A # x\u2028- kind: B\n",
		"paragraph separator":          head + "items:\n- kind: A # x\u2029- kind: B\n",
		"no UTF-8":                     head + "items:\n- kind: \"\xff\"\n",
		"a byte order mark":            head + "items:\n- kind: \"\ufeff\"\n",
		"an unknown escape":            head + "items:\n- kind: \"\\q\"\n",
		"an escaped key":               head + "items:\n- \"\\x6bind\": A\n",
		"two columns in an object":     head + "items:\n- kind: A\n   a: x\n",
		"a key under a value":          head + "items:\n- kind: A\n  a: x\n    b: c\n",
		"a list under a value":         head + "items:\n- kind: A\n  a: x\n  - b\n",
		"a colon in a value":           head + "items:\n- kind: A\n  a: b: c\n",
		"a key in brackets alone":      head + "items:\n- kind: A\n  a: {b}\n",
		"nothing in brackets":          head + "items:\n- kind: A\n  a: {b: , c: }\n",
		"no end of the last line":      head + "items:\n- kind: A",
		"a reserved character":         head + "items:\n- kind: A\n  a: @b\n",
		"quotes in a frame over lines": "x: \"\nitems:\n- kind: A\n\"\n" + head,
		"a complex key":                head + "items:\n- ? a\n  : b\n",
	}
	for name, text := range tests {
		t.Run(name, func(t *testing.T) {
			_, ok := split([]byte(text))
			assert.False(t, ok)
		})
	}
}

// FuzzSplit compares the line reader with the parser: they see the same items.
func FuzzSplit(f *testing.F) {
	f.Add([]byte(head + "items:\n- kind: A\n  text: |\n    - x\n  a: [b, c]\n# c\n- kind: B\n  'x': \"y\"\nfunctionConfig:\n  kind: C\n"))
	f.Add([]byte(head + "items:\n  - a: - |\n  - b: >\n\n     x\n  - |\n   y\n"))
	f.Add([]byte(head + "items:\n- - - a: |\n     x\n    b: 'y'\n- \"k\": {x: \"y, z\"}\n"))
	addSeeds(f)
	f.Fuzz(func(t *testing.T, text []byte) {
		defer drawn.Limit()()
		s, ok := split(text)
		if !ok {
			return
		}
		document, err := decode(yaml.NewDecoder(bytes.NewReader(text)))
		if err != nil || !isList(content(document)) {
			return
		}
		items := field(content(document), "items")
		if items == nil || items.Kind != yaml.SequenceNode {
			return
		}
		require.Len(t, s.items, len(items.Content))
		for i, section := range s.items {
			item := section.text
			alone, err := decode(yaml.NewDecoder(bytes.NewReader(item)))
			require.NoError(t, err, "%q", item)
			require.Len(t, content(alone).Content, 1, "%q", item)
			assert.Equal(t, plain(items.Content[i]), plain(content(alone).Content[0]), "%q", item)
		}
	})
}

// addSeeds adds lists that were once read incorrectly.
func addSeeds(f *testing.F) {
	f.Helper()
	archive, err := txtar.ParseFile("../cli/testdata/script/function_loses_nothing.txtar")
	require.NoError(f, err)
	for _, file := range archive.Files {
		f.Add(file.Data)
	}
	for _, text := range []string{
		"items:\n- kind: A\n  a:\t\"x\n- kind: B\n# \"\n", "items:\n- {a: b, c: \"\n- kind: B\n# \"}\n", "items:\n- a: b\n  c: d #\u2028- kind: B\n",
		"items:\n- a: |2\n    \tx\n", "items:\n- a: >\n    x\n      y\n    z\n", "items:\n- !!set {a: , b: }\n", "items:\n- ? a\n  : b\n", "items:\n- a: &a [x]\n- b: *a\n",
		"items:\n- a: {b: c, # :-}\n    d: e}\n", "items:\r\n- a: b\r\n", "items:\n- a: |+\n    x\n\n\n- b: c", "items: &x\n- a: b\nfunctionConfig: *x\n",
	} {
		f.Add([]byte(head + text))
	}
}

// FuzzRead checks any list for what TestListsKeepTheirValues checks for drawn ones, if the parsers
// accept it.
func FuzzRead(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, text []byte) {
		defer drawn.Limit()()
		l, err := Read(text)
		if err != nil {
			return
		}
		before, ok := objects(text)
		var out bytes.Buffer
		if err := l.Write(&out, krm.Outcome{Items: l.Items}); err != nil || !ok {
			return // it returned an error
		}
		after, ok := objects(out.Bytes())
		require.True(t, ok, "%q", out.String())
		require.Equal(t, before, after, "%q", out.String())
	})
}

// plain returns a node's values without positions and comments.
func plain(n *yaml.Node) any {
	if n.Kind == yaml.ScalarNode {
		return n.ShortTag() + " " + n.Value
	}
	values := []any{n.Kind}
	for _, c := range n.Content {
		values = append(values, plain(c))
	}
	return values
}
