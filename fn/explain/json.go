package explain

import (
	"io"

	"modelhost.dev/scale-modelhosts/fn/report"
)

type document struct {
	Scaled   []scaled         `json:"scaled"`
	Changes  []string         `json:"changes"`
	Findings []report.Finding `json:"findings"`
	Summary  report.Summary   `json:"summary"`
	Errors   []report.Failure `json:"errors"`
}

type scaled struct {
	Resource     report.Resource  `json:"resource"`
	File         string           `json:"file"`
	ScaledObject string           `json:"scaledObject"`
	Target       string           `json:"target"`
	Values       []value          `json:"values"`
	Triggers     []trigger        `json:"triggers"`
	Rest         []string         `json:"rest"`
	Changes      []string         `json:"changes"`
	Findings     []report.Finding `json:"findings"`
}

type value struct {
	Field string `json:"field"`
	Value string `json:"value"`
	From  from   `json:"from"`
}

type trigger struct {
	Name  string `json:"name"`
	Type  string `json:"type"`
	Means string `json:"means"`
	From  from   `json:"from"`
}

type from struct {
	Layer string `json:"layer"`
	Field string `json:"field"`
}

// asJSON is for programs: every field is always there.
func asJSON(w io.Writer, e Explanation) error {
	d := document{
		Scaled: []scaled{}, Changes: whole(e.Changes),
		Findings: report.InJSON(e.Findings), Summary: report.SummaryOf(e.All), Errors: report.FailuresInJSON(e.Failures),
	}
	for _, s := range e.Scalings {
		out := scaled{
			Resource: report.Resource(s.Resource), File: s.File, ScaledObject: s.ScaledObject, Target: s.Target,
			Values: []value{}, Triggers: []trigger{},
			Rest: whole(s.Rest), Changes: whole(s.Changes), Findings: report.InJSON(s.Findings),
		}
		for _, v := range s.Values {
			out.Values = append(out.Values, value{v.Field, v.Value, from(v.From)})
		}
		for _, t := range s.Triggers {
			out.Triggers = append(out.Triggers, trigger{t.Name, t.Type, t.Means, from(t.From)})
		}
		d.Scaled = append(d.Scaled, out)
	}
	return report.Encode(w, d)
}

// whole is a list in any case, for JSON tells nothing from null.
func whole(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}
