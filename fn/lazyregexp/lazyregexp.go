// Package lazyregexp provides regular expressions that are compiled when first used. The function
// starts anew for each render, and rarely needs more than a few of them.
package lazyregexp

import (
	"regexp"
	"sync"
)

// Regexp is a regular expression that is compiled when first used.
type Regexp struct{ compiled func() *regexp.Regexp }

// New returns a regular expression. An invalid expression panics when first used.
func New(expression string) Regexp {
	return Regexp{sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })}
}

// MatchString reports whether the text contains a match.
func (p Regexp) MatchString(text string) bool { return p.compiled().MatchString(text) }

// Regexp returns the compiled expression.
func (p Regexp) Regexp() *regexp.Regexp { return p.compiled() }
