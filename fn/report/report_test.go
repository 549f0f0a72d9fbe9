package report_test

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/reference"
	"modelhost.dev/scale-modelhosts/fn/report"
)

var found = finding.List{
	{
		Rule: "never-wakes", Severity: finding.Error, File: "a b/50%,x:y.yaml", Field: "spec.minReplicaCount",
		Resource: finding.Resource{APIVersion: "keda.sh/v1alpha1", Kind: "ScaledObject", Namespace: "models", Name: "llama"},
		Message:  "first line\nand 100%, <all>: of it", Hint: "set it to 1",
	},
	{Rule: "replicas-set", Severity: finding.Warning, Resource: finding.Resource{Kind: "Deployment", Name: "llama"}, File: "b.yaml", Message: "a"},
	{Rule: "not-judged", Severity: finding.Info, Message: "b"},
}

func whole() report.Report {
	return report.Report{
		Findings: found, Hosts: 2, Written: 1, Version: "v1",
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

func TestFormatsAreKnownByName(t *testing.T) {
	assert.Equal(t, []string{"github", "json", "sarif", "text"}, report.Formats())
	_, err := report.Get("xml")
	require.EqualError(t, err, `there is no format "xml"; known are github, json, sarif, text`)
}

func TestTextIsALineForEachFindingAndASummary(t *testing.T) {
	assert.Equal(t, `error: ScaledObject models/llama (a b/50%,x:y.yaml): spec.minReplicaCount: first line\nand 100%, <all>: of it. Set it to 1. [never-wakes]
warning: Deployment llama (b.yaml): a. [replicas-set]
info: b. [not-judged]
1 error, 1 warning, 1 note in 2 model hosts, 1 written ScaledObject
`, write(t, "text", whole()))
	assert.Equal(t, "nothing found in no model host and no ScaledObject\n", write(t, "text", report.Report{}))
}

func TestTextIsInColourOnATerminalOnly(t *testing.T) {
	r := whole()
	assert.NotContains(t, write(t, "text", r), "\x1b")
	r.Colour = true
	assert.Contains(t, write(t, "text", r), "\x1b[1;31merror\x1b[0m: ScaledObject models/llama")
	assert.Contains(t, write(t, "text", r), "\x1b[1;33mwarning\x1b[0m: ")
}

// document is the JSON that DESIGN and --help promise, decoded strictly.
type document struct {
	Findings []struct {
		Rule, Severity, File, Field, Message, Hint *string
		Resource                                   *struct{ APIVersion, Kind, Namespace, Name *string }
	}
	Summary *struct{ Errors, Warnings, Infos *int }
}

func decode(t *testing.T, text string) (d document) {
	t.Helper()
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.DisallowUnknownFields()
	require.NoError(t, decoder.Decode(&d))
	require.NotNil(t, d.Findings, "a list in any case")
	for _, f := range d.Findings {
		for _, field := range []*string{f.Rule, f.Severity, f.File, f.Field, f.Message, f.Hint, f.Resource.APIVersion, f.Resource.Kind, f.Resource.Namespace, f.Resource.Name} {
			require.NotNil(t, field, "every field is there")
		}
	}
	return d
}

func TestJSONHasTheShapeThatIsPromised(t *testing.T) {
	d := decode(t, write(t, "json", whole()))
	require.Len(t, d.Findings, 3)
	assert.Equal(t, "first line\nand 100%, <all>: of it", *d.Findings[0].Message)
	assert.Equal(t, "a b/50%,x:y.yaml", *d.Findings[0].File)
	assert.Equal(t, []int{1, 1, 1}, []int{*d.Summary.Errors, *d.Summary.Warnings, *d.Summary.Infos})
	assert.Empty(t, decode(t, write(t, "json", report.Report{})).Findings)
}

func TestGitHubCommandsAreEscaped(t *testing.T) {
	assert.Equal(t, `::error file=pkg/a b/50%25%2Cx%3Ay.yaml,line=7,title=never-wakes::ScaledObject models/llama: spec.minReplicaCount: first line\nand 100%25, <all>: of it. Set it to 1.
::warning file=pkg/b.yaml,title=replicas-set::Deployment llama: a.
::notice title=not-judged::b.
`, write(t, "github", whole()))
	assert.Empty(t, write(t, "github", report.Report{}))
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

func TestSARIFPassesItsSchema(t *testing.T) {
	schema := sarifSchema(t)
	for name, r := range map[string]report.Report{"findings": whole(), "none": {}} {
		t.Run(name, func(t *testing.T) {
			log, err := jsonschema.UnmarshalJSON(strings.NewReader(write(t, "sarif", r)))
			require.NoError(t, err)
			require.NoError(t, schema.Validate(log))
		})
	}
	log, err := jsonschema.UnmarshalJSON(strings.NewReader(`{"version": "2.1.0", "runs": [{"results": []}]}`))
	require.NoError(t, err)
	require.ErrorContains(t, schema.Validate(log), "tool", "the schema refuses what is wrong")
}

type sarifLog struct {
	Runs []struct {
		Tool struct {
			Driver struct {
				Name, Version string
				Rules         []struct {
					ID                   string
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

func TestSARIFSaysWhereAndByWhichRule(t *testing.T) {
	var log sarifLog
	require.NoError(t, json.Unmarshal([]byte(write(t, "sarif", whole())), &log))
	require.Len(t, log.Runs, 1)
	driver, results := log.Runs[0].Tool.Driver, log.Runs[0].Results
	assert.Equal(t, "v1", driver.Version)
	var ids []string
	for _, rule := range driver.Rules {
		ids = append(ids, rule.ID)
		assert.NotEmpty(t, rule.ShortDescription.Text)
		assert.Contains(t, []string{"error", "warning", "note"}, rule.DefaultConfiguration.Level)
	}
	var want []string
	for _, rule := range reference.Rules() {
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

func TestSARIFNamesFilesElsewhereAsURIs(t *testing.T) {
	r := whole()
	r.Path = func(string) string { return "/srv/pkg/x.yaml" }
	assert.Contains(t, write(t, "sarif", r), `"uri": "file:///srv/pkg/x.yaml"`)
}
