package source

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"modelhost.dev/scale-modelhosts/fn/finding"
)

// matchByEach finds what Positions.Match should find, by looking at each position in turn.
func matchByEach(all []Position, r finding.Resource) (Position, bool) {
	all = slices.DeleteFunc(slices.Clone(all), func(s Position) bool {
		return TextAt(s.Node, "kind") != r.Kind || TextAt(s.Node, "apiVersion") != r.APIVersion
	})
	for _, fits := range []func(namespace, name string) bool{
		func(namespace, name string) bool { return name == r.Name && namespace == r.Namespace },
		func(_, name string) bool { return name == r.Name },
		func(_, name string) bool { return strings.Contains(r.Name, name) },
		func(string, string) bool { return true },
	} {
		found := slices.DeleteFunc(slices.Clone(all), func(s Position) bool {
			return !fits(TextAt(s.Node, "metadata", "namespace"), TextAt(s.Node, "metadata", "name"))
		})
		if len(found) > 0 {
			return found[0], len(found) == 1
		}
	}
	return Position{}, false
}

func TestMatchFindsWhatALinearSearchFinds(t *testing.T) {
	name := rapid.SampledFrom([]string{"", "a", "b", "ab", "ba", "aab", "x-ab-y"})
	kinds := rapid.SampledFrom([]string{"Deployment", "Service"})
	namespaces := rapid.SampledFrom([]string{"", "m", "n"})
	rapid.Check(t, func(t *rapid.T) {
		var text strings.Builder
		for range rapid.IntRange(0, 8).Draw(t, "objects") {
			fmt.Fprintf(&text, "---\napiVersion: v1\nkind: %s\nmetadata: {namespace: %q, name: %q}\n", kinds.Draw(t, "kind"), namespaces.Draw(t, "namespace"), name.Draw(t, "name"))
		}
		text.WriteString("---\n{broken\n")
		r := finding.Resource{APIVersion: "v1", Kind: kinds.Draw(t, "kind"), Namespace: namespaces.Draw(t, "namespace"), Name: name.Draw(t, "name")}
		places := PositionsOf(text.String())
		want, wanted := matchByEach(places.All, r)
		got, found := places.Match(r)
		assert.Equal(t, wanted, found)
		assert.Equal(t, want, got)
	})
}
