package report

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/url"
	"path"
	"strings"

	"github.com/owenrumney/go-sarif/v2/sarif"

	"modelhost.dev/scale-modelhosts/fn/finding"
)

// levels maps severities to SARIF's levels.
var levels = map[finding.Severity]string{finding.Error: "error", finding.Warning: "warning", finding.Info: "note"}

// home is the page of this module. The page of fn/rule shows its README, whose headings are
// the rules.
const home = "https://pkg.go.dev/modelhost.dev/scale-modelhosts"

// RuleURI returns the address of the page that shows examples of a rule.
func RuleURI(id string) string { return home + "/fn/rule#readme-" + id }

// asSARIF writes SARIF 2.1.0 for code scanning, including every rule, so that a scan without
// findings closes earlier ones. A failure is a result, and a notification of the unsuccessful
// invocation.
func asSARIF(w io.Writer, r Report) error {
	log, err := sarif.New(sarif.Version210)
	if err != nil {
		return err
	}
	run := sarif.NewRun(*sarif.NewTool(sarif.NewDriver("scale-modelhosts").WithInformationURI(home)))
	if r.Version != "" {
		run.Tool.Driver.WithVersion(r.Version)
	}
	for _, rule := range r.Rules {
		run.AddRule(rule.ID).
			WithDescription(rule.Summary).
			WithHelpURI(RuleURI(rule.ID)).
			WithHelp(sarif.NewMultiformatMessageString(rule.Consequence)).
			WithDefaultConfiguration(sarif.NewReportingConfiguration().WithLevel(levels[rule.Severity]))
	}
	run.Results = []*sarif.Result{} // an empty list means that the check ran
	invocation := sarif.NewInvocation().WithExecutionSuccess(len(r.Failures) == 0)
	add := func(f finding.Finding, line int) {
		run.AddRule(f.Rule)
		result := run.CreateResultForRule(f.Rule).
			WithLevel(levels[f.Severity]).
			WithMessage(sarif.NewTextMessage(f.About())).
			WithPartialFingerPrints(map[string]any{"finding/v1": fingerprint(f)})
		if location := r.location(f, line); location.PhysicalLocation != nil || location.LogicalLocations != nil {
			result.WithLocations([]*sarif.Location{location})
		}
	}
	for _, f := range r.Failures {
		add(f.Finding(), f.Line)
		invocation.ToolExecutionNotifications = append(invocation.ToolExecutionNotifications,
			sarif.NewNotification().WithLevel("error").WithMessage(sarif.NewTextMessage(f.Message)))
	}
	run.Invocations = []*sarif.Invocation{invocation}
	for _, f := range r.Findings {
		add(f, r.line(f))
	}
	log.AddRun(run)
	return log.PrettyWrite(w)
}

// location returns a finding's line in its file, and its object.
func (r Report) location(f finding.Finding, line int) *sarif.Location {
	location := sarif.NewLocation()
	if file := r.path(f.File); file != "" {
		place := sarif.NewPhysicalLocation().WithArtifactLocation(sarif.NewSimpleArtifactLocation(uri(file)))
		if line > 0 {
			place.WithRegion(sarif.NewRegion().WithStartLine(line))
		}
		location.WithPhysicalLocation(place)
	}
	if name := f.Resource.String(); name != "" {
		location.LogicalLocations = []*sarif.LogicalLocation{
			sarif.NewLogicalLocation().WithName(f.Resource.Name).WithFullyQualifiedName(name).WithKind("resource"),
		}
	}
	return location
}

// uri returns a file's path as a URI: relative, or with the file scheme.
func uri(file string) string {
	u := url.URL{Path: file}
	if path.IsAbs(file) {
		u.Scheme = "file"
	}
	return u.String()
}

// fingerprint returns an ID that stays the same if a finding's line, values or wording change.
func fingerprint(f finding.Finding) string {
	parts := []string{f.Rule, f.Resource.APIVersion, f.Resource.Kind, f.Resource.Namespace, f.Resource.Name, f.File, f.Field}
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:16])
}
