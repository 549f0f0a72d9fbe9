// Package pattern holds regular expressions that are compiled at their first use:
// this program is started anew for every render, and most runs need few of them.
package pattern

import (
	"regexp"
	"sync"
)

// Pattern is a regular expression that is compiled once, when it is first used.
type Pattern struct{ compiled func() *regexp.Regexp }

// New is the pattern of an expression. It panics at its first use if the
// expression is not valid.
func New(expression string) Pattern {
	return Pattern{sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })}
}

// MatchString says whether the text has a match.
func (p Pattern) MatchString(text string) bool { return p.compiled().MatchString(text) }

// Match says whether the text has a match.
func (p Pattern) Match(text []byte) bool { return p.compiled().Match(text) }

// Regexp is the compiled expression.
func (p Pattern) Regexp() *regexp.Regexp { return p.compiled() }
