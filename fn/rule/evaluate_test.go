package rule

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"modelhost.dev/scale-modelhosts/fn/timelimit"
	"modelhost.dev/scale-modelhosts/fn/wake"
)

// slow takes seconds to evaluate; with another loop it would take hours.
const slow = "let x = 1..6000; float(sum(x, sum(x, # * 2)))"

func TestEvaluateAbandonsEndlessFormulas(t *testing.T) {
	timelimit.Run(t, timelimit.PerInput, func() {
		assert.ErrorIs(t, evaluate(slow, nil, 10*time.Millisecond), errTimeLimit)
	})
}

func TestEvaluateIsFastForLargeFormulas(t *testing.T) {
	timelimit.Run(t, timelimit.PerInput, func() {
		assert.NoError(t, evaluate(asNumber("gpu"+strings.Repeat(" + max([gpu, 2])", 1000)), []string{"gpu"}, maxFormulaTime))
	})
}

func FuzzFormula(f *testing.F) {
	for _, formula := range []string{"gpu", "gpu > 5 ? gpu : 1", "gpu ?? 0", "max([gpu, 2])", "count([gpu], # > 1)", "let x = gpu; x", "((", "1..9"} {
		f.Add(formula)
	}
	f.Fuzz(func(t *testing.T, formula string) {
		timelimit.Run(t, timelimit.PerInput, func() {
			_ = evaluate(asNumber(formula), []string{"gpu"}, maxFormulaTime)
			_, _ = wake.FormulaNames(formula)
		})
	})
}
