package rule

import (
	"slices"
	"strings"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/parser"

	"modelhost.dev/scale-modelhosts/fn/signal"
)

// formulaFails compiles and runs a formula as KEDA's webhook does, with every name a
// number and the outcome made one, and returns why that fails; "" where it does not.
func (s *subject) formulaFails(formula string) string {
	if strings.TrimSpace(formula) == "" {
		return ""
	}
	names := map[string]float64{}
	for _, t := range s.Spec.Triggers {
		if t.Name != "" && !signal.IsResource(t.Type) {
			names[t.Name] = -1
		}
	}
	program, err := expr.Compile(asNumber(formula), expr.Env(names))
	if err == nil {
		_, err = expr.Run(program, names)
	}
	if err == nil {
		return ""
	}
	reason, _, _ := strings.Cut(err.Error(), "\n")
	return reason
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
	v := &names{local: map[string]bool{"$env": true}}
	ast.Walk(&tree.Node, v)
	return slices.DeleteFunc(v.all, func(name string) bool { return v.local[name] })
}

// names collects the names of a formula, and those that it defines itself.
type names struct {
	all   []string
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
	if !slices.Contains(v.all, name) {
		v.all = append(v.all, name)
	}
}
