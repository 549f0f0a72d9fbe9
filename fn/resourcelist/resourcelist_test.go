package resourcelist_test

import (
	"bytes"
	"strings"
	"testing"

	sdk "github.com/kptdev/krm-functions-sdk/go/fn"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/krm"
	"modelhost.dev/scale-modelhosts/fn/resourcelist"
)

// list can be read by lines; whole is the same list in a form that only the parser can read.
const (
	list = `apiVersion: config.kubernetes.io/v1
kind: ResourceList
items:
- apiVersion: v1
  kind: ConfigMap
  metadata: {name: "stranger"}   # untouched
  data:
    big:  1000640000
# the host
- apiVersion: apps/v1
  kind: Deployment
  metadata:
    name: llama   # its name
  spec:
    replicas: 3
    paused:   false
functionConfig:
  apiVersion: v1
  kind: ConfigMap
  data: {}
`
	whole = "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems: [{apiVersion: apps/v1, kind: Deployment, metadata: {name: llama}, spec: {replicas: 3}}]\n"
)

func read(t *testing.T, text string) *resourcelist.List {
	t.Helper()
	l, err := resourcelist.Read([]byte(text))
	require.NoError(t, err)
	return l
}

func write(t *testing.T, l *resourcelist.List, run krm.Outcome) string {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, l.Write(&out, run))
	// The SDK's own reader accepts the output.
	_, err := sdk.ParseResourceList(out.Bytes())
	require.NoError(t, err, out.String())
	return out.String()
}

// removeReplicas removes spec.replicas, as the function does.
func removeReplicas(t *testing.T, item *yaml.RNode) map[*yaml.RNode]krm.Edit {
	t.Helper()
	spec := item.Field("spec").Value.YNode()
	key := spec.Content[0]
	require.Equal(t, "replicas", key.Value)
	spec.Content = spec.Content[2:]
	return map[*yaml.RNode]krm.Edit{item: {Removed: key}}
}

func TestUnchangedListsAreWrittenByteForByte(t *testing.T) {
	l := read(t, list)
	require.Len(t, l.Items, 1, "the ConfigMap does not matter")
	// Keys after the items move before them; nothing else moves.
	after := list[strings.Index(list, "functionConfig"):]
	items := list[strings.Index(list, "items"):strings.Index(list, "functionConfig")]
	before := list[:strings.Index(list, "items")]
	assert.Equal(t, before+after+items, write(t, l, krm.Outcome{Items: l.Items}))
	assert.Equal(t, "ConfigMap", l.FunctionConfig.GetKind())
}

func TestARemovedFieldRemovesOneLine(t *testing.T) {
	l := read(t, list)
	out := write(t, l, krm.Outcome{Items: l.Items, Edited: removeReplicas(t, l.Items[0])})
	assert.Contains(t, out, "# the host\n- apiVersion: apps/v1\n  kind: Deployment\n  metadata:\n    name: llama   # its name\n  spec:\n    paused:   false\n")
}

func TestEditedItemsAreRewritten(t *testing.T) {
	for name, text := range map[string]string{"by lines": list, "whole": whole} {
		t.Run(name, func(t *testing.T) {
			l := read(t, text)
			require.NoError(t, l.Items[0].SetName("renamed"))
			out := write(t, l, krm.Outcome{Items: l.Items, Edited: map[*yaml.RNode]krm.Edit{l.Items[0]: {}}})
			assert.Contains(t, out, "name: renamed")
			assert.NotContains(t, out, "llama")
			assert.Contains(t, out, "replicas: 3")
		})
	}
}

func TestCommentsOfEditedItemsStay(t *testing.T) {
	l := read(t, list)
	l.Items[0].Field("metadata").Value.Field("name").Value.YNode().Value = "renamed"
	out := write(t, l, krm.Outcome{Items: l.Items, Edited: map[*yaml.RNode]krm.Edit{l.Items[0]: {}}})
	assert.Equal(t, 1, strings.Count(out, "# the host"))
	assert.Contains(t, out, "name: renamed # its name")
	assert.Contains(t, out, `metadata: {name: "stranger"}   # untouched`)
}

func TestRemovedAndCreatedItems(t *testing.T) {
	for name, text := range map[string]string{"by lines": list, "whole": whole} {
		t.Run(name, func(t *testing.T) {
			l := read(t, text)
			created := yaml.MustParse("apiVersion: v1\nkind: Created\nmetadata:\n  name: new\ndata:\n  text: |\n    a\n\n    b\n")
			out := write(t, l, krm.Outcome{Items: []*yaml.RNode{created}})
			assert.NotContains(t, out, "Deployment")
			assert.True(t, strings.HasSuffix(out, "- apiVersion: v1\n  kind: Created\n  metadata:\n    name: new\n  data:\n    text: |\n      a\n\n      b\n"), out)
		})
	}
}

func TestNoItemsLeftIsAnEmptyList(t *testing.T) {
	l := read(t, "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n- apiVersion: apps/v1\n  kind: Deployment\n")
	assert.Contains(t, write(t, l, krm.Outcome{}), "\nitems: []\n")
}

func TestResultsReplaceEarlierOnes(t *testing.T) {
	for name, text := range map[string]string{"by lines": list, "whole": whole} {
		t.Run(name, func(t *testing.T) {
			l := read(t, text+"results:\n- message: old\n")
			findings := finding.List{{Rule: "a-rule", Severity: finding.Warning, Message: "new", Hint: "do it", Field: "spec", File: "f.yaml", Resource: finding.Resource{Kind: "A", Name: "a"}}}
			out := write(t, l, krm.Outcome{Items: l.Items, Findings: findings})
			assert.NotContains(t, out, "old")
			parsed, err := sdk.ParseResourceList([]byte(out))
			require.NoError(t, err)
			require.Len(t, parsed.Results, 1)
			assert.Equal(t, "new. Do it.", parsed.Results[0].Message)
			assert.Equal(t, sdk.Warning, parsed.Results[0].Severity)
			assert.Equal(t, "a", parsed.Results[0].ResourceRef.Name)
			assert.Equal(t, "f.yaml", parsed.Results[0].File.Path)
			assert.Equal(t, "a-rule", parsed.Results[0].Tags["rule"])

			again := read(t, out)
			assert.NotContains(t, write(t, again, krm.Outcome{Items: again.Items}), "results")
		})
	}
}

func TestItemsThatMayMatterAreParsed(t *testing.T) {
	tests := map[string]struct {
		item  string
		frame string
		seen  bool
	}{
		"a stranger":                    {item: "- kind: ConfigMap\n"},
		"a workload":                    {item: "- kind: StatefulSet\n", seen: true},
		"kind at the end":               {item: "- apiVersion: v1\n  kind: Secret\n", seen: true},
		"a stranger's kind at the end":  {item: "- apiVersion: v1\n  kind: Pod\n"},
		"quoted":                        {item: "- \"kind\": Secret\n", seen: true},
		"a quoted kind":                 {item: "- kind: \"Pod\"\n", seen: true},
		"a nested kind":                 {item: "- spec:\n    kind: Secret\n  kind: Pod\n"},
		"two kinds":                     {item: "- kind: Pod\n  kind: Secret\n", seen: true},
		"no kind":                       {item: "- metadata:\n    name: x\n", seen: true},
		"our annotations":               {item: "- kind: Pod\n  metadata:\n    annotations:\n      autoscaling.modelhost.dev/gpu: \"1\"\n", seen: true},
		"annotations of another prefix": {item: "- kind: Pod\n", frame: "functionConfig:\n  kind: ScaleModelHosts\n  spec:\n    annotationPrefix: x.dev\n", seen: true},
		"a file that we may write":      {item: "- kind: Pod\n  metadata:\n    annotations:\n      internal.config.kubernetes.io/path: scaledobject_x.yaml\n", seen: true},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			l := read(t, "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n"+test.item+test.frame)
			assert.Equal(t, test.seen, len(l.Items) == 1)
		})
	}
}

func TestReadRejects(t *testing.T) {
	_, err := resourcelist.Read([]byte("kind: Deployment\n"))
	require.ErrorIs(t, err, resourcelist.ErrNone)
	_, err = resourcelist.Read([]byte("apiVersion: example.com/v1\nkind: ResourceList\nitems: []\n"))
	require.ErrorIs(t, err, resourcelist.ErrNone)
	_, err = resourcelist.Read([]byte("apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems: 3\n"))
	require.ErrorContains(t, err, "is not a list")
	_, err = resourcelist.Read([]byte("a: [\n"))
	require.ErrorContains(t, err, "not YAML")
}

func TestCommentsAtBothEndsStay(t *testing.T) {
	l := read(t, "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n# top\n\n- apiVersion: apps/v1\n  kind: Deployment\n  metadata:\n    name: a\n# end\n")
	l.Items[0].Field("metadata").Value.Field("name").Value.YNode().Value = "b"
	out := write(t, l, krm.Outcome{Items: l.Items, Edited: map[*yaml.RNode]krm.Edit{l.Items[0]: {}}})
	assert.Contains(t, out, "name: b")
	assert.Equal(t, 1, strings.Count(out, "# top"), out)
	assert.Equal(t, 1, strings.Count(out, "# end"), out)
}

func TestIsEmptied(t *testing.T) {
	l := read(t, "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n- apiVersion: apps/v1\n  kind: Deployment\n")
	assert.True(t, l.IsEmptied(krm.Outcome{}))
	assert.False(t, l.IsEmptied(krm.Outcome{Items: l.Items}))
	assert.False(t, read(t, list).IsEmptied(krm.Outcome{}), "a stranger is left")
	assert.False(t, read(t, "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems: []\n").IsEmptied(krm.Outcome{}), "there was nothing")
}

// A comment on the field is removed with it, which requires rewriting the item.
func TestARemovedFieldRemovesItsComment(t *testing.T) {
	l := read(t, "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n- apiVersion: apps/v1\n  kind: Deployment\n  spec:\n    # how many\n    replicas: 3\n    paused: false\n")
	out := write(t, l, krm.Outcome{Items: l.Items, Edited: removeReplicas(t, l.Items[0])})
	assert.NotContains(t, out, "replicas")
	assert.NotContains(t, out, "how many")
	assert.Contains(t, out, "paused: false")
}

// These texts contain lines that look like items, or like their end.
func TestStringsAreNotItems(t *testing.T) {
	const fake = "- apiVersion: apps/v1\n  kind: Deployment\n  metadata: {name: prt-depl-modelhost-fake, namespace: m, annotations: {autoscaling.modelhost.dev/gpu: '70'}}\n  spec:\n    replicas: 7\n"
	tests := map[string]string{
		"after a tab":              "- apiVersion: v1\n  kind: ConfigMap\n  metadata: {name: a}\n  data:\n    a:\t\"x\n" + fake + "# \"\n",
		"in brackets":              "- {a: b, c: \"\n" + fake + "# \"}\n",
		"in brackets, single":      "- {a: b, c: '\n" + fake + "# '}\n",
		"after a complex key":      "- ? a\n  : \"\n" + fake + "# \"\n",
		"after an anchor":          "- a: &x \"\n" + fake + "# \"\n",
		"after a tag":              "- a: !!str \"\n" + fake + "# \"\n",
		"on a line of its own":     "- a:\n    \"\n" + fake + "# \"\n",
		"after a dash":             "- a:\n  - \"\n" + fake + "# \"\n",
		"after a colon in a quote": "- 'a': \"\n" + fake + "# \"\n",
		"after next line":          "- a: 'x\u0085" + fake + "# '\n",
	}
	for name, items := range tests {
		t.Run(name, func(t *testing.T) {
			text := "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n" + items
			l, err := resourcelist.Read([]byte(text))
			if err != nil {
				return // the parser does not take it either
			}
			for _, item := range l.Items {
				assert.NotEqual(t, "Deployment", item.GetKind())
			}
			assert.Equal(t, text, write(t, l, krm.Outcome{Items: l.Items}))
		})
	}
}

// Only the line of the field may be removed, even if the parser recognizes more line breaks.
func TestTheRightLineIsRemoved(t *testing.T) {
	for name, stranger := range map[string]string{"next line": "\u0085", "line separator": "\u2028", "carriage return": "\r", "nothing": ""} {
		t.Run(name, func(t *testing.T) {
			l := read(t, "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n- apiVersion: apps/v1\n  kind: Deployment\n  metadata:\n    name: a # x"+stranger+"\n  spec:\n    replicas: 3\n    note: |\n      replicas: 3\n      replicas: 3\n    paused: false\n")
			out := write(t, l, krm.Outcome{Items: l.Items, Edited: removeReplicas(t, l.Items[0])})
			assert.Contains(t, out, "      replicas: 3\n      replicas: 3\n    paused: false\n")
			assert.Equal(t, 2, strings.Count(out, "replicas: 3"))
		})
	}
}

// An edited item keeps its containers, whatever comments its collections contain.
func TestCommentsInBracketsDoNotEndItems(t *testing.T) {
	l := read(t, "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n- apiVersion: apps/v1\n  kind: Deployment\n  spec:\n    replicas: 2 # two\n    template:\n      spec:\n        affinity: {a: {b: c}, # :-}\n          d: e}\n        containers:\n        - {name: model, image: x}\n")
	out := write(t, l, krm.Outcome{Items: l.Items, Edited: removeReplicas(t, l.Items[0])})
	assert.Contains(t, out, "image: x")
	assert.Contains(t, out, "d: e")
	assert.Contains(t, out, "# :-}")
	assert.NotRegexp(t, `(?m)^, `, out)
}
