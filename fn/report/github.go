package report

import (
	"fmt"
	"io"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/finding"
)

// commands maps severities to GitHub's workflow commands for annotations.
var commands = map[finding.Severity]string{finding.Error: "error", finding.Warning: "warning", finding.Info: "notice"}

// github writes one workflow command for each finding and failure, which GitHub shows at the
// line of the file, and a summary for the log.
func github(w io.Writer, r Report) error {
	var b strings.Builder
	command := func(severity finding.Severity, file string, line int, rule, message string) {
		var properties []string
		property := func(name, value string) {
			properties = append(properties, name+"="+inProperty.Replace(finding.Printable(value)))
		}
		if file != "" {
			property("file", file)
			if line > 0 {
				property("line", fmt.Sprint(line))
			}
		}
		property("title", rule)
		fmt.Fprintf(&b, "::%s %s::%s\n", commands[severity], strings.Join(properties, ","), inMessage.Replace(finding.Printable(message)))
	}
	for _, f := range r.Failures {
		command(finding.Error, r.path(f.File), f.Line, finding.RuleUnreadable.ID, f.Message)
	}
	for _, f := range r.Findings {
		command(f.Severity, r.path(f.File), r.line(f), f.Rule, f.About())
	}
	b.WriteString(r.Summary() + "\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// What workflow commands escape: actions/toolkit, packages/core/src/command.ts.
var (
	inMessage  = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	inProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)
