package promql_test

import (
	"fmt"
	"strings"
	"testing"
	"text/tabwriter"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/fn/signal"
	oracle "modelhost.dev/scale-modelhosts/testdata/oracle/promql"
)

// TestScenarios tests that every built-in query, rendered with every setting that affects it,
// reads the right value in every scenario for it, and prints the required and the actual
// values: go test -v -run TestScenarios
func TestScenarios(t *testing.T) {
	for _, s := range signal.BuiltIn() {
		t.Run(s.Name, func(t *testing.T) {
			var always, sleepy []oracle.Query
			for _, v := range variants(s) {
				always, sleepy = append(always, awake(t, hosts[0], v, s)), append(sleepy, asleep(t, hosts[0], v, s))
			}
			t.Log(readings(t, s, always) + readings(t, s, sleepy))
		})
	}
}

// readings returns a table of scenarios by settings, with what each query reads.
func readings(t *testing.T, s signal.Entry, queries []oracle.Query) string {
	var text strings.Builder
	table := tabwriter.NewWriter(&text, 0, 0, 2, ' ', 0)
	fmt.Fprintf(table, "\n%s, %s\tmust read%s", s.Name, replicas(queries[0]), byCallers(s))
	for _, v := range variants(s) {
		fmt.Fprintf(table, "\t%s", v.name)
	}
	concerned := 0
	for _, scenario := range oracle.Scenarios() {
		if !scenario.Concerns(queries[0]) {
			continue
		}
		concerned++
		fmt.Fprintf(table, "\n%s\t%s", scenario.Name, must(scenario, queries[0]))
		for i, q := range queries {
			got, err := scenario.Check(t, q)
			assert.NoError(t, err, "%s, %s:\n%s", scenario.Name, variants(s)[i].name, q.Query)
			fmt.Fprintf(table, "\t%s", got)
		}
	}
	require.GreaterOrEqual(t, concerned, 2, "no scenarios for:\n%s", queries[0].Query)
	require.NoError(t, table.Flush())
	return text.String() + "\n"
}

func replicas(q oracle.Query) string {
	if q.ActivationThreshold != "" {
		return "from zero"
	}
	return "from 1"
}

func byCallers(s signal.Entry) string {
	if strings.Contains(s.Query, "istio") {
		return " (all | gateway | mesh)"
	}
	return ""
}

func must(s oracle.Scenario, q oracle.Query) string {
	switch {
	case s.Lost && !q.IgnoreNullValues:
		return "an error: lost"
	case strings.HasPrefix(s.Metric, "istio"):
		return fmt.Sprintf("%v | %v | %v", s.All, s.Gateway, s.Mesh)
	}
	return s.All.String()
}

// TestBuiltinSignals tests hosts with any name: their queries read only their own series. The
// first host is TestScenarios'.
func TestBuiltinSignals(t *testing.T) {
	t.Log("Prometheus", oracle.Version)
	for _, s := range signal.BuiltIn() {
		for _, host := range hosts[1:] {
			q := awake(t, host, variants(s)[0], s)
			assert.Empty(t, failures(t, q), "%s of %s:\n%s", s.Name, host, q.Query)
			if s.OutsidePod {
				q = asleep(t, host, variants(s)[0], s)
				assert.Empty(t, failures(t, q), "%s of %s, from zero:\n%s", s.Name, host, q.Query)
			}
		}
	}
}
