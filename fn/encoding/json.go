package encoding

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"sigs.k8s.io/kustomize/kyaml/yaml"
	other "sigs.k8s.io/yaml"

	"modelhost.dev/scale-modelhosts/fn/crash"
)

// Same reports whether two parsers read a text as one YAML document with the value of a node.
func Same(text []byte, n *yaml.Node) bool {
	want, err := JSON(n)
	if err == nil {
		got, err := toJSON(text)
		if err != nil || !bytes.Equal(got, want) {
			return false
		}
	}
	return sameNodes(text, n)
}

// SameJSON reports whether a text has the value of a node as JSON. It does not compare values that
// JSON does not have.
func SameJSON(text []byte, n *yaml.Node) bool {
	want, err := JSON(n)
	if err != nil {
		_, err := toJSON(text)
		return err != nil
	}
	got, err := toJSON(text)
	return err == nil && bytes.Equal(got, want)
}

// end is an item that follows another one, so that text after that is noticed.
const end = "- the end of the item\n"

// SameItem reports whether a text is one item of a block sequence, with the dash at a column, and
// has the value of a node. The YAML library differs only in comments; without any, the other parser
// alone decides.
func SameItem(text []byte, column int, n *yaml.Node) bool {
	if len(text) == 0 || text[len(text)-1] != '\n' {
		return false
	}
	closed, list := closed(text, column, n)
	want, err := JSON(list)
	if err != nil {
		return sameNodes(closed, list)
	}
	got, err := toJSON(closed)
	if err != nil || !bytes.Equal(got, want) {
		return false
	}
	return bytes.IndexByte(text, '#') < 0 || sameNodes(closed, list)
}

// closed returns an item with another one after it, as text and as a node.
func closed(text []byte, column int, n *yaml.Node) ([]byte, *yaml.Node) {
	list := sequence(n)
	list.Content = append(list.Content, &yaml.Node{Kind: yaml.ScalarNode, Tag: yaml.NodeTagString, Value: strings.TrimSpace(end[len("- "):])})
	return append(append(bytes.Clone(text), strings.Repeat(" ", column)...), end...), list
}

// IsItem reports whether a part of the text that a node was parsed from contains only the node: an
// item of a block sequence, with the dash at a column. Another parser parses the part to the same
// item.
func IsItem(part []byte, column int, n *yaml.Node) bool {
	if len(part) == 0 || part[len(part)-1] != '\n' {
		return false
	}
	closed, list := closed(part, column, n)
	return sameNodes(closed, list)
}

// toJSON returns a text as JSON, as the other parser reads it.
func toJSON(text []byte) (out []byte, err error) {
	defer func() {
		if r := recover(); r != nil {
			crash.Print(r)
			err = fmt.Errorf("%v", r)
		}
	}()
	return other.YAMLToJSON(text)
}

// sameNodes reports whether the YAML library reads a text as the node.
func sameNodes(text []byte, n *yaml.Node) bool {
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	read, err := decode(decoder)
	if err != nil || read.Kind != yaml.DocumentNode || len(read.Content) != 1 || !equal(read.Content[0], n) {
		return false
	}
	_, err = decode(decoder)
	return errors.Is(err, io.EOF)
}

// decode reads a document. The library panics on some malformed text.
func decode(decoder *yaml.Decoder) (document *yaml.Node, err error) {
	defer func() {
		if r := recover(); r != nil {
			crash.Print(r)
			document, err = nil, fmt.Errorf("%v", r)
		}
	}()
	document = &yaml.Node{}
	return document, decoder.Decode(document)
}

// equal reports whether nodes have the same values in the same order.
func equal(a, b *yaml.Node) bool {
	if a.Kind == yaml.AliasNode && b.Kind == yaml.AliasNode {
		return a.Value == b.Value
	}
	if a.Kind != b.Kind || len(a.Content) != len(b.Content) {
		return false
	}
	if a.Kind == yaml.ScalarNode && (a.ShortTag() != b.ShortTag() || a.ShortTag() != yaml.NodeTagNull && a.Value != b.Value) {
		return false
	}
	for i := range a.Content {
		if !equal(a.Content[i], b.Content[i]) {
			return false
		}
	}
	return true
}

var (
	errKey   = errors.New("a key that JSON does not have")
	errDepth = errors.New("aliases that contain themselves or stand for too much, or too many levels")
)

// JSON returns the value of a node as JSON with sorted keys, as sigs.k8s.io/yaml and therefore a
// cluster reads it. It fails on values that JSON does not have.
func JSON(n *yaml.Node) ([]byte, error) {
	value, err := (&resolver{}).value(n, 0)
	if err != nil {
		return nil, err
	}
	return json.Marshal(value)
}

// resolver converts nodes to JSON values and counts what aliases expand to.
type resolver struct {
	expanded int
	aliases  int
	// failed is set if a value is not JSON. A later value of the same key may replace it.
	failed bool
}

// These limit how deep nodes may nest, and how many may be behind aliases.
const (
	mostLevels   = 5_000
	mostExpanded = 1_000_000
)

// follow calls do with the target of an alias.
func (r *resolver) follow(alias *yaml.Node, do func(target *yaml.Node) error) error {
	if alias.Alias == nil {
		return errDepth
	}
	r.aliases++
	defer func() { r.aliases-- }()
	return do(alias.Alias)
}

func (r *resolver) value(n *yaml.Node, level int) (any, error) {
	if r.aliases > 0 {
		r.expanded++
	}
	if level > mostLevels || r.expanded > mostExpanded {
		return nil, errDepth
	}
	switch n.Kind {
	case yaml.DocumentNode:
		if len(n.Content) == 1 {
			return r.value(n.Content[0], level+1)
		}
	case yaml.AliasNode:
		var value any
		err := r.follow(n, func(target *yaml.Node) (err error) {
			value, err = r.value(target, level+1)
			return err
		})
		return value, err
	case yaml.MappingNode:
		m := make(map[string]any, len(n.Content)/2)
		if err := r.fill(m, n, level+1); err != nil {
			return nil, err
		}
		return m, r.failure(m)
	case yaml.SequenceNode:
		list := make([]any, len(n.Content))
		for i, c := range n.Content {
			var err error
			if list[i], err = r.value(c, level+1); err != nil {
				return nil, err
			}
		}
		return list, nil
	case yaml.ScalarNode:
		return r.scalar(n)
	}
	return nil, fmt.Errorf("a node of kind %d", n.Kind)
}

// fill adds the fields of an object to m; later ones override earlier ones, as in the other parser.
func (r *resolver) fill(m map[string]any, n *yaml.Node, level int) error {
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, inner := n.Content[i], n.Content[i+1]
		if key.Kind == yaml.ScalarNode && key.Value == "<<" && (key.ShortTag() == yaml.MergeTag || key.Style&quoteStyle == 0) {
			if err := r.merge(m, inner, level); err != nil {
				return err
			}
			continue
		}
		name, err := r.key(key)
		if err != nil {
			return err
		}
		switch value, err := r.value(inner, level); {
		case errors.Is(err, errDepth):
			return err
		case err != nil:
			m[name], r.failed = failed{err}, true
		default:
			m[name] = value
		}
	}
	return nil
}

// failed replaces a value that JSON does not have. A later value of the same key may replace it.
type failed struct{ err error }

// failure returns the error of an object's values, the first by key.
func (r *resolver) failure(m map[string]any) error {
	if !r.failed {
		return nil
	}
	for _, key := range slices.Sorted(maps.Keys(m)) {
		if f, is := m[key].(failed); is {
			return f.err
		}
	}
	return nil
}

func (r *resolver) merge(m map[string]any, n *yaml.Node, level int) error {
	if level > mostLevels {
		return errDepth
	}
	switch n.Kind {
	case yaml.AliasNode:
		return r.follow(n, func(target *yaml.Node) error { return r.merge(m, target, level+1) })
	case yaml.MappingNode:
		return r.fill(m, n, level+1)
	case yaml.SequenceNode:
		for i := len(n.Content) - 1; i >= 0; i-- {
			if err := r.merge(m, n.Content[i], level+1); err != nil {
				return err
			}
		}
		return nil
	}
	return errKey
}

func (r *resolver) key(n *yaml.Node) (string, error) {
	if n.Kind == yaml.AliasNode && n.Alias != nil {
		n = n.Alias
	}
	if n.Kind != yaml.ScalarNode {
		return "", errKey
	}
	value, err := r.scalar(n)
	if err != nil {
		return "", err
	}
	if s, ok := value.(string); ok {
		return s, nil
	}
	text, err := toJSON([]byte("? " + lone(n) + "\n: 0\n"))
	if err != nil {
		return "", errKey
	}
	var m map[string]any
	if err := json.Unmarshal(text, &m); err != nil || len(m) != 1 {
		return "", errKey
	}
	for name := range m {
		return name, nil
	}
	return "", errKey
}

// scalar returns a string, or the JSON of another value.
func (r *resolver) scalar(n *yaml.Node) (any, error) {
	if value, ok := simpleScalar(n); ok {
		return value, nil
	}
	return parsedScalar(n)
}

// parsed maps the text of short scalars to the values that the other parser has read. The items of
// a package repeat them.
var parsed sync.Map

// mostRemembered is the maximum length of a text in parsed.
const mostRemembered = 64

// parsedScalar returns the value of a scalar as the other parser reads it.
func parsedScalar(n *yaml.Node) (any, error) {
	text := lone(n)
	if value, known := parsed.Load(text); known {
		return value, nil
	}
	var value any = n.Value
	out, err := toJSON([]byte(text))
	out = bytes.TrimSpace(out)
	switch {
	case err != nil && (n.Style&yaml.TaggedStyle != 0 || n.ShortTag() != yaml.NodeTagString):
		return nil, err
	case err != nil || len(out) == 0 || out[0] == '{' || out[0] == '[':
	case out[0] != '"':
		value = json.RawMessage(out)
	case text != n.Value:
		var s string
		if err := json.Unmarshal(out, &s); err != nil {
			return nil, err
		}
		value = s
	}
	if len(text) <= mostRemembered {
		parsed.Store(text, value)
	}
	return value, nil
}

func (r *resolver) isString(n *yaml.Node) bool {
	value, err := r.scalar(n)
	_, ok := value.(string)
	return err == nil && ok && (n.Tag == "" || n.ShortTag() == yaml.NodeTagString)
}

// canBePlain reports whether a string may be written without quotes; otherwise it is of another
// type.
func canBePlain(s string) bool {
	return s != "" && strings.TrimSpace(s) == s && !strings.ContainsAny(s, "\n\r#") && !strings.ContainsAny(s[:1], "!&*'\"|>%@`[]{},") && !strings.HasPrefix(s, "---") && utf8.ValidString(s)
}

func implicit(s string) string {
	return (&yaml.Node{Kind: yaml.ScalarNode, Value: s}).ShortTag()
}

// lone returns a scalar as a document of its own.
func lone(n *yaml.Node) string {
	if n.Style&(quoteStyle|blockStyle) != 0 || !canBePlain(n.Value) && n.Value != "" {
		quoted, _ := json.Marshal(n.Value) // strings can always be encoded
		return n.ShortTag() + " " + string(quoted)
	}
	if tag := n.ShortTag(); n.Style&yaml.TaggedStyle != 0 || implicit(n.Value) != tag {
		return tag + " " + n.Value
	}
	return n.Value
}
