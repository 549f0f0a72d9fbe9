package explain

import (
	"maps"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	types "modelhost.dev/scale-modelhosts/fn/scaler"
)

// Words about keys that a scaler does not read would be about nothing.
func TestWordsAreAboutWhatKEDAReads(t *testing.T) {
	all := maps.Clone(scalers)
	for i, s := range []scaler{streamLag, streamPending} {
		all["redis-streams "+strconv.Itoa(i)] = s
	}
	for typ, s := range all {
		typ, _, _ = strings.Cut(typ, " ")
		known, ok := types.Find(typ)
		assert.True(t, ok, typ)
		keys := append([]string(nil), s.target...)
		for _, p := range s.parts {
			keys = append(keys, p.key)
		}
		for _, key := range keys {
			assert.NotEmpty(t, known.Called(key), "%s has no %s", typ, key)
		}
	}
}
