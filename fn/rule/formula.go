package rule

import (
	"slices"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/parser"
)

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
