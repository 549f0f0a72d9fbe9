package report

import (
	"encoding/json"
	"io"

	"modelhost.dev/scale-modelhosts/fn/finding"
)

// The JSON's shape is fixed: every field is always there, "" where nothing is known.
type document struct {
	Findings []Finding `json:"findings"`
	Summary  Summary   `json:"summary"`
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
	return Encode(w, document{InJSON(r.Findings), SummaryOf(r.Findings)})
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

// Encode writes JSON that people can read, with < and > as they are.
func Encode(w io.Writer, value any) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(value)
}
