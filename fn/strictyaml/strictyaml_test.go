package strictyaml_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/strictyaml"
)

type base struct {
	Name string `json:"name,omitempty"`
}

type Shared struct {
	Zone string `json:"zone"`
}

type seconds int

func (s *seconds) UnmarshalNode(n *yaml.Node) error {
	if n.Value != "15s" {
		return errors.New("must be 15s")
	}
	*s = 15
	return nil
}

type spec struct {
	base
	*Shared
	More     struct{ Extra string } `json:",inline"`
	Min      *int32                 `json:"minReplicas,omitempty"`
	Big      int64                  `json:"big"`
	Ratio    float64                `json:"ratio"`
	On       *bool                  `json:"enabled"`
	Metadata map[string]string      `json:"metadata"`
	Words    []string               `json:"words"`
	Profiles map[string]*spec       `json:"profiles"`
	Any      any                    `json:"any"`
	Node     *yaml.Node             `json:"node"`
	Plain    yaml.Node              `json:"plain"`
	Interval *seconds               `json:"interval"`
	Numbers  map[string]int32       `json:"numbers"`
	Hidden   string                 `json:"-"`
	//lint:ignore U1000 the decoder must not set it
	unseen    string
	Impossibl chan int `json:"impossible"`
}

func decode(t *testing.T, text string) (spec, []string) {
	t.Helper()
	node, problems := strictyaml.Parse(text, "spec")
	require.Empty(t, problems)
	var s spec
	var got []string
	for _, p := range strictyaml.Decode(node, "spec", &s) {
		got = append(got, p.String())
	}
	return s, got
}

func TestDecodeReadsEveryType(t *testing.T) {
	s, problems := decode(t, `
name: n
zone: z
Extra: x
minReplicas: 3
big: -9223372036854775808
ratio: 1
enabled: true
metadata: {query: "1", when: 2024-01-01, answer: yes}
words: &w [a, "2"]
profiles: {gpu: {minReplicas: 0, words: *w}}
any: {i: 7, huge: 99999999999999999999, neg: -9223372036854775809, u: 9223372036854775808, f: 1.5, s: "7", n: null, l: [true]}
node: {k: v}
plain: text
interval: 15s
`)
	require.Empty(t, problems)
	assert.Equal(t, "n", s.Name)
	assert.Equal(t, "z", s.Zone)
	assert.Equal(t, "x", s.More.Extra)
	assert.Equal(t, int32(3), *s.Min)
	assert.Equal(t, int64(-9223372036854775808), s.Big)
	assert.InDelta(t, 1.0, s.Ratio, 0)
	assert.True(t, *s.On)
	assert.Equal(t, map[string]string{"query": "1", "when": "2024-01-01", "answer": "yes"}, s.Metadata)
	assert.Equal(t, int32(0), *s.Profiles["gpu"].Min)
	assert.Equal(t, []string{"a", "2"}, s.Profiles["gpu"].Words)
	assert.Equal(t, map[string]any{
		"i": int64(7), "huge": json.Number("99999999999999999999"), "neg": json.Number("-9223372036854775809"),
		"u": json.Number("9223372036854775808"), "f": 1.5, "s": "7", "n": nil, "l": []any{true},
	}, s.Any)
	assert.Equal(t, "v", s.Node.Content[1].Value)
	assert.Equal(t, "text", s.Plain.Value)
	assert.Equal(t, seconds(15), *s.Interval)
}

func TestDecodeTakesNullForAbsent(t *testing.T) {
	s, problems := decode(t, "minReplicas: null\nmetadata:\nwords: ~\nprofiles: {gpu: }\nany: null\nbig:\ninterval:\nnode:\n")
	require.Empty(t, problems)
	assert.Equal(t, spec{Profiles: map[string]*spec{"gpu": nil}}, s)
}

func TestDecodeDistinguishesEmptyFromAbsent(t *testing.T) {
	s, problems := decode(t, "metadata: {}\nwords: []\n")
	require.Empty(t, problems)
	assert.NotNil(t, s.Metadata)
	assert.NotNil(t, s.Words)
	assert.Nil(t, s.Profiles)
}

func TestDecodeReports(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"an unknown field near a known one", "minReplica: 1", `spec.minReplica: unknown field; did you mean "minReplicas"?`},
		{"an unknown field near nothing", "profiles: {gpu: {xyzzyplugh: 1}}", `spec.profiles.gpu.xyzzyplugh: unknown field; known fields: minReplicas, big,`},
		{"the wrong case", "minreplicas: 1", `spec.minreplicas: unknown field; did you mean "minReplicas"?`},
		{"a duplicate key", "big: 1\nratio: 2\nbig: 3", "spec.big: is set twice, on lines 1 and 3; keep one of the two"},
		{"a word for a number", "minReplicas: ten", `spec.minReplicas: must be an integer, not "ten" (a string)`},
		{"a quoted number", `minReplicas: "3"`, `spec.minReplicas: must be an integer, not "3" (a string); use 3 without quotes`},
		{"a whole float", "minReplicas: 3.0", "spec.minReplicas: must be an integer, not 3.0 (a number)"},
		{"beyond int32", "minReplicas: 2147483648", "spec.minReplicas: 2147483648 is out of range: must be from -2147483648 to 2147483647"},
		{"beyond int64", "big: -9223372036854775809", "spec.big: -9223372036854775809 is out of range: must be from -9223372036854775808 to 9223372036854775807"},
		{"a number for a string", "metadata: {query: 70}", `spec.metadata.query: must be a string, not 70 (an integer); quote it: "70"`},
		{"a boolean for a string", "words: [true]", `spec.words[0]: must be a string, not true (a boolean); quote it: "true"`},
		{"a YAML 1.1 boolean", "enabled: yes", `spec.enabled: must be true or false, not "yes" (a string); use true`},
		{"a list for an object", "metadata: [a]", "spec.metadata: must be an object, not a list"},
		{"an object for a list", "words: {a: b}", "spec.words: must be a list, not an object"},
		{"a scalar for a struct", "profiles: {gpu: 1}", "spec.profiles.gpu: must be an object, not an integer"},
		{"not a number", "ratio: .nan", "spec.ratio: must be a number, not .nan (a number)"},
		{"infinity of any type", "any: .inf", "spec.any: must be a value that JSON supports, not .inf (a number)"},
		{"null in a list", "words: [~]", "spec.words[0]: has no value; give it one, or remove it"},
		{"null in a map", "metadata: {query: }", "spec.metadata.query: has no value; give it one, or remove it"},
		{"a number as key", "metadata: {1: a}", `spec.metadata: the key 1 (an integer) is not a string; quote it: "1"`},
		{"a list as key", "metadata: {[a]: b}", "spec.metadata: the key a list is not a string"},
		{"a merge key", "metadata: {<<: {a: b}}", "spec.metadata: the merge key << is not supported; replace it with its fields"},
		{"a merge key in a node", "node: {<<: {a: b}}", "spec.node: the merge key << is not supported; replace it with its fields"},
		{"an alias within itself", "any: &a [*a]", "spec.any[0]: the alias *a contains itself"},
		{"a key with dots", "metadata: {a.b/c: 1}", `spec.metadata[a.b/c]: must be a string, not 1 (an integer); quote it: "1"`},
		{"a custom syntax", "interval: 3s", "spec.interval: must be 15s"},
		{"an unknown tag", "any: !foo bar", "spec.any: must be a value that JSON supports, not bar (a value with a custom tag)"},
		{"a hidden field", "Hidden: x", "spec.Hidden: unknown field"},
		{"an unexported field", "unseen: x", "spec.unseen: unknown field"},
		{"a Go type YAML has no value for", "impossible: 1", "spec.impossible: cannot be decoded into a chan int"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, got := decode(t, tt.text)
			require.Len(t, got, 1)
			assert.True(t, strings.HasPrefix(got[0], tt.want), "%s", got[0])
		})
	}
}

func TestDecodeReportsAllAtOnceAndSetsTheRest(t *testing.T) {
	s, got := decode(t, "minReplicas: ten\nnope1234567: 1\nbig: 5\nmetadata: {a: 1, b: ok}\nnumbers: {a: x, b: 2}\n")
	assert.Len(t, got, 4)
	assert.Nil(t, s.Min, "a zero must not stand for what could not be read")
	assert.Equal(t, int64(5), s.Big)
	assert.Equal(t, map[string]string{"b": "ok"}, s.Metadata)
	assert.Equal(t, map[string]int32{"b": 2}, s.Numbers)
}

func TestDecodeBoundsItsWork(t *testing.T) {
	bomb := "b0: &b0 [x, x]\n"
	for i := range 30 {
		bomb += fmt.Sprintf("b%d: &b%d [*b%d, *b%d]\n", i+1, i+1, i, i)
	}
	node, problems := strictyaml.Parse(bomb, "")
	require.Empty(t, problems)
	var into any
	got := strictyaml.Decode(node, "p", &into)
	require.Len(t, got, 1)
	assert.Contains(t, got[0].Message, "too large")

	node, problems = strictyaml.Parse(strings.Repeat("[", 300)+strings.Repeat("]", 300), "")
	require.Empty(t, problems)
	got = strictyaml.Decode(node, "p", &into)
	require.Len(t, got, 1)
	assert.Contains(t, got[0].Message, "nested more than 200 levels")

	node, problems = strictyaml.Parse(strings.Repeat("[", 100)+strings.Repeat("]", 100), "")
	require.Empty(t, problems)
	assert.Empty(t, strictyaml.Decode(node, "p", &into))
}

func TestDecodeCopiesTargetsOfAliases(t *testing.T) {
	s, problems := decode(t, "node: &n {k: [v]}\nplain: *n\n")
	require.Empty(t, problems)
	s.Node.Content[1].Content[0].Value = "changed"
	assert.Equal(t, "v", s.Plain.Content[1].Content[0].Value)
	assert.Empty(t, s.Node.Anchor)
}

func TestDecodeOfBrokenTrees(t *testing.T) {
	loop := &yaml.Node{Kind: yaml.SequenceNode}
	loop.Content = []*yaml.Node{loop, loop}
	tests := []struct {
		name string
		node *yaml.Node
		want string
	}{
		{"nil", nil, ""},
		{"zero", &yaml.Node{}, ""},
		{"an empty document", &yaml.Node{Kind: yaml.DocumentNode}, ""},
		{"no kind", &yaml.Node{Value: "x"}, "is not a YAML value"},
		{"an alias of nothing", &yaml.Node{Kind: yaml.AliasNode, Value: "x"}, "has no target"},
		{"an odd mapping of nils", &yaml.Node{Kind: yaml.MappingNode, Content: []*yaml.Node{nil, nil, nil}}, "the key null is not a string"},
		{"nil in a list", &yaml.Node{Kind: yaml.SequenceNode, Content: []*yaml.Node{nil}}, ""},
		{"a list within itself", loop, "nested"},
		{"an invalid number", &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!int", Value: "x"}, "must be an integer"},
		{"an invalid boolean", &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!bool", Value: "x"}, "must be a value"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var into any
			got := strictyaml.Decode(tt.node, "p", &into)
			if tt.want == "" {
				assert.Empty(t, got)
				return
			}
			require.NotEmpty(t, got)
			assert.Contains(t, got[0].Message, tt.want)
		})
	}
}

func TestDecodeIntoUnsettableValues(t *testing.T) {
	node, _ := strictyaml.Parse("a: b", "")
	assert.Len(t, strictyaml.Decode(node, "p", nil), 1)
	assert.Len(t, strictyaml.Decode(node, "p", spec{}), 1)
	assert.Len(t, strictyaml.Decode(node, "p", (*spec)(nil)), 1)
	assert.Len(t, strictyaml.Decode(node, "p", new(map[int]string)), 1)
	assert.Len(t, strictyaml.Decode(node, "p", new(error)), 1)
}

// A path that is too long to read is cut.
func TestDeepPathsAreCut(t *testing.T) {
	node, problems := strictyaml.Parse(strings.Repeat("{a: ", 5000)+"1"+strings.Repeat("}", 5000), "")
	require.Empty(t, problems)
	var into map[string]any
	problems = strictyaml.Decode(node, "spec", &into)
	require.Len(t, problems, 1)
	assert.Less(t, len(problems[0].Path), 80)
	assert.Equal(t, "is nested more than 200 levels deep", problems[0].Message)
}

func TestPlaceholdersAreDistinguished(t *testing.T) {
	node, problems := strictyaml.Parse("minReplicas: ${MIN:=3}", "p")
	require.Empty(t, problems)
	var s spec
	problems = strictyaml.Decode(node, "p", &s)
	require.Len(t, problems, 1)
	assert.Equal(t, "set the value; it is needed before another tool replaces the placeholder", problems[0].Hint)
}
