package strictyaml

import (
	"strconv"
	"unicode/utf8"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/lazyregexp"
)

// kind is the type of a value, for messages.
type kind string

const (
	anObject  kind = "an object"
	aList     kind = "a list"
	aString   kind = "a string"
	aBoolean  kind = "a boolean"
	anInteger kind = "an integer"
	aNumber   kind = "a number"
	nothing   kind = "null"
	customTag kind = "a value with a custom tag"
)

// digits matches integers. The parser reads those beyond 64 bits as floats.
var digits = lazyregexp.New(`^[-+]?[0-9]+$`)

func kindOf(n *yaml.Node) kind {
	tag := n.ShortTag()
	switch {
	case n.Kind == yaml.MappingNode && tag == yaml.NodeTagMap:
		return anObject
	case n.Kind == yaml.SequenceNode && tag == yaml.NodeTagSeq:
		return aList
	case n.Kind != yaml.ScalarNode:
		return customTag
	case tag == yaml.NodeTagFloat && digits.MatchString(n.Value):
		return anInteger
	}
	switch tag {
	// Kubernetes reads an unquoted date as a string, and a lone << as well.
	case yaml.NodeTagString, "!!timestamp", yaml.MergeTag:
		return aString
	case yaml.NodeTagBool:
		return aBoolean
	case yaml.NodeTagInt:
		return anInteger
	case yaml.NodeTagFloat:
		return aNumber
	case yaml.NodeTagNull:
		return nothing
	}
	return customTag
}

func isNull(n *yaml.Node) bool {
	return n == nil || n.Kind == yaml.ScalarNode && n.ShortTag() == yaml.NodeTagNull
}

func isScalar(n *yaml.Node) bool { return n != nil && n.Kind == yaml.ScalarNode }

// describe describes a value: "ten" (a string), 3.5 (a number), a list.
func describe(n *yaml.Node) string {
	switch {
	case isNull(n):
		return "null"
	case !isScalar(n):
		return string(kindOf(n))
	case kindOf(n) == aString:
		return strconv.Quote(shorten(n.Value)) + " (a string)"
	default:
		return shorten(n.Value) + " (" + string(kindOf(n)) + ")"
	}
}

// describeType describes only a value's type.
func describeType(n *yaml.Node) string {
	if isNull(n) {
		return string(nothing)
	}
	return string(kindOf(n))
}

// longest is the maximum length of a value in a message, in bytes.
const longest = 60

func shorten(s string) string {
	if len(s) <= longest {
		return s
	}
	end := longest
	for end > 0 && !utf8.RuneStart(s[end]) {
		end--
	}
	return s[:end] + "…"
}
