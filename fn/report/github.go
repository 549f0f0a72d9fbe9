package report

import (
	"fmt"
	"io"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/finding"
)

// commands are GitHub's workflow commands for annotations.
var commands = map[finding.Severity]string{finding.Error: "error", finding.Warning: "warning", finding.Info: "notice"}

// github is one workflow command a finding: GitHub shows it at the line of the file.
func github(w io.Writer, r Report) error {
	var b strings.Builder
	for _, f := range r.Findings {
		var properties []string
		property := func(name, value string) {
			properties = append(properties, name+"="+inProperty.Replace(value))
		}
		if file := r.path(f); file != "" {
			property("file", file)
			if line := r.line(f); line > 0 {
				property("line", fmt.Sprint(line))
			}
		}
		property("title", f.Rule)
		fmt.Fprintf(&b, "::%s %s::%s\n", commands[f.Severity], strings.Join(properties, ","), inMessage.Replace(f.About()))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// What workflow commands escape: actions/toolkit, packages/core/src/command.ts.
var (
	inMessage  = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	inProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)
