package explain

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"unicode"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/report"
)

// text is for terminals: a paragraph for each, with its values in columns.
func text(w io.Writer, e Explanation) error {
	var b bytes.Buffer
	for i, s := range e.Scalings {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(plain(title(s)) + "\n")
		var rows [][]string
		for _, v := range s.Values {
			rows = append(rows, []string{label(v.Field), v.Value, v.From.String()})
		}
		if err := columns(&b, rows); err != nil {
			return err
		}
		paragraph(&b, "scales on")
		rows = nil
		for _, t := range s.Triggers {
			rows = append(rows, []string{"  " + t.Name, t.Means, t.From.String()})
		}
		if err := columns(&b, rows); err != nil {
			return err
		}
		if len(s.Triggers) == 0 {
			b.WriteString("    nothing\n")
		}
		list(&b, "at rest", s.Rest)
		list(&b, aRun(e), s.Changes)
		list(&b, "found", lines(s.Findings))
	}
	if len(e.Scalings) == 0 {
		b.WriteString(none + "\n")
	}
	section(&b, aRun(e)+", besides", e.Changes)
	section(&b, "found, besides", lines(e.Findings))
	b.WriteString("\n" + report.Count(e.All) + "\n")
	_, err := b.WriteTo(w)
	return err
}

// title names what is explained, its file and what scales it.
func title(s Scaling) string {
	title := s.Resource.String()
	if s.File != "" {
		title += " (" + s.File + ")"
	}
	if s.Target != "" {
		return title + " scales " + s.Target
	}
	return title + " is scaled by ScaledObject " + s.ScaledObject
}

// label is a field's name as people say it: that of the HPA is long, and no other is alike.
func label(field string) string {
	field = strings.TrimPrefix(field, "advanced.")
	if rest, ok := strings.CutPrefix(field, "horizontalPodAutoscalerConfig."); ok {
		if rest == "name" {
			return "HPA name"
		}
		return rest
	}
	return field
}

// aRun heads what a run does; it does nothing while anything is an error.
func aRun(e Explanation) string {
	if e.All.HasErrors() {
		return "a run, without the errors"
	}
	return "a run"
}

// columns writes rows with their cells below each other.
func columns(w io.Writer, rows [][]string) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, cells := range rows {
		for i := range cells {
			cells[i] = plain(cells[i])
		}
		fmt.Fprintf(table, "  %s\n", strings.Join(cells, "\t"))
	}
	return table.Flush()
}

func paragraph(b *bytes.Buffer, name string) { b.WriteString("  " + name + "\n") }

func list(b *bytes.Buffer, name string, all []string) {
	if len(all) == 0 {
		return
	}
	paragraph(b, name)
	for _, s := range all {
		b.WriteString("    " + plain(s) + "\n")
	}
}

func section(b *bytes.Buffer, name string, all []string) {
	if len(all) == 0 {
		return
	}
	b.WriteString("\n" + name + "\n")
	for _, s := range all {
		b.WriteString("  " + plain(s) + "\n")
	}
}

func lines(l finding.List) []string {
	var all []string
	for _, f := range l {
		all = append(all, f.String())
	}
	return all
}

// plain keeps what a package says on its line, and from steering a terminal.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, s)
}
