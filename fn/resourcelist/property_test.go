package resourcelist

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
	"sigs.k8s.io/kustomize/kyaml/yaml"
	other "sigs.k8s.io/yaml"

	"modelhost.dev/scale-modelhosts/fn"
	"modelhost.dev/scale-modelhosts/fn/drawn"
	"modelhost.dev/scale-modelhosts/fn/encoding"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/krm"
)

// objects returns the items of a list as sigs.k8s.io/yaml reads them, each as JSON; false if it
// cannot, or if the YAML library rejects the text.
func objects(text []byte) (items []string, ok bool) {
	out, err := other.YAMLToJSON(text)
	if err != nil {
		return nil, false
	}
	document, err := decode(yaml.NewDecoder(bytes.NewReader(text)))
	if err != nil || content(document) == nil {
		return nil, false
	}
	// A struct would also accept the field itemS.
	var list map[string]json.RawMessage
	var all []json.RawMessage
	if json.Unmarshal(out, &list) != nil || list["items"] != nil && json.Unmarshal(list["items"], &all) != nil {
		return nil, false
	}
	for _, item := range all {
		items = append(items, string(item))
	}
	return items, true
}

// TestListsKeepTheirValues compares the fast reader, the full parser and sigs.k8s.io/yaml: they
// read the same items, and after rendering the same as before, except for what it removed.
func TestListsKeepTheirValues(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := []byte(drawn.Draw(t, rapid.Bool().Draw(t, "references")).List())
		before, ok := objects(text)
		if !ok {
			return
		}
		l, err := Read(text)
		if err != nil {
			return // it returned an error
		}
		wholly, err := readFull(text)
		require.NoError(t, err)
		require.Len(t, wholly.Items, len(before))
		for i, item := range wholly.Items {
			sees(t, before[i], item)
		}
		require.Len(t, l.codec.items, len(before))
		for i, p := range l.codec.items {
			if p.node != nil {
				sees(t, before[i], p.node)
			}
		}
		once, done := after(t, text, l, before)
		twice, doneToo := after(t, text, wholly, before)
		require.Equal(t, done, doneToo)
		require.Equal(t, once, twice, "the fast reader and the parser differ in what comes out")
	})
}

func sees(t *rapid.T, want string, item *yaml.RNode) {
	got, err := encoding.JSON(item.YNode())
	require.NoError(t, err)
	require.Equal(t, want, string(got))
}

// after runs the function on a list, and compares the output with the input.
func after(t *rapid.T, text []byte, l *List, before []string) (items []string, done bool) {
	untouched := map[*yaml.RNode][]byte{}
	for _, p := range l.codec.items {
		untouched[p.node] = p.text
	}
	run := fn.Run(krm.Input{Items: l.Items, FunctionConfig: l.FunctionConfig})
	var out bytes.Buffer
	require.NoError(t, l.Write(&out, run), "%s", text)
	items, ok := objects(out.Bytes())
	require.True(t, ok, "%s\n---\n%s", text, out.String())
	if run.Findings.HasErrors() {
		require.Equal(t, before, items)
		return items, false
	}
	var want []string
	for i, p := range l.codec.items {
		_, edited := run.Edited[p.node]
		switch {
		case p.node != nil && !slices.Contains(run.Items, p.node):
			require.Contains(t, before[i], "HorizontalPodAutoscaler")
		case edited:
			want = append(want, withoutReplicas(t, before[i]))
		default:
			want = append(want, before[i])
			if p.text != nil {
				require.Contains(t, out.String(), string(p.text))
			}
		}
	}
	require.GreaterOrEqual(t, len(items), len(want), "%s\n---\n%s", text, out.String())
	require.Equal(t, want, items[:len(want)], "%s\n---\n%s", text, out.String())
	for _, created := range items[len(want):] {
		require.Contains(t, created, `"kind":"ScaledObject"`)
	}
	again, err := Read(out.Bytes())
	require.NoError(t, err)
	var second bytes.Buffer
	require.NoError(t, again.Write(&second, fn.Run(krm.Input{Items: again.Items, FunctionConfig: again.FunctionConfig})))
	// Warnings about removed objects are reported once.
	_, first, _ := strings.Cut(out.String(), "\nitems:")
	_, then, _ := strings.Cut(second.String(), "\nitems:")
	require.Equal(t, first, then, "a second run changes something")
	return items, true
}

func withoutReplicas(t *rapid.T, object string) string {
	decoder := json.NewDecoder(strings.NewReader(object))
	decoder.UseNumber()
	var o map[string]any
	require.NoError(t, decoder.Decode(&o))
	if spec, ok := o["spec"].(map[string]any); ok && o["kind"] == "Deployment" {
		delete(spec, "replicas")
	}
	out, err := json.Marshal(o)
	require.NoError(t, err)
	return string(out)
}

// A rejected list whose items share aliases is written back unchanged.
func TestRejectedListsKeepTheirAliases(t *testing.T) {
	text := []byte(head + "items:\n- {kind: A, apiVersion: v1, a: &x {b: c}}\n- {kind: B, apiVersion: v1, a: *x}\n")
	before, ok := objects(text)
	require.True(t, ok)
	l, err := Read(text)
	require.NoError(t, err)
	var out bytes.Buffer
	require.NoError(t, l.Write(&out, krm.Outcome{Items: l.Items, Findings: finding.List{{Rule: "a-rule", Severity: finding.Error, Message: "no"}}}))
	items, ok := objects(out.Bytes())
	require.True(t, ok, out.String())
	require.Equal(t, before, items)
	require.Contains(t, out.String(), "a-rule")
}
