package report

import (
	"fmt"
	"io"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/finding"
)

// text is one line a finding, and one that sums them up.
func text(w io.Writer, r Report) error {
	var b strings.Builder
	for _, f := range r.Findings {
		b.WriteString(Line(f, r.Colour) + "\n")
	}
	b.WriteString(r.Summary() + "\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// colours are those of severities, as terminals take them.
var colours = map[finding.Severity]string{finding.Error: "31", finding.Warning: "33", finding.Info: "36"}

// Line is a finding on one line, its severity in colour where a terminal shows it.
func Line(f finding.Finding, colour bool) string {
	line := f.String()
	if rest, ok := strings.CutPrefix(line, string(f.Severity)); ok && colour {
		return fmt.Sprintf("\x1b[1;%sm%s\x1b[0m%s", colours[f.Severity], f.Severity, rest)
	}
	return line
}

// Summary is how much was found, and in what.
func (r Report) Summary() string {
	judged := Amounts(Amount{r.Hosts, "model host", "model hosts"}, Amount{r.Written, "written ScaledObject", "written ScaledObjects"})
	if judged == "" {
		judged = "no model host and no ScaledObject"
	}
	return Count(r.Findings) + " in " + judged
}

// Count is how many findings there are, by severity, in words.
func Count(l finding.List) string {
	found := Amounts(
		Amount{l.Count(finding.Error), "error", "errors"},
		Amount{l.Count(finding.Warning), "warning", "warnings"},
		Amount{l.Count(finding.Info), "note", "notes"})
	if found == "" {
		return "nothing found"
	}
	return found
}

// Amount is so many of a thing.
type Amount struct {
	N         int
	One, Many string
}

// Amounts lists what there is any of; "" where there is nothing.
func Amounts(all ...Amount) string {
	var parts []string
	for _, a := range all {
		switch {
		case a.N == 1:
			parts = append(parts, "1 "+a.One)
		case a.N > 1:
			parts = append(parts, fmt.Sprintf("%d %s", a.N, a.Many))
		}
	}
	return strings.Join(parts, ", ")
}
