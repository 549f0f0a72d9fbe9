package reference

import "strings"

// table is a Markdown table.
type table struct{ rows [][]string }

func newTable(heading ...string) *table {
	rule := make([]string, len(heading))
	for i := range rule {
		rule[i] = "---"
	}
	return &table{[][]string{heading, rule}}
}

func (t *table) add(cells ...string) { t.rows = append(t.rows, cells) }

// String returns the table as Markdown.
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

// escape escapes characters that would end a cell.
func escape(cell string) string {
	return strings.NewReplacer("|", `\|`, "\n", " ").Replace(cell)
}

// code formats a string as code, unless it already is.
func code(text string) string {
	if text == "" || strings.HasPrefix(text, "`") {
		return text
	}
	return "`" + text + "`"
}
