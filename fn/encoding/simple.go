package encoding

import (
	"encoding/json"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"
)

// simpleScalar returns the value of a scalar that every parser reads alike, which most are, and
// false for others. Parsing a scalar costs more than everything else that is done with it.
func simpleScalar(n *yaml.Node) (any, bool) {
	switch tag := n.ShortTag(); {
	case tag == yaml.NodeTagString && isSimpleString(n):
		return n.Value, true
	case n.Style != 0 || n.Tag == "":
	case tag == yaml.NodeTagBool && (n.Value == "true" || n.Value == "false"),
		tag == yaml.NodeTagNull && n.Value == "null",
		tag == yaml.NodeTagInt && isSimpleInt(n.Value):
		return json.RawMessage(n.Value), true
	}
	return nil, false
}

// isSimpleString reports whether every parser reads a scalar with a string tag as its value: it is
// quoted, or tagged explicitly, or its plain form has no other type.
func isSimpleString(n *yaml.Node) bool {
	switch {
	case n.Style&(quoteStyle|blockStyle) != 0 || isWord(n.Value) || !canBePlain(n.Value):
		return true
	case implicit(n.Value) != yaml.NodeTagString:
		return true
	}
	return n.Style&yaml.TaggedStyle == 0 && isPrintableASCII(n.Value) && (isNoNumber(n.Value) || isQuantity(n.Value))
}

// isWord reports whether every parser reads a plain scalar as a string: it begins with a letter and
// is not a keyword.
func isWord(s string) bool {
	const longest = len("false")
	if s == "" || !isLetter(rune(s[0])) {
		return false
	}
	if len(s) > longest {
		return true
	}
	switch s[0] | 0x20 {
	case 'y', 'n', 'o', 't', 'f': // yes, no, null, on, off, true, false
		return isPrintableASCII(s) && !isKeyword(s)
	}
	return true
}

// isNoNumber reports whether a plain scalar begins unlike a number, a date or a keyword: with
// another sign, or like a command-line flag.
func isNoNumber(s string) bool {
	switch c := s[0]; {
	case isDigit(rune(c)) || c == '+' || c == '.' || c == '~' || isLetter(rune(c)):
		return false
	case c == '-':
		return len(s) > 1 && (s[1] == '-' || isLetter(rune(s[1])))
	}
	return true
}

// isQuantity reports whether s is a decimal number and a unit that makes it a string.
func isQuantity(s string) bool {
	unit := strings.TrimLeft(s, "0123456789")
	if unit == s {
		return false
	}
	if fraction, ok := strings.CutPrefix(unit, "."); ok {
		unit = strings.TrimLeft(fraction, "0123456789")
		if unit == fraction {
			return false
		}
	}
	switch unit {
	case "n", "u", "m", "k", "M", "G", "T", "P", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei", "%", "ms", "s", "h":
		return true
	}
	return false
}

// isSimpleInt reports whether all parsers read a plain scalar as the same integer.
func isSimpleInt(s string) bool {
	if s == "" || len(s) > 15 || s[0] == '0' && len(s) > 1 {
		return false
	}
	for i := range len(s) {
		if !isDigit(rune(s[i])) {
			return false
		}
	}
	return true
}

func isPrintableASCII(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}
