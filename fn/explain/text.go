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

// writeText writes for terminals: a paragraph for each ScaledObject, with its values in
// columns.
func writeText(w io.Writer, e Explanation) error {
	var b bytes.Buffer
	for i, s := range e.Scalings {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(plain(title(s)) + "\n")
		var rows [][]string
		for _, v := range s.Values {
			rows = append(rows, []string{label(v.Field), v.Value, v.Source.String()})
		}
		if err := columns(&b, rows); err != nil {
			return err
		}
		paragraph(&b, "scales on")
		rows = nil
		for _, t := range s.Triggers {
			rows = append(rows, []string{"  " + t.Name, t.Description, t.Source.String()})
		}
		if err := columns(&b, rows); err != nil {
			return err
		}
		if len(s.Triggers) == 0 {
			b.WriteString("    nothing\n")
		}
		list(&b, "idle", s.Idle)
		list(&b, changesTitle(e), s.Changes)
		list(&b, "findings", lines(s.Findings))
	}
	if len(e.Scalings) == 0 {
		b.WriteString(nothingText + "\n")
	}
	section(&b, "other "+changesTitle(e), e.Changes)
	section(&b, "other findings", lines(e.Findings))
	b.WriteString("\n" + report.Count(e.All) + "\n")
	_, err := b.WriteTo(w)
	return err
}

// title returns what is explained, its file and what scales it, or what it scales.
func title(s Scaling) string {
	title := resourceName(s)
	if s.File != "" {
		title += " (" + s.File + ")"
	}
	if !s.Generated {
		return title + " scales " + s.Target
	}
	return title + " is scaled by ScaledObject " + s.ScaledObject
}

// subtitle returns what title adds to the name, as a sentence.
func subtitle(s Scaling) string {
	sentence := "Scaled by ScaledObject " + s.ScaledObject
	if !s.Generated {
		sentence = "Scales " + s.Target
	}
	if s.File != "" {
		sentence += " (file " + s.File + ")"
	}
	return sentence + "."
}

// resourceName returns the kind, namespace and name of what is explained.
func resourceName(s Scaling) string { return finding.Resource(s.Resource).String() }

// label returns a field's short name, which is unambiguous among those that are shown.
func label(field string) string {
	if name, ok := routeLabels[field]; ok {
		return name
	}
	field = strings.TrimPrefix(field, "advanced.")
	if rest, ok := strings.CutPrefix(field, "horizontalPodAutoscalerConfig."); ok {
		if rest == "name" {
			return "HPA name"
		}
		return rest
	}
	return field
}

// changesTitle returns the heading of what the function changes, which is nothing as long
// as there is an error.
func changesTitle(e Explanation) string {
	if e.All.HasErrors() {
		return "changes once the errors are fixed"
	}
	return "changes"
}

// routeLabels are the labels of the fields of a route.
var routeLabels = map[string]string{"route.rules": "requests for", "route.target": "forwarded to", "route.timeouts.readiness": "wait for a pod"}

// columns writes rows with aligned cells.
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

func lines(l Findings) []string {
	var all []string
	for _, f := range l {
		all = append(all, f.String())
	}
	return all
}

// plain keeps text of a package on its line, and from sending control sequences to a
// terminal.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, s)
}
