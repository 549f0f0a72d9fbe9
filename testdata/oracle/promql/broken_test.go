package promql_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/fn/signal"
	oracle "modelhost.dev/scale-modelhosts/testdata/oracle/promql"
)

// breaks lists common mistakes in queries.
var breaks = []struct {
	name string
	of   func(query string) string
}{
	{"every pod", replace(`pod=~"[^"]*"`, `pod=~".+"`)},
	{"pods whose names begin alike", replace(`pod=~"(prt-depl-modelhost-llama)[^"]*"`, `pod=~"$1-.*"`)},
	{"GPU by GPU", replace(`avg by \([^)]*\) \(`, `(`)},
	{"Services whose names begin alike", replace(`destination_service="([^"]*)\.ns\.svc[^"]*"`, `destination_service=~"$1.*"`)},
	{"all reports", replace(`reporter=~?"[^"]*", `, "")},
	{"the servers' reports", replace(`reporter=~?"[^"]*"`, `reporter="destination"`)},
	{"all answers", replace(`, response_flags!="UH"`, "")},
	{"rate at zero", replace(`(?s)^.*\n  or (istio_requests_total\{[^}]*\}).*$`, `sum(rate($1[2m]))`)},
	{"less than two scrapes", replace(`\[2m\]`, `[1m]`)},
	{"resets subtracted", replace(`(rate|increase)\(`, `delta(`)},
	{"another unit", replace(`(?s)^(.*)$`, `1000 * ($1)`)},
	{"never zero", replace(`(?s)^(.*)$`, `($1) > 0 or vector(1)`)},
	{"never forgotten", replace(`(?s)^(.*)$`, `max_over_time(($1)[1h:15s])`)},
	{"two series", replace(`(?s)^(.*)$`, `($1) or label_replace($1, "again", "yes", "", "")`)},
}

func replace(pattern, by string) func(string) string {
	return func(query string) string { return regexp.MustCompile(pattern).ReplaceAllString(query, by) }
}

// TestScenariosCatchBrokenQueries tests that every scenario detects a broken variant of a
// rendered query, and prints which: go test -v -run TestScenariosCatch
func TestScenariosCatchBrokenQueries(t *testing.T) {
	caught := map[string][]string{}
	for _, s := range signal.BuiltIn() {
		for _, q := range []oracle.Query{awake(t, hosts[0], variants(s)[0], s), asleep(t, hosts[0], variants(s)[0], s)} {
			catch(t, q, caught)
		}
	}
	var text strings.Builder
	table := tabwriter.NewWriter(&text, 0, 0, 2, ' ', 0)
	fmt.Fprint(table, "\nscenario\tcatches")
	for _, s := range oracle.Scenarios() {
		assert.NotEmpty(t, caught[key(s)], "no broken query fails %s", s.Name)
		fmt.Fprintf(table, "\n%s\t%s", key(s), strings.Join(caught[key(s)], ", "))
	}
	require.NoError(t, table.Flush())
	t.Log(text.String())
	for _, b := range breaks {
		assert.True(t, slices.ContainsFunc(oracle.Scenarios(), func(s oracle.Scenario) bool { return slices.Contains(caught[key(s)], b.name) }), b.name)
	}
}

// catch records by scenario the breaks that it detects in a query.
func catch(t *testing.T, q oracle.Query, caught map[string][]string) {
	for _, b := range breaks {
		broken := q
		broken.Query = b.of(q.Query)
		if broken.Query == q.Query {
			continue
		}
		for _, s := range oracle.Scenarios() {
			if !s.Concerns(q) || slices.Contains(caught[key(s)], b.name) {
				continue
			}
			if _, err := s.Check(t, broken); err != nil {
				caught[key(s)] = append(caught[key(s)], b.name)
			}
		}
	}
}

// key distinguishes scenarios with the same name.
func key(s oracle.Scenario) string {
	return strings.TrimSuffix(s.Name+" "+strings.TrimSuffix(s.Part, ","), " ")
}

func TestScenariosHaveNames(t *testing.T) {
	var keys []string
	for _, s := range oracle.Scenarios() {
		keys = append(keys, key(s))
		assert.NotEmpty(t, s.At, s.Name)
	}
	slices.Sort(keys)
	assert.Equal(t, slices.Compact(slices.Clone(keys)), keys)
}
