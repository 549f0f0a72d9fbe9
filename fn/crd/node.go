package crd

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"sigs.k8s.io/kustomize/kyaml/yaml"
)

func isMapping(n *yaml.Node) bool {
	return n.Kind == yaml.MappingNode && n.ShortTag() == yaml.NodeTagMap
}

func isSequence(n *yaml.Node) bool {
	return n.Kind == yaml.SequenceNode && n.ShortTag() == yaml.NodeTagSeq
}

func isNull(n *yaml.Node) bool {
	return n == nil || n.Kind == yaml.ScalarNode && n.ShortTag() == yaml.NodeTagNull
}

// isString reports whether the node is a string in JSON. Unquoted dates are.
func isString(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode && slices.Contains([]string{yaml.NodeTagString, "!!timestamp", yaml.MergeTag}, n.ShortTag())
}

func isBoolean(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode && n.ShortTag() == yaml.NodeTagBool
}

// oldBoolean reports whether the node is a boolean in YAML 1.1 but a string in YAML 1.2.
func oldBoolean(n *yaml.Node) (value, ok bool) {
	if n.Kind != yaml.ScalarNode || n.Style != 0 || n.ShortTag() != yaml.NodeTagString {
		return false, false
	}
	switch n.Value {
	case "y", "Y", "yes", "Yes", "YES", "on", "On", "ON":
		return true, true
	case "n", "N", "no", "No", "NO", "off", "Off", "OFF":
		return false, true
	}
	return false, false
}

// number returns a number as it is in JSON, where 1.0 and 1 are the same.
func number(n *yaml.Node) (float64, bool) {
	if n.Kind != yaml.ScalarNode || n.ShortTag() != yaml.NodeTagInt && n.ShortTag() != yaml.NodeTagFloat {
		return 0, false
	}
	var value float64
	if n.Decode(&value) != nil || math.IsInf(value, 0) || math.IsNaN(value) {
		return 0, false
	}
	return value, true
}

func whole(value float64) float64 { return math.Trunc(value) }

// limits returns the least and the greatest number that a schema allows. If the schema sets no
// bound, that of its format applies.
func limits(s *schema) (least, most *float64) {
	least, most = s.Minimum, s.Maximum
	bits := 0
	switch s.Format {
	case "int32":
		bits = 31
	case "int64":
		bits = 63
	}
	if bits > 0 && least == nil {
		least = new(float64)
		*least = -math.Ldexp(1, bits)
	}
	if bits > 0 && most == nil {
		most = new(float64)
		*most = math.Ldexp(1, bits) - 1
	}
	return least, most
}

func field(n *yaml.Node, name string) *yaml.Node {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == name {
			return n.Content[i+1]
		}
	}
	return nil
}

// canonical returns the same string for values that are equal in JSON.
func canonical(n *yaml.Node) string {
	switch {
	case n.Kind == yaml.MappingNode:
		var parts []string
		for i := 0; i+1 < len(n.Content); i += 2 {
			parts = append(parts, strconv.Quote(n.Content[i].Value)+":"+canonical(n.Content[i+1]))
		}
		slices.Sort(parts)
		return "{" + strings.Join(parts, ",") + "}"
	case n.Kind == yaml.SequenceNode:
		var parts []string
		for _, item := range n.Content {
			parts = append(parts, canonical(item))
		}
		return "[" + strings.Join(parts, ",") + "]"
	case isString(n):
		return strconv.Quote(n.Value)
	}
	if value, ok := number(n); ok {
		return strconv.FormatFloat(value, 'g', -1, 64)
	}
	return fmt.Sprintf("%s %s", n.ShortTag(), strings.ToLower(n.Value))
}

var expressions sync.Map // string → *regexp.Regexp, nil for an invalid expression

// matches reports whether a string matches a schema's pattern.
func matches(pattern, text string) bool {
	compiled, known := expressions.Load(pattern)
	if !known {
		expression, _ := regexp.Compile(pattern)
		compiled, _ = expressions.LoadOrStore(pattern, expression)
	}
	expression, _ := compiled.(*regexp.Regexp)
	return expression == nil || expression.MatchString(text)
}
