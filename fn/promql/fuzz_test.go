package promql_test

import (
	"testing"

	"modelhost.dev/scale-modelhosts/fn/promql"
	"modelhost.dev/scale-modelhosts/fn/timelimit"
)

// FuzzQuery calls every method of each query that parses, within timelimit.PerInput.
func FuzzQuery(f *testing.F) {
	for _, query := range large {
		for _, n := range []int{1, 3, 40} {
			f.Add(query(n))
		}
	}
	for _, query := range []string{"", "x or vector(0)", `x{a=~"(a|b)+"}`, "x[1m:]", "-(-x)", `label_replace(x, "a", "$1", "b", "(.*)")`} {
		f.Add(query)
	}
	f.Fuzz(func(t *testing.T, text string) {
		timelimit.Run(t, timelimit.PerInput, func() {
			if q, err := promql.Parse(text); err == nil {
				ask(q)
			}
		})
	})
}
