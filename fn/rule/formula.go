package rule

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/expr-lang/expr"
)

// formulaValue compiles and runs a formula as KEDA's webhook does: with every name
// a number, and the outcome made one.
func (s *subject) formulaValue(formula string) {
	usable, _ := s.formulaVariables()
	if strings.TrimSpace(formula) == "" {
		return
	}
	err := evaluate(asNumber(formula), usable, longestFormula)
	switch {
	case errors.Is(err, errEndless):
		s.find(modifiersPath, fmt.Sprintf("the formula takes more than %s to compute", longestFormula), "write one without loops inside loops")
	case err != nil:
		reason, _, _ := strings.Cut(err.Error(), "\n")
		s.find(modifiersPath, fmt.Sprintf("the formula gives no number: %s in %s", reason, asNumber(formula)), "write one over the triggers' names, such as "+s.exampleFormula())
	}
}

// longestFormula is how long a formula may take. KEDA computes it at every poll; one
// without loops takes microseconds.
const longestFormula = 3 * time.Second

var errEndless = errors.New("takes too long")

// evaluate compiles and runs a formula in which every name is a number. Loops inside
// loops may run for years and cannot be stopped: after the longest time they are left
// behind, and errEndless is returned.
func evaluate(formula string, names []string, longest time.Duration) error {
	values := map[string]float64{}
	for _, name := range names {
		values[name] = -1
	}
	program, err := expr.Compile(formula, expr.Env(values))
	if err != nil {
		return err
	}
	done := make(chan error, 1)
	go func() {
		_, err := expr.Run(program, values)
		done <- err
	}()
	select {
	case err := <-done:
		return err
	case <-time.After(longest):
		return errEndless
	}
}

// asNumber is a formula whose outcome is a number, or with ?? nil where nothing is known.
func asNumber(formula string) string {
	switch {
	case strings.Contains(formula, "??"):
		return "let outcome = (" + formula + "); outcome == nil ? nil : float(outcome)"
	case strings.HasPrefix(formula, "float("):
		return formula
	}
	return "float(" + formula + ")"
}
