// Package lazyregexp holds regular expressions that are compiled at their first use:
// this program is started anew for every render, and most runs need few of them.
package lazyregexp

import (
	"regexp"
	"sync"
)

// Regexp is a regular expression that is compiled once, when it is first used.
type Regexp struct{ compiled func() *regexp.Regexp }

// New is the pattern of an expression. It panics at its first use if the
// expression is not valid.
func New(expression string) Regexp {
	return Regexp{sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })}
}

// MatchString says whether the text has a match.
func (p Regexp) MatchString(text string) bool { return p.compiled().MatchString(text) }

// Match says whether the text has a match.
func (p Regexp) Match(text []byte) bool { return p.compiled().Match(text) }

// Regexp is the compiled expression.
func (p Regexp) Regexp() *regexp.Regexp { return p.compiled() }
