package fn_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/stretchr/testify/require"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/krm"
)

// parse reads a stream of YAML documents, with their comments.
func parse(stream string) ([]*yaml.RNode, error) {
	decoder := yaml.NewDecoder(strings.NewReader(stream))
	var items []*yaml.RNode
	for {
		var n yaml.Node
		if err := decoder.Decode(&n); errors.Is(err, io.EOF) {
			return items, nil
		} else if err != nil {
			return nil, err
		}
		items = append(items, yaml.NewRNode(&n))
	}
}

func mustParse(t require.TestingT, stream string) []*yaml.RNode {
	items, err := parse(stream)
	require.NoError(t, err)
	return items
}

// text returns an item as YAML.
func text(item *yaml.RNode) string {
	if item == nil || item.YNode() == nil {
		return ""
	}
	var out bytes.Buffer
	encoder := yaml.NewEncoder(&out)
	if err := encoder.Encode(item.YNode()); err != nil {
		return err.Error()
	}
	return out.String()
}

func texts(items []*yaml.RNode) []string {
	all := make([]string, len(items))
	for i, item := range items {
		all[i] = text(item)
	}
	return all
}

func stream(items []string) string { return strings.Join(items, "---\n") }

// change is what the function changed in a package.
type change struct {
	removed         []string
	edited, created []string
	findings        string
}

// run runs the function and returns what changed. It checks for every run that kept items are the
// input's nodes in the input's order, that unedited items have the same text, and that errors leave
// everything unchanged.
func run(t require.TestingT, in krm.Input) (krm.Outcome, change) {
	before := texts(in.Items)
	place := map[*yaml.RNode]int{}
	for i, item := range in.Items {
		place[item] = i
	}
	out := fn.Run(in)
	c := change{findings: lines(out.Findings)}
	last, kept := -1, map[*yaml.RNode]bool{}
	for _, item := range out.Items {
		i, old := place[item]
		if !old {
			c.created = append(c.created, text(item))
			continue
		}
		require.Empty(t, c.created, "what is created comes last")
		require.Greater(t, i, last, "the order is kept")
		last, kept[item] = i, true
		if _, edited := out.Edited[item]; edited {
			c.edited = append(c.edited, text(item))
		} else {
			require.Equal(t, before[i], text(item), "what is not edited comes out as it came in")
		}
	}
	for _, item := range in.Items {
		if !kept[item] {
			c.removed = append(c.removed, describe(item))
		}
	}
	if out.Findings.HasErrors() {
		require.Equal(t, before, texts(in.Items), "errors leave the input as it was")
		require.Equal(t, len(before), len(out.Items))
		require.Empty(t, c.edited)
		require.Empty(t, c.created)
	}
	return out, c
}

func lines(findings finding.List) string {
	var b strings.Builder
	for _, f := range findings {
		fmt.Fprintln(&b, f)
	}
	return b.String()
}

func describe(item *yaml.RNode) string { return inventory.Describe(0, item).String() }

// again runs the function on its output, which must not change.
func again(t require.TestingT, in krm.Input, out krm.Outcome) {
	if out.Findings.HasErrors() {
		return
	}
	in.Items = slices.Clone(out.Items)
	before := texts(in.Items)
	second := fn.Run(in)
	require.False(t, second.Findings.HasErrors(), "a second run fails: %s", lines(second.Findings))
	require.Equal(t, stream(before), stream(texts(second.Items)), "a second run changes something")
	require.Empty(t, second.Edited)
}
