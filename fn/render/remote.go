package render

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/pattern"
)

var (
	remoteEntry = pattern.New(`^(git::)?([a-z+]+://|[^/\s]+@[^/\s]+:|(www\.)?[a-z0-9-]+(\.[a-z0-9-]+)+/)|[?&](ref|version)=`)
	userInfo    = pattern.New(`://[^/@\s'"]+@`)
)

// isRemote says whether kustomize would take an entry for an address.
func isRemote(entry string) bool {
	return remoteEntry.Regexp().MatchString(entry)
}

// unfetched is the error of a build in which a remote entry could not be had, or nil
// if it failed of something else.
func (f *files) unfetched(text string) error {
	i := slices.IndexFunc(f.remotes, func(r entry) bool { return strings.Contains(text, r.text) })
	if i < 0 && strings.Contains(text, "git") && len(f.remotes) > 0 {
		i = 0
	}
	if i < 0 {
		return nil
	}
	r := f.remotes[i]
	return fmt.Errorf("%s: %s: %s is remote, and %s. Commit a copy of it and list that, or render where git and the network are",
		r.file, r.field, redacted(r.text), whyUnfetched(strings.ReplaceAll(text, r.text, redacted(r.text))))
}

func whyUnfetched(text string) string {
	has := func(parts ...string) bool {
		return slices.ContainsFunc(parts, func(part string) bool { return strings.Contains(text, part) })
	}
	switch {
	case has("no 'git' program"):
		return "there is no git here to fetch it"
	case has("no such host", "Could not resolve host", "dial tcp", "Could not connect", "network is unreachable"):
		return "it cannot be reached from here"
	case has("hit 27s timeout", "timeout"):
		return "it did not answer in time"
	case has("x509"):
		return "there are no certificates here to trust its host by"
	}
	return "kustomize could not fetch it: " + redacted(oneLine(text))
}

// redacted is an address without what may be a password in it.
func redacted(text string) string {
	text = userInfo.Regexp().ReplaceAllString(text, "://***@")
	before, query, found := strings.Cut(text, "?")
	if !found || strings.ContainsAny(text, " \t") {
		return text
	}
	values, err := url.ParseQuery(query)
	if err != nil {
		return before
	}
	for name := range values {
		if name != "ref" && name != "version" {
			values[name] = []string{"***"}
		}
	}
	return before + "?" + strings.ReplaceAll(values.Encode(), "%2A%2A%2A", "***")
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
