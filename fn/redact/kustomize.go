package redact

import (
	"cmp"
	"slices"
	"strings"
)

// These match what kustomize quotes from the files of a package, and the text around a cause.
var (
	quotedConfig  = lazily("(?s) with config: `.*?`")
	quotedPatch   = lazily(`(?s) from \[.*\]`)
	quotedLiteral = lazily(`(?s)(invalid literal source|literal source) .*?(, expected|$)`)
	quotedSources = lazily(`(?s)(sources|source files:) \[.*?\](:|$)`)
	quotedSource  = lazily(`(?s)(key names or file paths with '=' not allowed|missing (key|file path) in file source|(key|file) source) .*`)
	quotedObject  = lazily(`(?s) in object \{.*?\}\}`)
	quotedRest    = lazily(`(?s)(target for JSON patch|at the same time|one of patch and path in|out of bounds for value|node contents:|has invalid utf8 bytes) ?.*`)
	quotedPatches = lazily(`(?s):? \[patch: .*`)
	quotedLine    = lazily(`(?s)line \[[\d ]*\]`)
	quotedDecoded = lazily(`(?s)(decoding|generator) (\[.*\]|&\{.*?\})`)
	failedLookup  = lazily(`(?s)evalsymlink failure on ('.*?') : lstat .*?: (no such file or directory)`)
)

// kustomize also quotes addresses as paths, with a single slash after the scheme.
var (
	userInfo = lazily(`(:/{1,2})(?:[^/:@\s'"]*:[^\s'"]*|[^/\s'"]+)@|(^|[\s'"]|git::)[^/\s'":]+:[^/\s'"]+@`)
	query    = lazily(`\?[^\s'"]*`)
)

// KustomizeError returns an error of kustomize on one line, without what kustomize quotes from the
// package's files: patches, literals, objects and addresses. It removes the secrets wherever they
// are.
func KustomizeError(text string, secrets []string) string {
	for _, secret := range slices.SortedFunc(slices.Values(secrets), func(a, b string) int { return cmp.Compare(len(b), len(a)) }) {
		text = strings.ReplaceAll(text, secret, mark)
	}
	text = withoutFirstAttempts(text)
	text = quotedConfig().ReplaceAllString(text, "")
	text = quotedPatch().ReplaceAllString(text, "")
	text = quotedLiteral().ReplaceAllString(text, "$1$2")
	text = quotedSources().ReplaceAllString(text, "$1$2")
	text = quotedSource().ReplaceAllString(text, "$1")
	text = quotedObject().ReplaceAllString(text, "")
	text = failedLookup().ReplaceAllString(text, "$1: $2")
	text = quotedPatches().ReplaceAllString(text, "")
	text = quotedRest().ReplaceAllString(text, "$1")
	text = quotedLine().ReplaceAllString(text, "a line")
	text = quotedDecoded().ReplaceAllString(text, "$1")
	text = strings.Join(strings.Fields(text), " ")
	text = userInfo().ReplaceAllString(text, "$1$2"+mark+"@")
	text = query().ReplaceAllStringFunc(text, func(query string) string { return "?" + queryNames(query[1:]) })
	return withoutAlias(text)
}

// withoutFirstAttempts drops the errors of reading an entry as a file. kustomize then reads
// it as a directory and ends with the error of that.
func withoutFirstAttempts(text string) string {
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
