package promql_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	oracle "modelhost.dev/scale-modelhosts/testdata/oracle/promql"
)

func TestReadAsKEDADoes(t *testing.T) {
	const load = "load 15s\n  up{job=\"a\"} 1x40\n  up{job=\"b\"} 2x40\n"
	cases := map[string]struct {
		query  string
		strict bool // ignoreNullValues: "false"
		want   float64
		err    string
	}{
		"one series":         {query: `up{job="b"}`, want: 2},
		"several series":     {query: `up`, err: "the query gives 2 series"},
		"none":               {query: `gone`, want: 0},
		"none, strict":       {query: `gone`, strict: true, err: "the result is empty"},
		"NaN":                {query: `sum(up) / 0 - sum(up) / 0`, want: 0},
		"NaN, strict":        {query: `sum(up) / 0 - sum(up) / 0`, strict: true, err: "the result is empty"},
		"infinity":           {query: `sum(up) / 0`, want: 0},
		"scalar":             {query: `scalar(sum(up))`, err: "not a scalar"},
		"range vector":       {query: `up{job="a"}[1m]`, err: "not a matrix"},
		"syntax":             {query: `sum(up`, err: "unclosed left parenthesis"},
		"experimental":       {query: `sum(max_of(up, 1))`, err: "is not enabled"},
		"dot, escaped once":  {query: `up{job=~"a\.b"}`, err: "unknown escape sequence"},
		"dot, escaped twice": {query: `up{job=~"a\\.b"}`, want: 0},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got, err := oracle.Read(t, load, oracle.Query{Query: c.query, IgnoreNullValues: !c.strict}, 5*time.Minute)
			if c.err != "" {
				require.ErrorContains(t, err, c.err)
				return
			}
			require.NoError(t, err)
			assert.InDelta(t, c.want, got, 1e-9)
		})
	}
}
