package rule

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// A query beyond the bounds is a finding that does not claim to know more.
func TestMisqueryOfATooLargeQuery(t *testing.T) {
	message, hint := misquery("sum(x)" + strings.Repeat(" or sum(x)", 10_000))
	assert.Equal(t, "not checked: the query is too large: 100006 bytes, the maximum is 65536", message)
	assert.Equal(t, tooLargeHint, hint)
}
