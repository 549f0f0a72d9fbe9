// Package drawn generates YAML for property tests: comments everywhere, all line breaks, tabs,
// anchors, scalars of every style, complex keys, and text that only looks like objects.
package drawn

import (
	"fmt"
	"strings"

	"pgregory.net/rapid"
)

// line is one line of an object; free ones may be at any column.
type line struct {
	text string
	free bool
}

// Package is a package as strings.
type Package struct {
	objects [][]line
	config  []line
	ends    []string
	t       *rapid.T
}

// Draw draws a package. With references, objects may use anchors of earlier objects,
// which is valid only within one document.
func Draw(t *rapid.T, references bool) Package {
	p := Package{t: t}
	w := writer{t: t}
	for i := range rapid.IntRange(1, 4).Draw(t, "objects") {
		if !references {
			w.anchors = nil
		}
		p.objects = append(p.objects, w.object(i))
	}
	if w.chance(4, "config") {
		p.config = []line{{text: "functionConfig:"}, {text: "  apiVersion: v1"}, {text: "  kind: ConfigMap"}, {text: "  data: {}"}}
		w.anchors = nil
		w.lines = nil
		w.field(2, "x")
		p.config = append(p.config, w.lines...)
	}
	p.ends = []string{"\n"}
	if w.chance(4, "ends") {
		p.ends = rapid.SliceOfN(rapid.SampledFrom([]string{"\n", "\n", "\n", "\r\n", "\r", "\u0085", "\u2028", "\u2029"}), 1, 5).Draw(t, "line ends")
	}
	return p
}

// List returns the package as a ResourceList.
func (p Package) List() string {
	lines := []line{{text: "apiVersion: config.kubernetes.io/v1"}, {text: "kind: ResourceList"}}
	first := rapid.Bool().Draw(p.t, "config first")
	if first {
		lines = append(lines, p.config...)
	}
	lines = append(lines, line{text: "items:"})
	margin := strings.Repeat(" ", rapid.SampledFrom([]int{0, 0, 2}).Draw(p.t, "column"))
	for _, o := range p.objects {
		if rapid.IntRange(0, 5).Draw(p.t, "above") == 0 {
			lines = append(lines, line{text: margin + "# above the item"})
		}
		dash := false
		for _, l := range o {
			body := strings.TrimLeft(l.text, " ")
			switch {
			case l.free:
				lines = append(lines, l)
			case !dash && body != "" && body[0] != '#':
				dash = true
				lines = append(lines, line{text: margin + "- " + l.text})
			case !dash:
				lines = append(lines, line{text: margin + l.text})
			case l.text == "":
				lines = append(lines, l)
			default:
				lines = append(lines, line{text: margin + "  " + l.text})
			}
		}
	}
	if !first {
		lines = append(lines, p.config...)
	}
	return p.join(lines, "")
}

// Stream returns the package as YAML documents.
func (p Package) Stream() string {
	var docs []string
	for _, o := range p.objects {
		docs = append(docs, p.join(o, ""))
	}
	separator := rapid.SampledFrom([]string{"---\n", "---\n", "--- # next\n", "---\r\n", "---\n\n# next\n"}).Draw(p.t, "separator")
	text := ""
	for i, doc := range docs {
		if i > 0 {
			if !strings.HasSuffix(text, "\n") {
				text += "\n"
			}
			text += separator
		}
		text += doc
	}
	if rapid.IntRange(0, 9).Draw(p.t, "last end") == 0 {
		text = strings.TrimSuffix(text, "\n")
	}
	return text
}

func (p Package) join(lines []line, margin string) string {
	var b strings.Builder
	for i, l := range lines {
		b.WriteString(margin + l.text + p.ends[i%len(p.ends)])
	}
	return b.String()
}

// writer writes objects one after the other.
type writer struct {
	t       *rapid.T
	lines   []line
	anchors []string
	n       int
}

func (w *writer) chance(of int, label string) bool {
	return rapid.IntRange(0, of-1).Draw(w.t, label) == 0
}

func (w *writer) pick(label string, from ...string) string {
	return rapid.SampledFrom(from).Draw(w.t, label)
}

func (w *writer) add(column int, text string) {
	w.lines = append(w.lines, line{text: strings.Repeat(" ", column) + text})
}

func (w *writer) object(i int) []line {
	w.lines = nil
	w.comment(0)
	switch rapid.IntRange(0, 4).Draw(w.t, "kind") {
	case 0, 1:
		w.host(i)
	case 2:
		for _, l := range []string{
			"apiVersion: autoscaling/v2", "kind: HorizontalPodAutoscaler", fmt.Sprintf("metadata: {name: hpa-%d, namespace: m}", i), "spec:",
			"  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: prt-depl-modelhost-0}", "  maxReplicas: 10",
		} {
			w.add(0, l)
		}
		w.field(0, "data")
	default:
		w.add(0, w.pick("apiVersion", "apiVersion: v1", "apiVersion:   v1 # first", `"apiVersion": v1`))
		w.add(0, w.pick("kind", "kind: ConfigMap", "kind: Pod", `kind: "Pod"`, "kind: 'ConfigMap' # second"))
		w.add(0, fmt.Sprintf("metadata: {name: other-%d, namespace: m}", i))
		w.add(0, "data:")
		w.fields(2)
	}
	w.comment(0)
	return w.lines
}

func (w *writer) host(i int) {
	w.add(0, "apiVersion: apps/v1")
	w.add(0, "kind: Deployment")
	w.add(0, "metadata:")
	w.add(2, fmt.Sprintf("name: prt-depl-modelhost-%d", i))
	w.add(2, "namespace: m")
	w.add(2, "annotations:")
	w.add(4, "autoscaling.modelhost.dev/cpu: \"70\"")
	w.field(4, "note")
	w.add(0, "spec:")
	if w.chance(3, "before") {
		w.field(2, "before")
	}
	w.comment(2)
	w.add(2, w.pick("replicas", "replicas: 3", "replicas: 3", "replicas: 3 # three", "replicas: \"3\"", "replicas:\t3", "\"replicas\": 3", "replicas:  7"))
	w.add(2, "paused: false")
	w.fields(2)
	w.add(2, "template: {spec: {containers: [{name: model, resources: {requests: {cpu: 1}}}]}}")
}

func (w *writer) fields(column int) {
	for range rapid.IntRange(1, 4).Draw(w.t, "fields") {
		w.n++
		w.field(column, fmt.Sprintf("f%d", w.n))
	}
}

func (w *writer) comment(column int) {
	if w.chance(6, "comment") {
		w.add(w.column(column), w.pick("text", "# a comment", "#", "# - kind: Deployment", "# it's \"one\" {", "#\tx", "# a: |"))
	}
	if w.chance(12, "blank") {
		w.lines = append(w.lines, line{text: w.pick("spaces", "", "  ", "        ")})
	}
}

// column draws a column for a comment, often the given one.
func (w *writer) column(column int) int {
	return rapid.SampledFrom([]int{column, column, 0, column + 2, column + 5}).Draw(w.t, "column")
}

func (w *writer) trailing() string {
	if !w.chance(6, "trailing") {
		return ""
	}
	return w.pick("comment", " # behind", "   # - x: \"", "\t# tab", " #", "  ")
}

// evil is text that looks like something else.
var evil = []string{
	"- apiVersion: apps/v1", "kind: Deployment", "replicas: 3", "  replicas: 7", "metadata: {name: prt-depl-modelhost-fake, annotations: {autoscaling.modelhost.dev/gpu: '70'}}",
	"# x", "---x", "items:", "it''s", "a: b", "{", "]", "text", "  more", "- x", "\tx", "*a", "é—", "", "  ", "%x", "\\\\",
}

// field writes a field of an object whose keys are at a column.
func (w *writer) field(column int, key string) {
	w.comment(column)
	colon := key + w.pick("colon", ": ", ": ", ": ", ":  ", ":\t")
	switch rapid.IntRange(0, 15).Draw(w.t, "form") {
	case 0, 1:
		w.add(column, colon+w.plain()+w.trailing())
	case 2:
		w.add(column, colon+w.quoted()+w.trailing())
	case 3:
		w.quotedLines(column, colon)
	case 4, 5:
		w.block(column, colon)
	case 6:
		w.add(column, colon+w.flow(2)+w.trailing())
	case 7:
		w.flowLines(column, colon)
	case 8:
		name := fmt.Sprintf("a%d", w.n)
		w.n++
		w.add(column, colon+"&"+name+" "+w.pick("anchored", "1", "text", "{b: c}", "[a]", `"x"`))
		w.anchors = append(w.anchors, name)
	case 9:
		if len(w.anchors) > 0 {
			w.add(column, colon+"*"+rapid.SampledFrom(w.anchors).Draw(w.t, "anchor"))
		} else {
			w.add(column, colon+"x")
		}
	case 10:
		w.complexKey(column)
	case 11:
		w.add(column, colon+w.pick("tag", "!!str 5", "!!set {a: , b: }", "!!binary aGk=", "!custom x", "!!float 5", "!!null ''", "!!int \"5\"", "! x"))
	case 12:
		w.add(column, colon+"some text")
		for range rapid.IntRange(0, 2).Draw(w.t, "more") {
			w.add(column+2, w.pick("text", "goes on", "- goes on", "'on'", "# no"))
		}
	case 13:
		w.list(column, colon)
	case 14:
		w.add(column, strings.TrimRight(colon, " \t")+w.trailing())
		w.field(column+2, "inner")
	default:
		w.add(column, w.pick("key", `"`+key+`"`, "'"+key+"'", key+" x", key+`"`, "-"+key, "?"+key, strings.Repeat("k", 150)+key, `"\x6b`+key+`"`)+": "+w.plain())
	}
}

// complexKey writes a field whose key is on a line of its own.
func (w *writer) complexKey(column int) {
	w.add(column, w.pick("complex", "? {a: b}", "? [a, b]", "? |", "? key", "? \"a", "? - a"))
	last := w.lines[len(w.lines)-1].text
	switch {
	case strings.HasSuffix(last, "|"):
		w.add(column+2, "replicas: 3")
	case strings.HasSuffix(last, "\"a"):
		w.add(column+2, "- kind: Deployment\"")
	}
	w.add(column, ": "+w.plain())
}

// list writes a field with a list.
func (w *writer) list(column int, colon string) {
	w.add(column, strings.TrimRight(colon, " \t"))
	dashes := column + rapid.SampledFrom([]int{0, 2}).Draw(w.t, "dashes")
	for range rapid.IntRange(1, 3).Draw(w.t, "items") {
		w.add(dashes, w.pick("dash", "- ", "-   ", "- - ", "-\t")+w.pick("item", "a", "kind: Deployment", "\"x\"", "{a: b}", "|\n", "a: b # c", "'a: b'", "? a"))
		if last := &w.lines[len(w.lines)-1]; strings.HasSuffix(last.text, "\n") {
			last.text = strings.TrimSuffix(last.text, "\n")
			w.add(dashes+6, rapid.SampledFrom(evil).Draw(w.t, "line"))
		}
	}
}

func (w *writer) plain() string {
	return w.pick("plain", "text", "5", "1.50", "true", "yes", "null", "~", "", "0o17", "017", "1_000", "1e3", "0x1F", "-1", "-x", "a b", "it's", "c:1", "http://x/y?a=b#c", "2001-01-01", "1:30",
		"12345678901234567890", ".inf", "a#b", "a \"b", "=", "é", "a,b", strings.Repeat("long ", 40)+"text", "---", "...", "x:y", "<<", "a]b", ":8080", "?x")
}

func (w *writer) quoted() string {
	return w.pick("quoted", `"x"`, `'x'`, `""`, `''`, `"a\tb\n"`, `"\x41\u0042\U00000043"`, `'it''s'`, `"# x"`, `"a\\"`, `"\N\L\P\_\e"`, `"é"`, `"5"`, `'yes'`, `"\""`, `"a: b"`, "\"a\tb\"", `"`+strings.Repeat("long ", 40)+`"`, `"\r\n"`)
}

// quotedLines writes a quoted scalar over several lines.
func (w *writer) quotedLines(column int, colon string) {
	quote := w.pick("quote", `"`, "'")
	w.add(column, colon+quote+"x")
	for range rapid.IntRange(0, 3).Draw(w.t, "lines") {
		text := rapid.SampledFrom(evil).Draw(w.t, "line")
		if quote == `"` || strings.Contains(text, "''") {
			text = strings.ReplaceAll(text, "'", "''")
		}
		if quote == "'" {
			text = strings.ReplaceAll(text, "'", "''")
		}
		if w.chance(3, "free") {
			w.lines = append(w.lines, line{text: text, free: true})
		} else {
			w.add(column+2, text)
		}
	}
	w.add(column+2, "y"+quote)
}

// block writes a block scalar.
func (w *writer) block(column int, colon string) {
	step := rapid.SampledFrom([]int{2, 2, 1, 4}).Draw(w.t, "step")
	indicator := ""
	if w.chance(4, "indicator") {
		indicator = fmt.Sprint(step)
	}
	header := w.pick("style", "|", "|", ">") + w.pick("chomping", "", "", "-", "+")
	if w.chance(2, "order") {
		header = header[:1] + indicator + header[1:]
	} else {
		header += indicator
	}
	w.add(column, colon+header+w.trailing())
	for range rapid.IntRange(0, 5).Draw(w.t, "lines") {
		text := rapid.SampledFrom(evil).Draw(w.t, "line")
		if text == "" {
			w.lines = append(w.lines, line{})
			continue
		}
		w.add(column+step, text)
	}
}

func (w *writer) flow(depth int) string {
	if depth == 0 || w.chance(3, "leaf") {
		return w.pick("leaf", "a", "5", `"x, ]"`, "'it''s'", "c:1", "a b", "{}", "[]", "yes", "\"a: b\"")
	}
	return w.pick("brackets", "["+w.flow(depth-1)+", "+w.flow(depth-1)+"]", "{a: "+w.flow(depth-1)+", b: "+w.flow(depth-1)+"}", "{a: , b: }", "{a, b: "+w.flow(depth-1)+"}", "[a: "+w.flow(depth-1)+"]", "{\"a\":"+w.flow(depth-1)+"}", "[ "+w.flow(depth-1)+" ]", "["+w.flow(depth-1)+",]")
}

// flowLines writes a flow collection over several lines.
func (w *writer) flowLines(column int, colon string) {
	comment := func() string { return w.pick("comment", "", "", " # :-}", " # it's", " # \"", "\t# x", " # - a: b") }
	open, pairs, closing := "{", []string{"a: ", "b: ", "c: "}, "}"
	if w.chance(2, "list") {
		open, pairs, closing = "[", []string{"", "", ""}, "]"
	}
	w.add(column, colon+open+comment())
	for i := range rapid.IntRange(1, 3).Draw(w.t, "elements") {
		text := pairs[i] + w.flow(1) + "," + comment()
		if w.chance(4, "free") {
			w.lines = append(w.lines, line{text: text, free: true})
		} else {
			w.add(column+2, text)
		}
	}
	w.add(column+2, closing+w.trailing())
}
