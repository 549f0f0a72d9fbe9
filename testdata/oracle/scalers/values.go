package main

import (
	"encoding/base64"
	"fmt"
	"go/ast"
	"go/token"
	"strconv"
	"strings"
	"unicode"
)

// values contains the declarations of a file by name, and the data of its templates.
type values struct {
	declared map[string]ast.Expr
	data     map[string]ast.Expr
}

func declarations(file *ast.File) values {
	v := values{map[string]ast.Expr{}, map[string]ast.Expr{}}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ValueSpec:
			for i, name := range n.Names {
				if i < len(n.Values) {
					v.declared[name.Name] = n.Values[i]
				}
			}
		case *ast.CompositeLit:
			if t, ok := n.Type.(*ast.Ident); ok && t.Name == "templateData" {
				v.fill(n)
			}
		}
		return true
	})
	return v
}

func (v values) fill(data *ast.CompositeLit) {
	for _, element := range data.Elts {
		if pair, ok := element.(*ast.KeyValueExpr); ok {
			if key, ok := pair.Key.(*ast.Ident); ok {
				v.data[key.Name] = pair.Value
			}
		}
	}
}

// unknown replaces values that a test knows only when it runs.
const unknown = "1"

// of returns the string for a template's field.
func (v values) of(field string) string {
	if e, ok := v.data[field]; ok {
		if text, ok := v.text(e, 0); ok {
			return text
		}
	}
	r := []rune(field)
	r[0] = unicode.ToLower(r[0])
	if e, ok := v.declared[string(r)]; ok {
		if text, ok := v.text(e, 0); ok {
			return text
		}
	}
	return unknown
}

// text evaluates an expression for a string: literals, names, concatenation, Sprintf and
// base64.
func (v values) text(e ast.Expr, depth int) (string, bool) {
	if depth > 10 {
		return "", false
	}
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind == token.STRING {
			text, err := strconv.Unquote(e.Value)
			return text, err == nil
		}
		return e.Value, true
	case *ast.Ident:
		if declared, ok := v.declared[e.Name]; ok {
			return v.text(declared, depth+1)
		}
	case *ast.ParenExpr:
		return v.text(e.X, depth+1)
	case *ast.BinaryExpr:
		left, one := v.text(e.X, depth+1)
		right, two := v.text(e.Y, depth+1)
		return left + right, one && two && e.Op == token.ADD
	case *ast.CallExpr:
		return v.call(e, depth)
	}
	return "", false
}

func (v values) call(e *ast.CallExpr, depth int) (string, bool) {
	var args []any
	for _, arg := range e.Args {
		text, ok := v.text(arg, depth+1)
		if !ok {
			return "", false
		}
		args = append(args, text)
	}
	switch f := e.Fun.(type) {
	case *ast.SelectorExpr:
		switch {
		case f.Sel.Name == "Sprintf" && len(args) > 0:
			return strings.ReplaceAll(fmt.Sprintf(strings.ReplaceAll(args[0].(string), "%d", "%s"), args[1:]...), "%!", ""), true
		case f.Sel.Name == "EncodeToString" && len(args) == 1:
			return base64.StdEncoding.EncodeToString([]byte(args[0].(string))), true
		}
	case *ast.ArrayType, *ast.Ident:
		if len(args) == 1 {
			return args[0].(string), true
		}
	}
	return "", false
}

// texts reads a map of strings, literal or by name. Elements that cannot be evaluated get a
// placeholder.
func (v values) texts(e ast.Expr) (map[string]string, bool) {
	switch e := e.(type) {
	case *ast.Ident:
		if literal, ok := v.declared[e.Name].(*ast.CompositeLit); ok {
			return v.texts(literal)
		}
	case *ast.CompositeLit:
		t, ok := e.Type.(*ast.MapType)
		if !ok || fmt.Sprint(t.Key) != "string" || fmt.Sprint(t.Value) != "string" {
			return nil, false
		}
		all := map[string]string{}
		for _, element := range e.Elts {
			pair := element.(*ast.KeyValueExpr)
			if key, ok := v.text(pair.Key, 0); ok {
				value, known := v.text(pair.Value, 0)
				if !known {
					value = unknown
				}
				all[key] = value
			}
		}
		return all, true
	}
	return nil, false
}
