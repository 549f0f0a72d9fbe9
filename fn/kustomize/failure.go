package kustomize

import (
	"errors"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/redact"
	"modelhost.dev/scale-modelhosts/fn/rooted"
)

// failure returns the error of a failed build: on one line, in terms that the package's author
// knows, and without the contents of files. kustomize's own errors quote patches, literals,
// addresses and absolute paths.
func (f *files) failure(text string) error {
	if failed := f.fetchFailure(text); failed != nil {
		return failed
	}
	if failed := f.missingEntry(text); failed != nil {
		return failed
	}
	return errors.New(f.plain(text))
}

// missingEntry returns the error of a build that failed because of a missing entry, or nil.
func (f *files) missingEntry(text string) error {
	named := func(e entry) bool {
		return regexp.MustCompile(`[/'"]` + regexp.QuoteMeta(filepath.Base(e.Text)) + `(['":\s\x60]|$)`).MatchString(text)
	}
	if !slices.ContainsFunc(f.missing, named) {
		return nil
	}
	var all []error
	for _, e := range f.missing {
		all = append(all, newFileError(e.file, e.field, "%s does not exist; add it, or remove the entry", e.display()))
	}
	return errors.Join(all...)
}

// plain returns an error of kustomize on one line, without the contents of files and with relative
// paths.
func (f *files) plain(text string) string {
	return f.relative(redact.KustomizeError(text, f.private))
}

// relative replaces absolute paths by those relative to the package, as its author knows them,
// wherever an orchestrator has copied it.
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
