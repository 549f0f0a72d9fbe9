package resourcelist

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"sigs.k8s.io/kustomize/kyaml/yaml"
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
		"keys behind the items": {
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

// Where lines do not tell, the parser has to.
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
		"a complex key":                head + "items:\n- ? a\n  : b\n",
	}
	for name, text := range tests {
		t.Run(name, func(t *testing.T) {
			_, ok := split([]byte(text))
			assert.False(t, ok)
		})
	}
}

// FuzzSplit holds the short way against the parser: whatever the short way makes
// of a text, the parser sees the same items.
func FuzzSplit(f *testing.F) {
	f.Add([]byte(head + "items:\n- kind: A\n  text: |\n    - x\n  a: [b, c]\n# c\n- kind: B\n  'x': \"y\"\nfunctionConfig:\n  kind: C\n"))
	f.Add([]byte(head + "items:\n  - a: - |\n  - b: >\n\n     x\n  - |\n   y\n"))
	f.Add([]byte(head + "items:\n- - - a: |\n     x\n    b: 'y'\n- \"k\": {x: \"y, z\"}\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
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

// plain is a node's values without places and comments.
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
