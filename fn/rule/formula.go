package rule

import (
	"fmt"
	"strings"

	"github.com/expr-lang/expr"
)

// formulaValue compiles and runs a formula as KEDA's webhook does: with every name
// a number, and the outcome made one.
func (s *subject) formulaValue(formula string) {
	usable, _ := s.formulaVariables()
	if strings.TrimSpace(formula) == "" {
		return
	}
	names := map[string]float64{}
	for _, name := range usable {
		names[name] = -1
	}
	program, err := expr.Compile(asNumber(formula), expr.Env(names))
	if err == nil {
		_, err = expr.Run(program, names)
	}
	if err != nil {
		reason, _, _ := strings.Cut(err.Error(), "\n")
		s.find(modifiersPath, fmt.Sprintf("the formula gives no number: %s in %s", reason, asNumber(formula)), "write one over the triggers' names, such as "+s.exampleFormula())
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
