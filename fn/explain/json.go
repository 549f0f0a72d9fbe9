package explain

import (
	"bytes"
	"io"
	"slices"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/report"
)

// Findings are findings that JSON has in the form that check writes.
type Findings finding.List

// MarshalJSON implements json.Marshaler.
func (f Findings) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	err := report.Encode(&b, report.InJSON(finding.List(f)))
	return b.Bytes(), err
}

// writeJSON writes an explanation for programs.
func writeJSON(w io.Writer, e Explanation) error {
	e.Scalings = slices.Clone(e.Scalings)
	for i := range e.Scalings {
		s := &e.Scalings[i]
		s.Values, s.Triggers, s.Idle, s.Changes = notNil(s.Values), notNil(s.Triggers), notNil(s.Idle), notNil(s.Changes)
	}
	e.Scalings, e.Changes = notNil(e.Scalings), notNil(e.Changes)
	return report.Encode(w, struct {
		Explanation
		Summary report.Summary    `json:"summary"`
		Errors  []finding.Failure `json:"errors"`
	}{e, report.SummaryOf(e.All), notNil(e.Failures)})
}

// notNil returns a list that is not nil, which JSON would write as null.
func notNil[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
