package rule

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/parser"

	"modelhost.dev/scale-modelhosts/fn/signal"
)

// formulaFails compiles and runs a formula as KEDA's webhook does, with every name a
// number and the outcome made one, and returns why that fails; "" where it does not.
func (s *pass) formulaFails(formula string) string {
	if strings.TrimSpace(formula) == "" {
		return ""
	}
	names := []string{}
	for _, t := range s.Spec.Triggers {
		if t.Name != "" && !signal.IsResource(t.Type) {
			names = append(names, t.Name)
		}
	}
	err := evaluate(asNumber(formula), names, longestFormula)
	switch {
	case err == nil:
		return ""
	case errors.Is(err, errEndless):
		return fmt.Sprintf("it takes more than %s to compute", longestFormula)
	}
	reason, _, _ := strings.Cut(err.Error(), "\n")
	return reason
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

// asNumber returns a formula whose outcome is a number, or with ?? nil where nothing is known.
func asNumber(formula string) string {
	switch {
	case strings.Contains(formula, "??"):
		return "let outcome = (" + formula + "); outcome == nil ? nil : float(outcome)"
	case strings.HasPrefix(formula, "float("):
		return formula
	}
	return "float(" + formula + ")"
}

// variables returns the names in a formula that must be triggers', in its order; none
// where it does not parse. The parser is KEDA's.
func variables(formula string) []string {
	tree, err := parser.Parse(formula)
	if err != nil {
		return nil
	}
	v := &names{seen: map[string]bool{}, local: map[string]bool{"$env": true}}
	ast.Walk(&tree.Node, v)
	return slices.DeleteFunc(v.all, func(name string) bool { return v.local[name] })
}

// names collects the names of a formula, and those that it defines itself.
type names struct {
	all   []string
	seen  map[string]bool
	local map[string]bool
}

// Visit is called for each node, the inner ones first.
func (v *names) Visit(node *ast.Node) {
	switch n := (*node).(type) {
	case *ast.VariableDeclaratorNode:
		v.local[n.Name] = true
	case *ast.CallNode:
		if callee, ok := n.Callee.(*ast.IdentifierNode); ok {
			v.local[callee.Value] = true // It is a function's.
		}
	case *ast.MemberNode:
		property, named := n.Property.(*ast.StringNode)
		if env, ok := n.Node.(*ast.IdentifierNode); ok && named && env.Value == "$env" {
			v.add(property.Value)
		}
	case *ast.IdentifierNode:
		v.add(n.Value)
	}
}

func (v *names) add(name string) {
	if !v.seen[name] {
		v.seen[name] = true
		v.all = append(v.all, name)
	}
}
