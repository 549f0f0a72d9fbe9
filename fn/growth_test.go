package fn_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/fn"
	"modelhost.dev/scale-modelhosts/fn/timelimit"
)

// Every trigger is looked up in the formula, and every name of the formula among the triggers.
func TestAFormulaOfManyTriggersIsJudgedInTime(t *testing.T) {
	const n = 2000
	for name, test := range map[string]struct {
		of, missing string // the names of the triggers, and of those in the formula
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
				found := fn.Judge(fn.Input{Items: items}).Findings
				assert.Len(t, append(found.Of("error"), found.Of("warning")...), test.findings)
			})
		})
	}
}
