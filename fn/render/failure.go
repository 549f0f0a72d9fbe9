package render

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/pattern"
)

// failure is what is said of a build that failed: in one line, of what the package's
// author knows, and without a word of what the package's files hold. kustomize quotes
// patches, literals and addresses, and where the machine has the files.
func (f *files) failure(text string) error {
	if failed := f.unfetched(text); failed != nil {
		return failed
	}
	if failed := f.absent(text); failed != nil {
		return failed
	}
	return errors.New(f.plain(text))
}

// absent is the error of a build that failed of an entry which is nowhere, or nil.
func (f *files) absent(text string) error {
	named := func(e entry) bool { return strings.Contains(text, filepath.Base(e.text)) }
	if !slices.ContainsFunc(f.missing, named) {
		return nil
	}
	var all []error
	for _, e := range f.missing {
		what := "no " + redacted(e.text)
		if e.private {
			what = "no file that it names"
		}
		all = append(all, fmt.Errorf("%s: %s: there is %s; add it, or take the entry out", e.file, e.field, what))
	}
	return errors.Join(all...)
}

// What kustomize quotes of the package's files, and what it puts around a cause.
var (
	quotedConfig  = pattern.New("(?s) with config: `.*?`")
	quotedPatch   = pattern.New(`(?s) from \[.*\]`)
	quotedLiteral = pattern.New(`(?s)(invalid literal source|literal source) .*?(, expected|$)`)
	quotedSources = pattern.New(`(?s)(sources|source files:) \[.*?\](:|$)`)
	quotedSource  = pattern.New(`(?s)(key names or file paths with '=' not allowed|missing (key|file path) in file source|(key|file) source) .*`)
	secondAttempt = pattern.New(`(?s)accumulating resources: accumulation err='(.*)': must build at directory: .*`)
	quotedObject  = pattern.New(`(?s) in object \{.*?\}\}`)
	failedLookup  = pattern.New(`(?s)evalsymlink failure on ('.*?') : lstat .*?: (no such file or directory)`)
)

func (f *files) plain(text string) string {
	for secondAttempt.MatchString(text) {
		text = secondAttempt.Regexp().ReplaceAllString(text, "$1")
	}
	text = quotedConfig.Regexp().ReplaceAllString(text, "")
	text = quotedPatch.Regexp().ReplaceAllString(text, "")
	text = quotedLiteral.Regexp().ReplaceAllString(text, "$1$2")
	text = quotedSources.Regexp().ReplaceAllString(text, "$1$2")
	text = quotedSource.Regexp().ReplaceAllString(text, "$1")
	text = quotedObject.Regexp().ReplaceAllString(text, "")
	text = failedLookup.Regexp().ReplaceAllString(text, "$1: $2")
	for _, private := range f.private {
		text = strings.ReplaceAll(text, private, "***")
	}
	return f.relative(discreet(redacted(oneLine(text))))
}

// relative names files from the package, as its author does, whatever folders a plugin's
// host has put it into.
func (f *files) relative(text string) string {
	for _, root := range []string{f.root, real(f.root)} {
		up := f.dir
		for dir := root; strings.Count(dir, "/") > 1; dir, up = filepath.Dir(dir), filepath.Join(up, "..") {
			text = strings.ReplaceAll(text, dir+"/", up+"/")
			text = strings.ReplaceAll(text, dir+"'", up+"'")
		}
	}
	return text
}

func real(path string) string {
	resolved, err := filepath.EvalSymlinks(path)
	if err != nil {
		return path
	}
	return resolved
}
