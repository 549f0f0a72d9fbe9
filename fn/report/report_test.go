package report_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"os"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/fn"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/report"
)

var found = finding.List{
	{
		Rule: "never-wakes", Severity: finding.Error, File: "a b/50%,x:y.yaml", Field: "spec.minReplicaCount",
		Resource: finding.Resource{APIVersion: "keda.sh/v1alpha1", Kind: "ScaledObject", Namespace: "models", Name: "llama"},
		Message:  "first line\nand 100%, <all>: of it", Hint: "set it to 1",
	},
	{Rule: "replicas-set", Severity: finding.Warning, Resource: finding.Resource{Kind: "Deployment", Name: "llama"}, File: "b.yaml", Message: "a"},
	{Rule: "not-checked", Severity: finding.Info, Message: "b"},
}

func whole() report.Report {
	return report.Report{
		Findings: found, Rules: fn.Rules(), Version: "v1", Packages: []report.Package{{Path: "pkg", Kind: "folder", ModelHosts: 2, ScaledObjects: 1}},
		Path: func(file string) string { return "pkg/" + file },
		Line: func(f finding.Finding) int { return map[string]int{"never-wakes": 7}[f.Rule] },
	}
}

func write(t *testing.T, format string, r report.Report) string {
	t.Helper()
	write, err := report.Get(format)
	require.NoError(t, err)
	var out bytes.Buffer
	require.NoError(t, write(&out, r))
	return out.String()
}

func TestFormatNames(t *testing.T) {
	assert.Equal(t, []string{"github", "json", "junit", "sarif", "text"}, report.Formats())
	_, err := report.Get("xml")
	require.EqualError(t, err, `unknown format "xml"; use github, json, junit, sarif or text`)
}

func TestTextHasALinePerFindingAndASummary(t *testing.T) {
	assert.Equal(t, `error: ScaledObject models/llama (a b/50%,x:y.yaml:7): spec.minReplicaCount: first line\nand 100%, <all>: of it. Set it to 1. [never-wakes]
warning: Deployment llama (b.yaml): a. [replicas-set]
info: b. [not-checked]
1 error, 1 warning, 1 note; 2 model hosts and 1 ScaledObject checked
`, write(t, "text", whole()))
	assert.Equal(t, "nothing was checked\n", write(t, "text", report.Report{}))
}

func TestTextIsInColourOnATerminalOnly(t *testing.T) {
	r := whole()
	assert.NotContains(t, write(t, "text", r), "\x1b")
	r.Colour = true
	assert.Contains(t, write(t, "text", r), "\x1b[1;31merror\x1b[0m: ScaledObject models/llama")
	assert.Contains(t, write(t, "text", r), "\x1b[1;33mwarning\x1b[0m: ")
}

// document is the documented JSON, decoded strictly.
type document struct {
	Findings []struct {
		Rule, Severity, File, Field, Message, Hint *string
		Line                                       *int
		Resource                                   *struct{ APIVersion, Kind, Namespace, Name *string }
	}
	Summary *struct{ Errors, Warnings, Infos, Ignored *int }
	Ignored []struct {
		Rule, Severity, File, Field, Message, Hint, Reason *string
		Line                                               *int
		Resource                                           *struct{ APIVersion, Kind, Namespace, Name *string }
	}
	Packages []struct {
		Path, Kind                *string
		ModelHosts, ScaledObjects *int
	}
	NotChecked []struct{ Kind, File, Field, Reason, Hint *string }
	Errors     []struct {
		File, Message *string
		Line          *int
	}
}

func decode(t *testing.T, text string) (d document) {
	t.Helper()
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.DisallowUnknownFields()
	require.NoError(t, decoder.Decode(&d))
	for _, list := range []any{d.Findings, d.Packages, d.NotChecked, d.Errors, d.Ignored} {
		require.NotNil(t, list, "a list in any case")
	}
	for _, f := range d.Findings {
		for _, field := range []*string{f.Rule, f.Severity, f.File, f.Field, f.Message, f.Hint, f.Resource.APIVersion, f.Resource.Kind, f.Resource.Namespace, f.Resource.Name} {
			require.NotNil(t, field, "every field is there")
		}
		require.NotNil(t, f.Line)
	}
	return d
}

// partial returns a report in which one part was not checked, and another could not be read.
func partial() report.Report {
	r := whole()
	r.Packages = append(r.Packages, report.Package{Path: "pkg/b", Kind: "kustomization", ModelHosts: 1})
	r.Skipped = []finding.Skipped{
		{Kind: finding.KindTemplate, File: "t.yaml", Field: "document 1", Reason: "it is a template"},
		{Kind: finding.KindChart, File: "chart", Reason: "only Helm renders charts", Hint: "pipe it in"},
		{Kind: finding.KindTemplate, File: "t.yaml", Field: "document 2", Reason: "it is a template"},
	}
	r.Failures = []finding.Failure{{File: "x.yaml", Line: 7, Message: "broken <&>\x00"}, {Message: "cannot read nowhere"}}
	return r
}

func TestJSONHasTheDocumentedShape(t *testing.T) {
	d := decode(t, write(t, "json", whole()))
	require.Len(t, d.Findings, 3)
	assert.Equal(t, "first line\nand 100%, <all>: of it", *d.Findings[0].Message)
	assert.Equal(t, "a b/50%,x:y.yaml", *d.Findings[0].File)
	assert.Equal(t, 7, *d.Findings[0].Line)
	assert.Equal(t, []int{1, 1, 1}, []int{*d.Summary.Errors, *d.Summary.Warnings, *d.Summary.Infos})
	assert.Empty(t, decode(t, write(t, "json", report.Report{})).Findings)

	d = decode(t, write(t, "json", partial()))
	require.Len(t, d.Packages, 2)
	assert.Equal(t, "kustomization", *d.Packages[1].Kind)
	require.Len(t, d.NotChecked, 3)
	assert.Equal(t, "only Helm renders charts", *d.NotChecked[1].Reason)
	require.Len(t, d.Errors, 2)
	assert.Equal(t, "x.yaml", *d.Errors[0].File)
	assert.Equal(t, 7, *d.Errors[0].Line)

	d = decode(t, write(t, "json", accepted()))
	assert.Empty(t, d.Findings)
	require.Len(t, d.Ignored, 1)
	assert.Equal(t, []string{"ignored", "we know"}, []string{*d.Ignored[0].Severity, *d.Ignored[0].Reason})
	assert.Equal(t, []int{0, 0, 0, 1}, []int{*d.Summary.Errors, *d.Summary.Warnings, *d.Summary.Infos, *d.Summary.Ignored})
}

// accepted returns a report whose one finding is ignored.
func accepted() report.Report {
	f := found[1]
	f.Severity, f.Reason = finding.Ignored, "we know"
	return report.Report{Packages: []report.Package{{ModelHosts: 1}}, Ignored: finding.List{f}}
}

func TestIgnoredFindingsAreShownOnRequest(t *testing.T) {
	r := accepted()
	const summary = "1 model host checked, no problems; 1 finding ignored\n"
	assert.Equal(t, summary, write(t, "text", r))
	r.ShowIgnored = true
	assert.Equal(t, "ignored: Deployment llama (b.yaml): a. [replicas-set] (we know)\n"+summary, write(t, "text", r))
	for _, format := range []string{"sarif", "github", "junit"} {
		assert.NotContains(t, write(t, format, r), "we know", format)
	}
}

func TestSummaryCountsCheckedAndUncheckedParts(t *testing.T) {
	host := report.Package{ModelHosts: 1}
	chart := []finding.Skipped{{Kind: finding.KindChart}}
	for want, r := range map[string]report.Report{
		"nothing was checked":                              {},
		"nothing was checked; not checked: 1 Helm chart":   {Skipped: chart},
		"1 model host checked, no problems":                {Packages: []report.Package{host}},
		"1 model host checked; not checked: 1 Helm chart":  {Packages: []report.Package{host}, Skipped: chart},
		"2 model hosts checked in 2 packages, no problems": {Packages: []report.Package{host, host}},
		"1 error; nothing was checked":                     {Findings: found[:1]},
		"1 error, 1 warning; 1 model host checked":         {Findings: found[:2], Packages: []report.Package{host}},
		"1 model host checked; 1 read or build error":      {Packages: []report.Package{host}, Failures: make([]finding.Failure, 1)},
		"12 model hosts and 3 ScaledObjects checked in 4 packages; not checked: 1 Helm chart": {
			Packages: []report.Package{{ModelHosts: 5}, {ModelHosts: 7, ScaledObjects: 2}, {ScaledObjects: 1}, {}}, Skipped: chart,
		},
	} {
		assert.Equal(t, want, r.Summary())
	}
	assert.Equal(t, "1 error, 1 warning, 1 note; 3 model hosts and 1 ScaledObject checked in 2 packages; not checked: 1 Helm chart, 2 templates; 2 read or build errors", partial().Summary())
}

// TestTextOfNothingButFailures expects no summary: failures are messages, and packages that could
// not be read have no result.
func TestTextOfOnlyFailures(t *testing.T) {
	assert.Empty(t, write(t, "text", report.Report{Failures: partial().Failures}))
}

// junit is the part of JUnit's XML that CI systems read.
type junit struct {
	XMLName xml.Name `xml:"testsuites"`
	Suites  []struct {
		Cases []struct {
			Name      string `xml:"name,attr"`
			ClassName string `xml:"classname,attr"`
			File      string `xml:"file,attr"`
			Line      int    `xml:"line,attr"`
			Failure   *struct {
				Message string `xml:"message,attr"`
			} `xml:"failure"`
			Error *struct {
				Message string `xml:"message,attr"`
			} `xml:"error"`
			Skipped *struct {
				Message string `xml:"message,attr"`
			} `xml:"skipped"`
		} `xml:"testcase"`
	} `xml:"testsuite"`
}

func TestJUnitCountsItsElements(t *testing.T) {
	for name, r := range map[string]report.Report{"whole": whole(), "partial": partial(), "none": {}} {
		t.Run(name, func(t *testing.T) {
			var got struct {
				XMLName  xml.Name `xml:"testsuites"`
				Tests    int      `xml:"tests,attr"`
				Failures int      `xml:"failures,attr"`
				Errors   int      `xml:"errors,attr"`
				Skipped  int      `xml:"skipped,attr"`
			}
			var all junit
			text := write(t, "junit", r)
			require.NoError(t, xml.Unmarshal([]byte(text), &got))
			require.NoError(t, xml.Unmarshal([]byte(text), &all))
			require.Len(t, all.Suites, 1)
			var failures, errors, skipped int
			for _, c := range all.Suites[0].Cases {
				assert.NotEmpty(t, c.Name)
				assert.NotEmpty(t, c.ClassName)
				switch {
				case c.Failure != nil:
					failures++
				case c.Error != nil:
					errors++
				case c.Skipped != nil:
					skipped++
				}
			}
			assert.Equal(t, len(all.Suites[0].Cases), got.Tests)
			assert.Equal(t, []int{r.Findings.Count(finding.Error), len(r.Failures)}, []int{failures, errors})
			assert.Equal(t, []int{failures, errors, skipped}, []int{got.Failures, got.Errors, got.Skipped})
		})
	}
	var all junit
	require.NoError(t, xml.Unmarshal([]byte(write(t, "junit", whole())), &all))
	first := all.Suites[0].Cases[1]
	assert.Equal(t, "pkg/a b/50%,x:y.yaml", first.File)
	assert.Equal(t, 7, first.Line)
}

// A package's case passes whatever was found: the findings are cases of their own.
func TestJUnitPackagesDoNotClaimToBeClean(t *testing.T) {
	got := write(t, "junit", whole())
	assert.Contains(t, got, "<system-out>")
	assert.NotContains(t, got, "no problems")
}

func TestGitHubCommandsAreEscaped(t *testing.T) {
	assert.Equal(t, `::error file=pkg/a b/50%25%2Cx%3Ay.yaml,line=7,title=never-wakes::ScaledObject models/llama: spec.minReplicaCount: first line\nand 100%25, <all>: of it. Set it to 1.
::warning file=pkg/b.yaml,title=replicas-set::Deployment llama: a.
::notice title=not-checked::b.
1 error, 1 warning, 1 note; 2 model hosts and 1 ScaledObject checked
`, write(t, "github", whole()))
	assert.Equal(t, "nothing was checked\n", write(t, "github", report.Report{}))
	assert.Equal(t, `::error file=pkg/a%2Cb.yaml,line=3,title=unreadable::50%25 of\nit\x1b[31m
nothing was checked; 1 read or build error
`, write(t, "github", report.Report{
		Failures: []finding.Failure{{File: "a,b.yaml", Line: 3, Message: "50% of\nit\x1b[31m"}}, Path: whole().Path,
	}))
}

func sarifSchema(t *testing.T) *jsonschema.Schema {
	text, err := os.ReadFile("testdata/sarif-schema-2.1.0.json")
	require.NoError(t, err)
	schema, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	require.NoError(t, err)
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	require.NoError(t, compiler.AddResource("sarif.json", schema))
	compiled, err := compiler.Compile("sarif.json")
	require.NoError(t, err)
	return compiled
}

func TestSARIFMatchesItsSchema(t *testing.T) {
	schema := sarifSchema(t)
	for name, r := range map[string]report.Report{"findings": whole(), "failures": partial(), "none": {}} {
		t.Run(name, func(t *testing.T) {
			log, err := jsonschema.UnmarshalJSON(strings.NewReader(write(t, "sarif", r)))
			require.NoError(t, err)
			require.NoError(t, schema.Validate(log))
		})
	}
	log, err := jsonschema.UnmarshalJSON(strings.NewReader(`{"version": "2.1.0", "runs": [{"results": []}]}`))
	require.NoError(t, err)
	require.ErrorContains(t, schema.Validate(log), "tool", "the schema rejects an invalid log")
}

type sarifLog struct {
	Runs []struct {
		Tool struct {
			Driver struct {
				Name, Version, InformationURI string
				Rules                         []struct {
					ID, HelpURI          string
					ShortDescription     struct{ Text string }
					DefaultConfiguration struct{ Level string }
				}
			}
		}
		Results []struct {
			RuleID, Level       string
			RuleIndex           int
			Message             struct{ Text string }
			PartialFingerprints map[string]string
			Locations           []struct {
				PhysicalLocation *struct {
					ArtifactLocation struct{ URI string }
					Region           *struct{ StartLine int }
				}
				LogicalLocations []struct{ FullyQualifiedName string }
			}
		}
	}
}

func TestSARIFHasLocationsAndRules(t *testing.T) {
	var log sarifLog
	require.NoError(t, json.Unmarshal([]byte(write(t, "sarif", whole())), &log))
	require.Len(t, log.Runs, 1)
	driver, results := log.Runs[0].Tool.Driver, log.Runs[0].Results
	assert.Equal(t, "v1", driver.Version)
	var ids []string
	for _, rule := range driver.Rules {
		ids = append(ids, rule.ID)
		assert.NotEmpty(t, rule.ShortDescription.Text)
		assert.Equal(t, driver.InformationURI+"/fn/rule#readme-"+rule.ID, rule.HelpURI)
		assert.Contains(t, []string{"error", "warning", "note"}, rule.DefaultConfiguration.Level)
	}
	var want []string
	for _, rule := range fn.Rules() {
		want = append(want, rule.ID)
	}
	assert.Equal(t, want, ids, "all rules, those of the stages too")

	require.Len(t, results, 3)
	first := results[0]
	assert.Equal(t, "never-wakes", ids[first.RuleIndex])
	assert.Equal(t, "error", first.Level)
	assert.Equal(t, "pkg/a%20b/50%25,x:y.yaml", first.Locations[0].PhysicalLocation.ArtifactLocation.URI)
	assert.Equal(t, 7, first.Locations[0].PhysicalLocation.Region.StartLine)
	assert.Equal(t, "ScaledObject models/llama", first.Locations[0].LogicalLocations[0].FullyQualifiedName)
	assert.Nil(t, results[1].Locations[0].PhysicalLocation.Region, "no line where none is known")
	assert.Equal(t, "note", results[2].Level)
	assert.Empty(t, results[2].Locations, "no place where none is known")
	assert.NotEqual(t, first.PartialFingerprints, results[1].PartialFingerprints)
}

// TestSARIFSaysWhatCouldNotBeRead expects failures as results, and an unsuccessful invocation.
func TestSARIFReportsUnreadableParts(t *testing.T) {
	var log struct {
		Runs []struct {
			Invocations []struct {
				ExecutionSuccessful        bool
				ToolExecutionNotifications []struct{ Message struct{ Text string } }
			}
		}
	}
	require.NoError(t, json.Unmarshal([]byte(write(t, "sarif", partial())), &log))
	require.Len(t, log.Runs[0].Invocations, 1)
	assert.False(t, log.Runs[0].Invocations[0].ExecutionSuccessful)
	assert.Len(t, log.Runs[0].Invocations[0].ToolExecutionNotifications, 2)
	var results sarifLog
	require.NoError(t, json.Unmarshal([]byte(write(t, "sarif", partial())), &results))
	first := results.Runs[0].Results[0]
	assert.Equal(t, "unreadable", first.RuleID)
	assert.Equal(t, "pkg/x.yaml", first.Locations[0].PhysicalLocation.ArtifactLocation.URI)
	assert.Equal(t, 7, first.Locations[0].PhysicalLocation.Region.StartLine)
	require.NoError(t, json.Unmarshal([]byte(write(t, "sarif", whole())), &log))
	assert.True(t, log.Runs[0].Invocations[0].ExecutionSuccessful)
}

func TestSARIFNamesFilesElsewhereAsURIs(t *testing.T) {
	r := whole()
	r.Path = func(string) string { return "/srv/pkg/x.yaml" }
	assert.Contains(t, write(t, "sarif", r), `"uri": "file:///srv/pkg/x.yaml"`)
}
