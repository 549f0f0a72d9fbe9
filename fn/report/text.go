package report

import (
	"fmt"
	"io"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/finding"
)

// text writes one line for each finding, and a summary. Failures are messages on stderr, and
// not part of it.
func text(w io.Writer, r Report) error {
	if len(r.Packages)+len(r.Findings) == 0 && len(r.Failures) > 0 {
		return nil
	}
	var b strings.Builder
	for _, f := range r.Findings {
		b.WriteString(r.lineOf(f) + "\n")
	}
	if r.ShowIgnored {
		for _, f := range r.Ignored {
			b.WriteString(r.lineOf(f) + " (" + finding.Printable(f.Reason) + ")\n")
		}
	}
	b.WriteString(r.Summary() + "\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// lineOf returns a finding on one line, with the line of its file if it is known.
func (r Report) lineOf(f finding.Finding) string {
	if line := r.line(f); line > 0 && f.File != "" {
		f.File = fmt.Sprintf("%s:%d", f.File, line)
	}
	return Line(f, r.Colour)
}

// colours holds the ANSI colour of each severity.
var colours = map[finding.Severity]string{finding.Error: "31", finding.Warning: "33", finding.Info: "36", finding.Ignored: "2"}

// Line returns a finding on one line, with its severity in colour if colour is set.
func Line(f finding.Finding, colour bool) string {
	if colour {
		f.Severity = finding.Severity(fmt.Sprintf("\x1b[1;%sm%s\x1b[0m", colours[f.Severity], f.Severity))
	}
	return f.String()
}

// Summary returns a line that counts what was found, what was checked, and what was not.
func (r Report) Summary() string {
	checked := r.checkedText()
	if len(r.Findings) > 0 {
		checked = Count(r.Findings) + "; " + checked
	}
	var more string
	if skipped := r.notChecked(); skipped != "" {
		more += "; not checked: " + skipped
	}
	if len(r.Failures) > 0 {
		more += "; " + Amounts(Amount{len(r.Failures), "read or build error", "read or build errors"})
	}
	if hosts, scaledObjects := r.Checked(); more == "" && len(r.Findings) == 0 && hosts+scaledObjects > 0 {
		more = ", no problems"
	}
	if len(r.Ignored) > 0 {
		more += ignoredText(len(r.Ignored))
	}
	return checked + more
}

func ignoredText(n int) string {
	return "; " + Amounts(Amount{n, "finding ignored", "findings ignored"})
}

// checkedText counts what was checked, whatever was found.
func (r Report) checkedText() string {
	hosts, scaledObjects := r.Checked()
	checked := and(Amounts(Amount{hosts, "model host", "model hosts"}), Amounts(Amount{scaledObjects, "ScaledObject", "ScaledObjects"}))
	switch {
	case checked == "":
		return "nothing was checked"
	case len(r.Packages) > 1:
		return fmt.Sprintf("%s checked in %d packages", checked, len(r.Packages))
	}
	return checked + " checked"
}

func and(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + " and " + b
}

// notChecked counts what was skipped, by kind.
func (r Report) notChecked() string {
	counts := map[finding.Kind]int{}
	for _, s := range r.Skipped {
		counts[s.Kind]++
	}
	var amounts []Amount
	for _, kind := range finding.Kinds() {
		amounts = append(amounts, Amount{counts[kind], kind.One, kind.Many})
	}
	return Amounts(amounts...)
}

// Count returns the number of findings by severity, in words, with those that are ignored last.
func Count(l finding.List) string {
	if n := l.Count(finding.Ignored); n > 0 {
		return Count(l.Reported()) + ignoredText(n)
	}
	found := Amounts(
		Amount{l.Count(finding.Error), "error", "errors"},
		Amount{l.Count(finding.Warning), "warning", "warnings"},
		Amount{l.Count(finding.Info), "note", "notes"})
	if found == "" {
		return "no problems"
	}
	return found
}

// Amount is a number of things.
type Amount struct {
	N         int
	One, Many string
}

// Amounts lists the amounts that are not zero; it returns "" if all are.
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
