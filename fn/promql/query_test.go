package promql_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/fn/promql"
)

func TestParseRejectsWhatPrometheusRejects(t *testing.T) {
	tests := []struct{ name, query, wants string }{
		{"empty", "", "no expression"},
		{"an open bracket", "sum(m", "unclosed left parenthesis"},
		{"a selector of everything", "{}", "must contain at least one non-empty matcher"},
		{"a rate of no range", "rate(m)", "expected type range vector"},
		{"an invalid regular expression", `m{a=~"("}`, "error parsing regexp"},
		{"a single backslash", `m{a=~"x\.y"}`, "unknown escape sequence"},
		{"a placeholder left over", `m{a=$(b)}`, "unexpected character"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := promql.Parse(test.query)
			assert.ErrorContains(t, err, test.wants)
		})
	}
}

// A server may run with any feature flag, so all of them must parse.
func TestParseAcceptsAllFeatureFlags(t *testing.T) {
	for _, query := range []string{
		`m{a=~"x\\.y"}`,
		`sum(mad_over_time(m[5m]))`,
		`limitk(1, m)`,
		`sum(rate(m[1m + 30s]))`,
		`sum(m + fill (0) n)`,
	} {
		_, err := promql.Parse(query)
		assert.NoError(t, err, query)
	}
}

func TestIsVector(t *testing.T) {
	tests := []struct {
		name, query string
		vector      bool
		kind        string
	}{
		{"a selector", "m", true, "instant vector"},
		{"a sum", "sum(m)", true, "instant vector"},
		{"a range", "m[1m]", false, "range vector"},
		{"a number", "1", false, "scalar"},
		{"a vector made a number", "scalar(m)", false, "scalar"},
		{"a string", `"m"`, false, "string"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			q, err := promql.Parse(test.query)
			require.NoError(t, err)
			assert.Equal(t, test.vector, q.IsVector())
			assert.Equal(t, test.kind, q.TypeName())
		})
	}
}

func TestMetrics(t *testing.T) {
	q, err := promql.Parse(`sum(rate(b[1m])) / sum(a) + sum(b offset 1m) + sum({__name__="c"}) + sum({__name__=~"d.*"}) + sum({x="y"})`)
	require.NoError(t, err)
	assert.Equal(t, []string{"b", "a", "c"}, q.Metrics())
}
