package fn_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/fn"
	"modelhost.dev/scale-modelhosts/fn/krm"
	"modelhost.dev/scale-modelhosts/fn/timelimit"
)

// Every trigger is looked up in the formula, and every name of the formula among the triggers.
func TestFormulasWithManyTriggersAreFast(t *testing.T) {
	const n = 2000
	for name, test := range map[string]struct {
		of, missing string // formats of the triggers' names, and of those in the formula
		findings    int
	}{
		"as they are":  {"t%04d", "t%04d", 0},
		"named nearly": {"t%04d", "tt%04d", 2 * n},
	} {
		t.Run(name, func(t *testing.T) {
			var terms []string
			var b strings.Builder
			for i := range n {
				terms = append(terms, fmt.Sprintf(test.missing, i))
				fmt.Fprintf(&b, "  - {type: prometheus, name: "+test.of+", metadata: {serverAddress: 'http://p:9090', query: sum(x), threshold: '5'}}\n", i)
			}
			items, err := parse("apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: {name: s, namespace: models}\nspec:\n" +
				"  scaleTargetRef: {name: w}\n  minReplicaCount: 1\n" +
				"  advanced: {scalingModifiers: {target: '5', formula: " + strings.Join(terms, " + ") + "}}\n  triggers:\n" + b.String())
			require.NoError(t, err)
			timelimit.Run(t, 5*time.Second, func() {
				found := fn.Check(krm.Input{Items: items}).Findings
				assert.Len(t, append(found.Of("error"), found.Of("warning")...), test.findings)
			})
		})
	}
}

// Each finding names at most ten other hosts, however many match the same requests.
func TestManyHostsWithTheSameRequestsAreFast(t *testing.T) {
	const n = 600
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `apiVersion: apps/v1
kind: Deployment
metadata: {name: h%[1]d, namespace: models, annotations: {autoscaling.modelhost.dev/http-concurrency: "8", autoscaling.modelhost.dev/http-hosts: a.example.com}}
spec: {template: {metadata: {labels: {app: h%[1]d}}, spec: {containers: [{name: model, image: x}]}}}
---
apiVersion: v1
kind: Service
metadata: {name: h%[1]d, namespace: models}
spec: {selector: {app: h%[1]d}, ports: [{port: 80}]}
---
`, i)
	}
	items := mustParse(t, b.String())
	timelimit.Run(t, 5*time.Second, func() {
		var shared []string
		for _, f := range fn.Check(krm.Input{Items: items}).Findings {
			if f.Rule == "http-host-shared" {
				shared = append(shared, f.Message)
			}
		}
		assert.Len(t, shared, n)
		assert.Contains(t, shared, "requests for a.example.com also match Deployment models/h0, Deployment models/h1, Deployment models/h2, "+
			"Deployment models/h3, Deployment models/h4, Deployment models/h5, Deployment models/h6, Deployment models/h7, Deployment models/h8, "+
			"Deployment models/h9 and 589 more; the interceptor uses the oldest route")
	})
}
