package kustomize

import (
	"net/url"
	"path/filepath"
	"slices"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/lazyregexp"
)

var (
	remoteEntry = lazyregexp.New(`(?i)^(git::|gh:|[a-z+]+://|[^/\s]+@[^/\s]+:|(www\.)?github\.com[/:])|[?&](ref|version)=|\.git(/|$)|(^|/)_git/`)
	// gitEntry matches the beginning of everything that kustomize may clone.
	gitEntry = lazyregexp.New(`(?i)^(git::)?((ssh|https?|file)://|[a-z][a-z0-9-]*@|github\.com[/:])`)
	webEntry = lazyregexp.New(`(?i)^https?://`)
)

// isRemote reports whether kustomize would treat an entry as an address. git can provide only
// folders.
func (e entry) isRemote() bool {
	if e.root {
		return remoteEntry.MatchString(e.Text)
	}
	return webEntry.MatchString(e.Text)
}

// isFetched reports whether kustomize might fetch an entry from the network or with git, even if a
// file of that name exists.
func (e entry) isFetched() bool {
	if address, err := url.Parse(e.Text); err == nil && (address.Scheme == "http" || address.Scheme == "https") {
		return true
	}
	return e.root && !filepath.IsAbs(e.Text) && gitEntry.MatchString(e.Text)
}

// fetchFailure returns the error of a build that could not fetch a remote entry, or nil if it
// failed for another reason.
func (f *files) fetchFailure(text string) error {
	i := slices.IndexFunc(f.remotes, func(r entry) bool {
		return strings.Contains(text, r.Text) || strings.Contains(text, filepath.Clean(r.Text))
	})
	if i < 0 && gitFailed.MatchString(text) && len(f.remotes) == 1 {
		i = 0
	}
	if i < 0 {
		return nil
	}
	r := f.remotes[i]
	return newFileError(r.file, r.field, "%s is remote, and %s. Commit a copy of it and list that, or render where git and the network are",
		r.display(), fetchFailureReason(text))
}

func fetchFailureReason(text string) string {
	has := func(parts ...string) bool {
		return slices.ContainsFunc(parts, func(part string) bool { return strings.Contains(text, part) })
	}
	switch {
	case has("no 'git' program"):
		return "git is not installed to fetch it"
	case has("no such host", "Could not resolve host", "dial tcp", "Could not connect", "network is unreachable"):
		return "it cannot be reached from here"
	case has("hit 27s timeout", "Client.Timeout"):
		return "it did not answer in time"
	case has("x509"):
		return "there are no certificates here to verify its host"
	}
	return "kustomize could not fetch it"
}

// gitFailed matches kustomize's errors if git is missing or fails.
var gitFailed = lazyregexp.New(`no 'git' program on path|failed to run '\S*git |hit 27s timeout`)
