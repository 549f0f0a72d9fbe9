package rule

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// A query that is too large is reported as not checked.
func TestQueryProblemOfALargeQuery(t *testing.T) {
	message, hint := queryProblem("sum(x)" + strings.Repeat(" or sum(x)", 10_000))
	assert.Equal(t, "not checked: the query is too large: 100006 bytes, the maximum is 65536", message)
	assert.Equal(t, tooLargeHint, hint)
}
