package kustomize

import (
	"cmp"
	"errors"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/lazyregexp"
	"modelhost.dev/scale-modelhosts/fn/rooted"
	"modelhost.dev/scale-modelhosts/fn/source"
)

// failure is what is said of a build that failed: in one line, of what the package's
// author knows, and without a word of what the package's files hold. kustomize quotes
// patches, literals and addresses, and where the machine has the files.
func (f *files) failure(text string) error {
	if failed := f.fetchFailure(text); failed != nil {
		return failed
	}
	if failed := f.missingEntry(text); failed != nil {
		return failed
	}
	return errors.New(f.plain(text))
}

// missingEntry is the error of a build that failed of an entry which is nowhere, or nil.
func (f *files) missingEntry(text string) error {
	named := func(e entry) bool {
		return regexp.MustCompile(`[/'"]` + regexp.QuoteMeta(filepath.Base(e.Text)) + `(['":\s\x60]|$)`).MatchString(text)
	}
	if !slices.ContainsFunc(f.missing, named) {
		return nil
	}
	var all []error
	for _, e := range f.missing {
		all = append(all, fmt.Errorf("%s: %s: %s is not there; add it, or take the entry out", e.file, e.field, e.display()))
	}
	return errors.Join(all...)
}

// What kustomize quotes of the package's files, and what it puts around a cause.
var (
	quotedConfig  = lazyregexp.New("(?s) with config: `.*?`")
	quotedPatch   = lazyregexp.New(`(?s) from \[.*\]`)
	quotedLiteral = lazyregexp.New(`(?s)(invalid literal source|literal source) .*?(, expected|$)`)
	quotedSources = lazyregexp.New(`(?s)(sources|source files:) \[.*?\](:|$)`)
	quotedSource  = lazyregexp.New(`(?s)(key names or file paths with '=' not allowed|missing (key|file path) in file source|(key|file) source) .*`)
	quotedObject  = lazyregexp.New(`(?s) in object \{.*?\}\}`)
	quotedRest    = lazyregexp.New(`(?s)(target for JSON patch|at the same time|one of patch and path in|out of bounds for value|node contents:|has invalid utf8 bytes) ?.*`)
	quotedPatches = lazyregexp.New(`(?s):? \[patch: .*`)
	quotedLine    = lazyregexp.New(`(?s)line \[[\d ]*\]`)
	quotedDecoded = lazyregexp.New(`(?s)(decoding|generator) (\[.*\]|&\{.*?\})`)
	failedLookup  = lazyregexp.New(`(?s)evalsymlink failure on ('.*?') : lstat .*?: (no such file or directory)`)
)

func (f *files) plain(text string) string {
	for _, private := range slices.SortedFunc(slices.Values(f.private), longestFirst) {
		text = strings.ReplaceAll(text, private, "***")
	}
	text = firstAttempts(text)
	text = quotedConfig.Regexp().ReplaceAllString(text, "")
	text = quotedPatch.Regexp().ReplaceAllString(text, "")
	text = quotedLiteral.Regexp().ReplaceAllString(text, "$1$2")
	text = quotedSources.Regexp().ReplaceAllString(text, "$1$2")
	text = quotedSource.Regexp().ReplaceAllString(text, "$1")
	text = quotedObject.Regexp().ReplaceAllString(text, "")
	text = failedLookup.Regexp().ReplaceAllString(text, "$1: $2")
	text = quotedPatches.Regexp().ReplaceAllString(text, "")
	text = quotedRest.Regexp().ReplaceAllString(text, "$1")
	text = quotedLine.Regexp().ReplaceAllString(text, "a line")
	text = quotedDecoded.Regexp().ReplaceAllString(text, "$1")
	return f.relative(source.RedactAliases(redactURLs(oneLine(text))))
}

func longestFirst(a, b string) int { return cmp.Compare(len(b), len(a)) }

// firstAttempts is what came of taking each entry for a file; kustomize then takes it for
// a folder, which is what it ends with.
func firstAttempts(text string) string {
	const first, second = "accumulation err='", "': must build at directory: "
	for {
		before, _, found := strings.Cut(text, second)
		at := strings.LastIndex(before, first)
		if !found || at < 0 {
			return strings.ReplaceAll(text, "accumulating resources: accumulating resources", "accumulating resources")
		}
		text = before[:at] + before[at+len(first):]
	}
}

// relative names files from the package, as its author does, whatever folders a plugin's
// host has put it into.
func (f *files) relative(text string) string {
	for _, root := range []string{f.root, rooted.RealPath(f.root)} {
		up := f.dir
		for dir := root; strings.Count(dir, "/") > 1; dir, up = filepath.Dir(dir), filepath.Join(up, "..") {
			text = strings.ReplaceAll(text, dir+"/", up+"/")
			text = strings.ReplaceAll(text, dir+"'", up+"'")
		}
	}
	return text
}
