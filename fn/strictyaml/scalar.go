package strictyaml

import (
	"fmt"
	"math"
	"math/big"
	"reflect"
	"strconv"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/placeholder"
	"modelhost.dev/scale-modelhosts/fn/problem"
)

func (d decoder) text(n *yaml.Node, path string, v reflect.Value) {
	if kindOf(n) != aString {
		d.wrong(n, path, "a string")
		return
	}
	v.SetString(n.Value)
}

func (d decoder) boolean(n *yaml.Node, path string, v reflect.Value) {
	b, ok := parseBool(n)
	if !ok {
		d.wrong(n, path, "true or false")
		return
	}
	v.SetBool(b)
}

func parseBool(n *yaml.Node) (b, ok bool) {
	ok = kindOf(n) == aBoolean && n.Decode(&b) == nil
	return b, ok
}

func (d decoder) integer(n *yaml.Node, path string, v reflect.Value) {
	i, ok := parseInteger(n)
	if !ok {
		d.wrong(n, path, "an integer")
		return
	}
	if !i.IsInt64() || v.OverflowInt(i.Int64()) {
		bits := v.Type().Bits() - 1
		value := shorten(n.Value)
		if d.isSecret() {
			value = "it"
		}
		d.add(path, fmt.Sprintf("%s is out of range: must be from %d to %d", value, -1<<bits, uint64(1)<<bits-1), "")
		return
	}
	v.SetInt(i.Int64())
}

func (d decoder) float(n *yaml.Node, path string, v reflect.Value) {
	f, ok := parseNumber(n)
	if !ok {
		d.wrong(n, path, "a number")
		return
	}
	v.SetFloat(f)
}

// parseInteger parses a number without a point or exponent, of any size.
func parseInteger(n *yaml.Node) (*big.Int, bool) {
	if kindOf(n) != anInteger {
		return nil, false
	}
	if n.ShortTag() == yaml.NodeTagFloat {
		// Beyond 64 bits, the parser only reads decimal digits.
		return new(big.Int).SetString(n.Value, 10)
	}
	var i int64
	if n.Decode(&i) == nil {
		return big.NewInt(i), true
	}
	return new(big.Int).SetString(strings.ReplaceAll(n.Value, "_", ""), 0)
}

// parseNumber parses a number that JSON supports, which excludes infinity and NaN.
func parseNumber(n *yaml.Node) (float64, bool) {
	switch kindOf(n) {
	case anInteger:
		i, ok := parseInteger(n)
		if !ok {
			return 0, false
		}
		f, _ := new(big.Float).SetInt(i).Float64()
		return f, !math.IsInf(f, 0)
	case aNumber:
		var f float64
		if n.Decode(&f) != nil || math.IsInf(f, 0) || math.IsNaN(f) {
			return 0, false
		}
		return f, true
	default:
		return 0, false
	}
}

// wrong reports a value of the wrong type. It does not quote a scalar in place of an object or a
// list: it may be a password in place of its reference.
func (d decoder) wrong(n *yaml.Node, path, wanted string) {
	given, hint := describe(n), mismatchHint(n, wanted)
	if d.isSecret() || wanted == string(anObject) || wanted == string(aList) {
		given, hint = describeType(n), hintWithoutValue(n, wanted)
	}
	d.problems = append(d.problems, problem.Problem{
		Path: path, Message: fmt.Sprintf("must be %s, not %s", wanted, given), Hint: hint, List: kindOf(n) == aList,
	})
}

// mismatchHint returns how to write the value as the wanted type, if that is possible.
func mismatchHint(n *yaml.Node, wanted string) string {
	if isScalar(n) && placeholder.In(n.Value) {
		return "set the value; it is needed before another tool replaces the placeholder"
	}
	if wanted == "a string" {
		return quoteHint(n)
	}
	if !isScalar(n) {
		return ""
	}
	bare := &yaml.Node{Kind: yaml.ScalarNode, Value: n.Value}
	switch kind := kindOf(bare); {
	case wanted == "true or false":
		return booleanHint(n.Value)
	case kindOf(n) != aString:
		return ""
	case wanted == "an integer" && kind == anInteger, wanted == "a number" && (kind == aNumber || kind == anInteger):
		return "use " + shorten(n.Value) + " without quotes"
	}
	return ""
}

func booleanHint(value string) string {
	switch strings.ToLower(value) {
	case "true", "yes", "on", "y", "1":
		return "use true"
	case "false", "no", "off", "n", "0":
		return "use false"
	}
	return ""
}

// hintWithoutValue returns the fix without repeating the value.
func hintWithoutValue(n *yaml.Node, wanted string) string {
	if wanted == string(aList) && kindOf(n) == anObject {
		return "start each item of the list with -"
	}
	if wanted == string(aString) && quoteHint(n) != "" {
		return "quote it"
	}
	return ""
}

func quoteHint(n *yaml.Node) string {
	if !isScalar(n) || isNull(n) {
		return ""
	}
	return "quote it: " + strconv.Quote(shorten(n.Value))
}
