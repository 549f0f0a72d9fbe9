package report

import (
	"encoding/json"
	"io"
	"slices"

	"modelhost.dev/scale-modelhosts/fn/finding"
)

// document is the JSON output. Every field is always present, "" or 0 if unknown.
type document struct {
	Findings   []findingAtLine   `json:"findings"`
	Summary    Summary           `json:"summary"`
	Packages   []Package         `json:"packages"`
	NotChecked []finding.Skipped `json:"notChecked"`
	Errors     []finding.Failure `json:"errors"`
	Ignored    []findingAtLine   `json:"ignored"`
}

type findingAtLine struct {
	finding.Finding
	Line int `json:"line"`
}

// Summary counts findings by severity.
type Summary struct {
	Errors   int `json:"errors"`
	Warnings int `json:"warnings"`
	Infos    int `json:"infos"`
	Ignored  int `json:"ignored"`
}

func asJSON(w io.Writer, r Report) error {
	d := document{Summary: SummaryOf(slices.Concat(r.Findings, r.Ignored)), Packages: notNil(r.Packages), NotChecked: notNil(r.Skipped), Errors: notNil(r.Failures)}
	d.Findings, d.Ignored = r.atLines(r.Findings), r.atLines(r.Ignored)
	return Encode(w, d)
}

func (r Report) atLines(l finding.List) []findingAtLine {
	all := make([]findingAtLine, len(l))
	for i, f := range l {
		all[i] = findingAtLine{f, r.line(f)}
	}
	return all
}

// InJSON returns findings for JSON, in which an empty list is [] and not null.
func InJSON(l finding.List) []finding.Finding { return notNil([]finding.Finding(l)) }

func notNil[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// SummaryOf counts findings.
func SummaryOf(l finding.List) Summary {
	return Summary{l.Count(finding.Error), l.Count(finding.Warning), l.Count(finding.Info), l.Count(finding.Ignored)}
}

// Encode writes JSON that people can read, with < and > as they are.
func Encode(w io.Writer, value any) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(value)
}
