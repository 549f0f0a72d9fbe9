package report

import (
	"encoding/json"
	"io"

	"modelhost.dev/scale-modelhosts/fn/finding"
)

// The JSON's shape is fixed: every field is always there, "" and 0 where nothing is known.
type document struct {
	Findings   []lined      `json:"findings"`
	Summary    Summary      `json:"summary"`
	Packages   []Package    `json:"packages"`
	NotChecked []notChecked `json:"notChecked"`
	Errors     []Failure    `json:"errors"`
}

// lined is a finding with its line.
type lined struct {
	Finding
	Line int `json:"line"`
}

type notChecked struct {
	Kind   string `json:"kind"`
	File   string `json:"file"`
	Field  string `json:"field"`
	Reason string `json:"reason"`
	Hint   string `json:"hint"`
}

// Failure is what could not be read or built in JSON.
type Failure struct {
	File    string `json:"file"`
	Line    int    `json:"line"`
	Message string `json:"message"`
}

// Finding is a finding in JSON.
type Finding struct {
	Rule     string   `json:"rule"`
	Severity string   `json:"severity"`
	Resource Resource `json:"resource"`
	File     string   `json:"file"`
	Field    string   `json:"field"`
	Message  string   `json:"message"`
	Hint     string   `json:"hint"`
}

// Resource is an object in JSON.
type Resource struct {
	APIVersion string `json:"apiVersion"`
	Kind       string `json:"kind"`
	Namespace  string `json:"namespace"`
	Name       string `json:"name"`
}

// Summary is how many findings there are, by severity.
type Summary struct {
	Errors   int `json:"errors"`
	Warnings int `json:"warnings"`
	Infos    int `json:"infos"`
}

func asJSON(w io.Writer, r Report) error {
	d := document{Summary: SummaryOf(r.Findings), Findings: []lined{}, Packages: []Package{}, NotChecked: []notChecked{}, Errors: FailuresInJSON(r.Failures)}
	for i, f := range InJSON(r.Findings) {
		d.Findings = append(d.Findings, lined{f, r.line(r.Findings[i])})
	}
	d.Packages = append(d.Packages, r.Packages...)
	for _, s := range r.Skipped {
		d.NotChecked = append(d.NotChecked, notChecked{s.Kind.One, s.File, s.Field, s.Reason, s.Hint})
	}
	return Encode(w, d)
}

// InJSON are findings as they are in JSON; a list in any case.
func InJSON(l finding.List) []Finding {
	all := make([]Finding, 0, len(l))
	for _, f := range l {
		all = append(all, Finding{f.Rule, string(f.Severity), Resource(f.Resource), f.File, f.Field, f.Message, f.Hint})
	}
	return all
}

// SummaryOf counts findings.
func SummaryOf(l finding.List) Summary {
	return Summary{l.Count(finding.Error), l.Count(finding.Warning), l.Count(finding.Info)}
}

// FailuresInJSON returns failures in JSON, an empty list where there are none.
func FailuresInJSON(failures []finding.Failure) []Failure {
	all := []Failure{}
	for _, f := range failures {
		all = append(all, Failure(f))
	}
	return all
}

// Encode writes JSON that people can read, with < and > as they are.
func Encode(w io.Writer, value any) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(value)
}
