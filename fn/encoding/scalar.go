package encoding

import (
	"math"
	"reflect"
	"strconv"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"
)

func scalar(v reflect.Value) *yaml.Node {
	switch {
	case v.Kind() == reflect.String:
		return text(v.String())
	case v.Kind() == reflect.Bool:
		return plain(yaml.NodeTagBool, strconv.FormatBool(v.Bool()))
	case v.CanInt():
		return plain(yaml.NodeTagInt, strconv.FormatInt(v.Int(), 10))
	case v.CanUint():
		return plain(yaml.NodeTagInt, strconv.FormatUint(v.Uint(), 10))
	case v.CanFloat():
		return float(v.Float())
	default:
		return null()
	}
}

// float writes an integral value as an integer, so that every reader sees the same type.
func float(f float64) *yaml.Node {
	switch {
	case math.IsNaN(f):
		return plain(yaml.NodeTagFloat, ".nan")
	case math.IsInf(f, 0):
		return plain(yaml.NodeTagFloat, strings.TrimPrefix(strconv.FormatFloat(f, 'f', -1, 64)[:1]+".inf", "+"))
	case f == math.Trunc(f) && math.Abs(f) < 1<<53:
		return plain(yaml.NodeTagInt, strconv.FormatFloat(f, 'f', -1, 64))
	default:
		return plain(yaml.NodeTagFloat, strconv.FormatFloat(f, 'g', -1, 64))
	}
}

// number tags an integer beyond 64 bits as a float, as YAML readers do.
func number(s string) *yaml.Node {
	_, signed := strconv.ParseInt(s, 10, 64)
	_, unsigned := strconv.ParseUint(s, 10, 64)
	if signed != nil && unsigned != nil {
		return plain(yaml.NodeTagFloat, s)
	}
	return plain(yaml.NodeTagInt, s)
}

func plain(tag, value string) *yaml.Node {
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: tag, Value: value}
}

func null() *yaml.Node { return plain(yaml.NodeTagNull, "null") }
