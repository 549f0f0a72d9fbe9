package report

import (
	"encoding/xml"
	"io"

	"modelhost.dev/scale-modelhosts/fn/finding"
)

type testSuites struct {
	XMLName xml.Name `xml:"testsuites"`
	testCounts
	Suites []testSuite `xml:"testsuite"`
}

type testSuite struct {
	testCounts
	Cases []testCase `xml:"testcase"`
}

type testCounts struct {
	Name     string `xml:"name,attr"`
	Tests    int    `xml:"tests,attr"`
	Failures int    `xml:"failures,attr"`
	Errors   int    `xml:"errors,attr"`
	Skipped  int    `xml:"skipped,attr"`
}

type testCase struct {
	Name      string       `xml:"name,attr"`
	ClassName string       `xml:"classname,attr"`
	File      string       `xml:"file,attr,omitempty"`
	Line      int          `xml:"line,attr,omitempty"`
	Failure   *testMessage `xml:"failure"`
	Error     *testMessage `xml:"error"`
	Skipped   *testMessage `xml:"skipped"`
	Output    string       `xml:"system-out,omitempty"`
}

type testMessage struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr,omitempty"`
	Text    string `xml:",chardata"`
}

// asJUnit writes the XML that CI systems show as test results. Each package is a case that
// passes, each error a failure, each other finding a case with output, and what was not checked
// is skipped.
func asJUnit(w io.Writer, r Report) error {
	s := testSuite{testCounts: testCounts{Name: "scale-modelhosts check"}}
	for _, p := range r.Packages {
		s.Cases = append(s.Cases, testCase{
			Name: p.Path, ClassName: "package",
			Output: Report{Packages: []Package{p}}.checkedText(), // its findings are cases of their own
		})
	}
	for _, f := range r.Findings {
		c := testCase{Name: f.About(), ClassName: f.Rule, File: r.path(f.File), Line: r.line(f)}
		if f.Severity == finding.Error {
			c.Failure = &testMessage{f.About(), f.Rule, f.String()}
			s.Failures++
		} else {
			c.Output = f.String()
		}
		s.Cases = append(s.Cases, c)
	}
	for _, f := range r.Failures {
		s.Cases = append(s.Cases, testCase{
			Name: f.Message, ClassName: finding.RuleUnreadable.ID, File: r.path(f.File), Line: f.Line, Error: &testMessage{f.Message, finding.RuleUnreadable.ID, f.Message},
		})
		s.Errors++
	}
	for _, p := range r.Skipped {
		if p.Kind.IsNoted() {
			continue // already among the findings
		}
		s.Cases = append(s.Cases, testCase{Name: p.Kind.One, ClassName: "not-checked", File: r.path(p.File), Skipped: &testMessage{Message: p.Reason}})
		s.Skipped++
	}
	s.Tests = len(s.Cases)
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	encoder := xml.NewEncoder(w)
	encoder.Indent("", "  ")
	if err := encoder.Encode(testSuites{testCounts: s.testCounts, Suites: []testSuite{s}}); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}
