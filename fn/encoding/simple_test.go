package encoding_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/encoding"
)

var scalarStyles = []yaml.Style{0, 0, 0, yaml.TaggedStyle, yaml.DoubleQuotedStyle, yaml.SingleQuotedStyle, yaml.LiteralStyle, yaml.FoldedStyle, yaml.TaggedStyle | yaml.DoubleQuotedStyle}

var scalarTags = []string{"", "", "!!str", "!!int", "!!bool", "!!null", "!!float", "!!timestamp", "!!binary", "!custom", "tag:yaml.org,2002:int"}

// checkSimple compares the value of a scalar with the one that the other parser reads.
func checkSimple(t require.TestingT, n *yaml.Node) (simple bool) {
	got, simple := encoding.SimpleScalar(n)
	if !simple {
		return false
	}
	if n.Style&^yaml.TaggedStyle != 0 || !encoding.CanBePlain(n.Value) && n.Value != "" {
		require.Equal(t, any(n.Value), got, "a quoted string")
		return true
	}
	want, err := encoding.ParsedScalar(n)
	if err != nil {
		return true // no document can contain the value
	}
	require.Equal(t, fmt.Sprintf("%T %s", want, want), fmt.Sprintf("%T %s", got, got), "%q with tag %q and style %d", n.Value, n.Tag, n.Style)
	return true
}

// checkAllForms checks a value with every tag and style, and as the parser reads it.
func checkAllForms(t require.TestingT, value string) {
	for _, tag := range scalarTags {
		for _, style := range scalarStyles {
			checkSimple(t, &yaml.Node{Kind: yaml.ScalarNode, Tag: tag, Style: style, Value: value})
		}
	}
	var document yaml.Node
	if yaml.Unmarshal([]byte("a: "+value+"\n"), &document) == nil && len(document.Content) == 1 && len(document.Content[0].Content) == 2 {
		if n := document.Content[0].Content[1]; n.Kind == yaml.ScalarNode {
			checkSimple(t, n)
		}
	}
}

func TestSimpleScalarsAreParsedAlike(t *testing.T) {
	for _, value := range []string{
		"y", "Y", "n", "N", "yes", "YES", "yEs", "no", "on", "ON", "off", "Off", "true", "True", "tRUE", "false", "null", "Null", "nULL", "~", "~x", "", ".nan", ".inf", "-.inf", "+.inf", "nan", "inf",
		"node", "nginx", "tcp", "file", "one", "type", "oxide", "n_", "y-1", "no: x", "on:", "t", "f", "o", "true ", "no\ufeff", "\ufefftrue", "yes\u2028", "no\u0085x", "n\x00",
		"0", "1", "-1", "+1", "007", "0o7", "0x1F", "0b11", "1_000", "1e3", "1E5", "5E", "1.5", "1.50", ".5", "5.", "1.2.3", "123456789012345", "1234567890123456", "99999999999999999999",
		"500m", "8Gi", "1.5Gi", "25%", "0m", "00m", "1k", "1K", "1e3m", "1_0m", "0x1m", "0b1k", "1.m", "1.5.5m", "5Ei", "5E", "1n", "2h", "15s", "2001-01-01", "2001-01-01T00:00:00Z", "12:30", "1:2s",
		"--port", "-c", "-", "- a", "-a: b", "-0b1", "-0x1", "-1m", "--", "---", "--- a", "-inf", "-e5", "+a", "...", "..", ".a",
		"/path", "/a: b", "/a:", "$(FOO)", "=", "<<", "<x", "?", "? a", "?x", ":", ":8080", "(a)", "^a$", "_", ";", "\\x", "a\tb", "/a\tb", "/a\u2028b", "/é", "é", "@x", "`x", "%x", "*x", "&x", "!x", "|", ">", "[a]", "{a}", ", a", "# a", "/a #b",
	} {
		checkAllForms(t, value)
	}
	rapid.Check(t, func(t *rapid.T) {
		checkAllForms(t, rapid.OneOf(
			anyText(), rapid.StringMatching(`[-+.~]?[0-9]{0,3}(\.[0-9]{0,2})?[a-zA-Z%_]{0,3}`), rapid.StringMatching(`[yYnNtTfFoO][a-zA-Z]{0,5}`), rapid.StringMatching(`[ -~]{0,6}`),
		).Draw(t, "value"))
	})
}

func TestMostScalarsOfAnObjectAreSimple(t *testing.T) {
	_, object := host(t)
	others := 0
	var count func(n *yaml.Node)
	count = func(n *yaml.Node) {
		if n.Kind == yaml.ScalarNode && !checkSimple(t, n) {
			others++
		}
		for _, c := range n.Content {
			count(c)
		}
	}
	count(object)
	assert.Zero(t, others)
}

func FuzzSimpleScalar(f *testing.F) {
	for _, seed := range []string{"no", "node", "500m", "-c", "/a: b", "2001-01-01", "0b1", "true", "\ufefftrue"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, value string) { checkAllForms(t, value) })
}
