package strictyaml

import (
	"encoding/json"
	"fmt"
	"reflect"

	"sigs.k8s.io/kustomize/kyaml/yaml"
)

// dynamic decodes a value of any type: map[string]any, []any, string, bool, int64 (or
// json.Number for larger integers), float64, nil.
func (d decoder) dynamic(n *yaml.Node, path string, v reflect.Value) {
	if v.NumMethod() > 0 {
		d.add(path, fmt.Sprintf("cannot be decoded into a %s", v.Type()), "")
		return
	}
	if value := d.any(n, path); value != nil {
		v.Set(reflect.ValueOf(value))
	}
}

func (d decoder) any(n *yaml.Node, path string) any {
	switch kindOf(n) {
	case nothing:
		return nil
	case anObject:
		m := make(map[string]any, len(n.Content)/2)
		for i := 0; i+1 < len(n.Content); i += 2 {
			key := n.Content[i].Value
			m[key] = d.any(n.Content[i+1], Field(path, key))
		}
		return m
	case aList:
		list := make([]any, len(n.Content))
		for i, item := range n.Content {
			list[i] = d.any(item, Index(path, i))
		}
		return list
	case aString:
		return n.Value
	case aBoolean:
		if b, ok := parseBool(n); ok {
			return b
		}
	case anInteger:
		return d.anyInteger(n, path)
	case aNumber:
		if f, ok := parseNumber(n); ok {
			return f
		}
	}
	d.wrong(n, path, "a value that JSON supports")
	return nil
}

func (d decoder) anyInteger(n *yaml.Node, path string) any {
	i, ok := parseInteger(n)
	switch {
	case !ok:
		d.wrong(n, path, "an integer")
		return nil
	case i.IsInt64():
		return i.Int64()
	default:
		return json.Number(i.String())
	}
}
