package wake

import (
	"slices"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/parser"
)

// FormulaNames returns the names in a formula that must be those of triggers, in the
// formula's order. The parser is KEDA's.
func FormulaNames(formula string) ([]string, error) {
	tree, err := parser.Parse(formula)
	if err != nil {
		return nil, err
	}
	v := &nameVisitor{seen: map[string]bool{}, local: map[string]bool{"$env": true}}
	ast.Walk(&tree.Node, v)
	return slices.DeleteFunc(v.names, func(name string) bool { return v.local[name] }), nil
}

// nameVisitor collects the names of a formula, and those that the formula defines itself.
type nameVisitor struct {
	names []string
	seen  map[string]bool
	local map[string]bool
}

// Visit implements ast.Visitor. It is called for inner nodes first.
func (v *nameVisitor) Visit(node *ast.Node) {
	switch n := (*node).(type) {
	case *ast.VariableDeclaratorNode:
		v.local[n.Name] = true
	case *ast.CallNode:
		if callee, ok := n.Callee.(*ast.IdentifierNode); ok {
			v.local[callee.Value] = true // the name of a function
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

func (v *nameVisitor) add(name string) {
	if !v.seen[name] {
		v.seen[name] = true
		v.names = append(v.names, name)
	}
}
