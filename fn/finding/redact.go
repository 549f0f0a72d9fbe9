package finding

import (
	"strings"

	"modelhost.dev/scale-modelhosts/fn/lazyregexp"
)

// Where a password may stand in a text, but for addresses with a scheme: in front of a
// host, among the parameters of an address, and in a connection string.
var (
	inFrontOf    = lazyregexp.New(`(^|[\s'"=(])[^/\s'":=(){}\[\],]+:[^/\s'"(){}\[\],][^\s'"(){}\[\],]*@`)
	inParameters = lazyregexp.New(`(://[^\s'"?]*\?)[^\s'"]*`)
	inConnection = lazyregexp.New(`(?i)\b((?:password|passwd|pwd|secret|token|apikey|api_key|accesskey|accountkey|sharedaccesskey|sig)\\?["']?\s*[=:]\s*\\?["']?)[^\s'"\\;,&.]+`)
)

// Redacted returns text without what may be a password in it. Findings quote values, and a
// value may stand in the wrong place.
func Redacted(text string) string {
	// Up to the last @ all of an address may be the password, whatever is in it.
	parts := strings.Split(text, "://")
	for i, part := range parts[1:] {
		if at := strings.LastIndex(part, "@"); at >= 0 {
			parts[i+1] = "…" + part[at:]
		}
	}
	text = strings.Join(parts, "://")
	text = inParameters.Regexp().ReplaceAllString(text, "$1…")
	text = inFrontOf.Regexp().ReplaceAllString(text, "$1…@")
	return inConnection.Regexp().ReplaceAllString(text, "$1…")
}

// Redact redacts the messages and hints of all findings.
func (l List) Redact() {
	for i := range l {
		if mayHold(l[i].Message) {
			l[i].Message = Redacted(l[i].Message)
		}
		if mayHold(l[i].Hint) {
			l[i].Hint = Redacted(l[i].Hint)
		}
	}
}

// mayHold reports whether a text has any of the marks without which there is nothing to
// redact. Most have none, and no expression is compiled for them.
func mayHold(text string) bool {
	for i := range len(text) {
		switch text[i] {
		case '@', '=', '?':
			return true
		case ':':
			if i+1 < len(text) && text[i+1] == '/' {
				return true
			}
		}
	}
	return false
}
