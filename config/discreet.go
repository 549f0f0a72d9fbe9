package config

import (
	"strings"

	"modelhost.dev/scale-modelhosts/fn/lazyregexp"
	"modelhost.dev/scale-modelhosts/fn/problem"
)

var (
	// mistyped is a value as messages about its type repeat it.
	mistyped = lazyregexp.New(`not .+ (\((a|an) [a-z ]+\))`)
	quoted   = lazyregexp.New(`"[^"]*"`)
)

// discreet takes values out of the problems of authentications where they may be
// secrets: those of a wrong type, for somebody put something else there than the
// field is for, and all around a Secret but its name and keys.
func discreet(problems []problem.Problem) []problem.Problem {
	for i, p := range problems {
		if !strings.Contains(p.Path, "authentication") || strings.HasSuffix(p.Path, ".name") || strings.Contains(p.Path, ".keys") {
			continue
		}
		problems[i].Message = mistyped.Regexp().ReplaceAllString(p.Message, "not what is there $1")
		if strings.Contains(p.Path, ".secret") {
			problems[i].Message = quoted.Regexp().ReplaceAllString(problems[i].Message, "the value")
		}
	}
	return problems
}
