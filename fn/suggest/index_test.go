package suggest_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"modelhost.dev/scale-modelhosts/fn/suggest"
)

func TestIndexAgreesWithClosest(t *testing.T) {
	words := rapid.OneOf(
		rapid.StringMatching(`[a-c]{0,4}`),
		rapid.StringMatching(`[aA][bc]?[-_]?[ab]{0,9}`),
		rapid.StringMatching(`(prt-depl|svc)-[ab]{1,3}-[0-2]{1,4}`),
		rapid.StringMatching(`[äöé]{1,4}x`),
	)
	rapid.Check(t, func(t *rapid.T) {
		known := rapid.SliceOfN(words.Filter(func(w string) bool { return w != "" }), 0, 40).Draw(t, "known")
		word := words.Draw(t, "word")
		want, near := suggest.Closest(word, known)
		got, found := suggest.NewIndex(known).Closest(word)
		assert.Equal(t, near, found, "%q among %q", word, known)
		assert.Equal(t, want, got, "%q among %q", word, known)
	})
}

func TestIndexFindsATypoAmongThousands(t *testing.T) {
	var known []string
	for i := range 20_000 {
		known = append(known, fmt.Sprintf("prt-depl-modelhost-model-%05d", i))
	}
	index := suggest.NewIndex(known)
	for _, i := range []int{0, 9_999, 19_999} {
		near, ok := index.Closest(fmt.Sprintf("prt-depl-modelhost-modl-%05d", i))
		assert.True(t, ok)
		assert.Equal(t, known[i], near)
	}
}
