package explain

import (
	"testing"

	"github.com/stretchr/testify/assert"

	types "modelhost.dev/scale-modelhosts/fn/scaler"
)

// Words about keys that a scaler does not read would be about nothing.
func TestWordsAreAboutWhatKEDAReads(t *testing.T) {
	for typ, s := range scalers {
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
