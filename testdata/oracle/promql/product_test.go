package promql_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/signal"
	oracle "modelhost.dev/scale-modelhosts/testdata/oracle/promql"
)

// hosts have names of every sort: with a neighbour, with dots, cut in their pods' names.
var hosts = []oracle.Query{
	{Kind: "Deployment", Workload: "prt-depl-modelhost-llama"},
	{Kind: "Deployment", Workload: "prt-depl-modelhost-llama-2"},
	{Kind: "Deployment", Workload: "prt-depl-modelhost-llama.3.1"},
	{Kind: "Deployment", Workload: "prt-depl-modelhost-" + strings.Repeat("a", 24)},
	{Kind: "Deployment", Workload: "prt-depl-modelhost-" + strings.Repeat("a", 28)},
	{Kind: "Deployment", Workload: "prt-depl-modelhost-" + strings.Repeat("a", 40)},
	{Kind: "StatefulSet", Workload: "prt-depl-modelhost-llama"},
}

// Every built-in query reads right, for every host.
func TestBuiltinSignals(t *testing.T) {
	t.Log("Prometheus", oracle.Version)
	for _, s := range signal.Builtin() {
		for _, host := range hosts {
			q := host
			q.Namespace, q.Service = "ns", strings.Replace(host.Workload, "-depl-", "-svc-", 1)
			q.IgnoreNullValues = *s.IgnoreNullValues
			check(t, s.Name, filled(t, s.Query, q, ""))
			check(t, s.Name, filled(t, s.Query, q, "exported_"))
			if s.OutsidePod {
				q.Wakes = true
				check(t, s.Name+", wake", filled(t, s.WakeQuery, q, ""))
			}
		}
	}
}

func check(t *testing.T, name string, q oracle.Query) {
	t.Run(name+" of "+q.Kind+" "+q.Workload, func(t *testing.T) {
		require.True(t, slices.ContainsFunc(oracle.Scenarios(), func(s oracle.Scenario) bool { return s.Concerns(q) }), "no scenario for:\n%s", q.Query)
		assert.Empty(t, failures(t, q), q.Query)
	})
}

// filled is the query as the function writes it, with the default settings but
// for the prefix of Prometheus's labels for namespace and pod.
func filled(t *testing.T, template string, q oracle.Query, labels string) oracle.Query {
	t.Helper()
	query, unknown, empty := signal.Values{
		"namespace": q.Namespace, "deployment": q.Workload, "service": q.Service,
		"pod-regex": signal.PodRegex(q.Kind, q.Workload),
		"pod-label": labels + "pod", "namespace-label": labels + "namespace",
		"window": config.DefaultWindow.Window(), "window-seconds": strconv.Itoa(int(config.DefaultWindow)),
	}.Fill(template)
	require.Empty(t, unknown)
	require.Empty(t, empty)
	q.Query = query
	return q
}
