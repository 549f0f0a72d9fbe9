package reference

import "strings"

// table is rows under a heading, as Markdown has them.
type table struct{ rows [][]string }

func newTable(heading ...string) *table {
	rule := make([]string, len(heading))
	for i := range rule {
		rule[i] = "---"
	}
	return &table{[][]string{heading, rule}}
}

func (t *table) add(cells ...string) { t.rows = append(t.rows, cells) }

// String is the table as text.
func (t *table) String() string {
	var b strings.Builder
	for _, row := range t.rows {
		b.WriteByte('|')
		for _, cell := range row {
			b.WriteString(" " + escape(cell) + " |")
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// escape keeps a cell in its place.
func escape(cell string) string {
	return strings.NewReplacer("|", `\|`, "\n", " ").Replace(cell)
}

// code is text as code, unless it is already.
func code(text string) string {
	if text == "" || strings.HasPrefix(text, "`") {
		return text
	}
	return "`" + text + "`"
}
