// Package redact removes what may be a password from texts that this program did not
// compose itself: addresses, values that users wrote, and the errors of other programs.
//
// Values of fields that hold credentials never get here: messages about them are built
// without the value (see strictyaml.SecretHolder).
package redact

import (
	"net/url"
	"regexp"
	"strings"
	"sync"
)

// mark replaces what is removed.
const mark = "***"

// lazily returns an expression that is compiled when it is first needed. It is not one of
// fn/lazyregexp, because nearly every package imports this one, which would add a level below all.
func lazily(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}

// The places in a text where a password may be, in addition to addresses with a scheme:
// before a host, in the query of an address, and in a connection string.
var (
	beforeHost   = lazily(`(^|[\s'"=(])[^/\s'":=(){}\[\],]+:[^/\s'"(){}\[\],][^\s'"(){}\[\],]*@`)
	inQuery      = lazily(`(://[^\s'"?]*\?)[^\s'"]*`)
	inConnection = lazily(`(?i)\b((?:password|passwd|pwd|secret|token|apikey|api_key|accesskey|accountkey|sharedaccesskey|sig)\\?["']?\s*[=:]\s*\\?["']?)[^\s'"\\;,&.]+`)
)

// Text returns a text without possible passwords. It is for messages that quote values: a
// user may have written an address or a connection string into any field.
func Text(text string) string {
	if !mayHoldPassword(text) {
		return text
	}
	// A password may contain anything, so everything before the last @ is removed.
	parts := strings.Split(text, "://")
	for i, part := range parts[1:] {
		if at := strings.LastIndex(part, "@"); at >= 0 {
			parts[i+1] = mark + part[at:]
		}
	}
	text = strings.Join(parts, "://")
	text = inQuery().ReplaceAllString(text, "$1"+mark)
	text = beforeHost().ReplaceAllString(text, "$1"+mark+"@")
	return inConnection().ReplaceAllString(text, "$1"+mark)
}

// mayHoldPassword reports whether a text has one of the characters that mark a password.
// Most texts do not, and need no regular expression.
func mayHoldPassword(text string) bool {
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

// Address returns an address without user, password and the values of its query. It keeps
// git@ in front of a host, and the query parameters ref and version.
func Address(address string) string {
	scheme, rest, found := strings.Cut(address, "://")
	if found {
		scheme += "://"
	} else {
		scheme, rest = "", address
	}
	if at := strings.LastIndex(rest, "@"); at >= 0 && (scheme != "" || rest[:at] != "git") {
		rest = mark + rest[at:]
	}
	path, query, found := strings.Cut(rest, "?")
	if found {
		path += "?" + queryNames(query)
	}
	return scheme + path
}

// LastPart returns the end of an address's path, such as the name of a queue.
func LastPart(address string) string {
	address, query, _ := strings.Cut(address, "?")
	if strings.Contains(query, "@") {
		return mark // The ? may be part of a password.
	}
	address = strings.TrimRight(address[strings.LastIndex(address, "@")+1:], "/")
	return address[strings.LastIndex(address, "/")+1:]
}

// queryNames returns a query without its values, except those of ref and version.
func queryNames(query string) string {
	values, err := url.ParseQuery(query)
	if err != nil {
		return mark
	}
	for name := range values {
		if name != "ref" && name != "version" {
			values[name] = []string{mark}
		}
	}
	return strings.ReplaceAll(values.Encode(), url.QueryEscape(mark), mark)
}

// unknownAnchor is the only message of the YAML parser that quotes the document: an alias
// may be a password that begins with * and is not quoted.
var unknownAnchor = lazily(`unknown anchor '.*' referenced`)

// YAMLError returns the message of a YAML parser without the text that it quotes.
func YAMLError(err error) string { return withoutAlias(err.Error()) }

func withoutAlias(text string) string {
	return unknownAnchor().ReplaceAllString(text, "unknown anchor; quote a string that begins with *")
}
