package apimeta

import (
	"fmt"
	"strings"
	"time"
	"unicode"
)

// Each function here returns what is wrong with a string, or "" if nothing is.

const (
	maxLabel     = 63
	maxSubdomain = 253
)

// Name checks the name of nearly any object: DNS-1123 subdomain.
func Name(name string) string {
	if len(name) > maxSubdomain {
		return tooLong(name, maxSubdomain)
	}
	for part := range strings.SplitSeq(name, ".") {
		if !isLabel(part, isLower) {
			return "is not a valid name for a Kubernetes object"
		}
	}
	return ""
}

// Label checks the name of a namespace: DNS-1123 label.
func Label(name string) string {
	switch {
	case len(name) > maxLabel:
		return tooLong(name, maxLabel)
	case !isLabel(name, isLower):
		return "is not a valid name for a namespace"
	}
	return ""
}

// Service checks the name of a Service: DNS-1035 label.
func Service(name string) string {
	switch {
	case len(name) > maxLabel:
		return tooLong(name, maxLabel)
	case !isLabel(name, isLower) || name[0] >= '0' && name[0] <= '9':
		return "is not a valid name for a Service"
	}
	return ""
}

// Key checks the key of a label, the lower-case key of an annotation, or a finalizer:
// a qualified name.
func Key(key string) string {
	domain, name, qualified := strings.Cut(key, "/")
	if !qualified {
		domain, name = "", key
	}
	switch {
	case strings.Contains(name, "/"):
		return "has more than one /"
	case qualified && Name(domain) != "":
		return fmt.Sprintf("has %q before the /, which is not a domain", domain)
	case name == "":
		return "has no name"
	case len(name) > maxLabel:
		return tooLong(name, maxLabel)
	}
	return wordProblem(name)
}

// LabelValue checks the value of a label.
func LabelValue(value string) string {
	switch {
	case len(value) > maxLabel:
		return tooLong(value, maxLabel)
	case value != "":
		return wordProblem(value)
	}
	return ""
}

func tooLong(text string, most int) string {
	return fmt.Sprintf("has %d characters; the maximum is %d", len(text), most)
}

// isLabel reports whether a string consists of letters, digits and dashes, with no dash at either
// end.
func isLabel(text string, letter func(byte) bool) bool {
	if text == "" || text[0] == '-' || text[len(text)-1] == '-' {
		return false
	}
	for i := range len(text) {
		if c := text[i]; !letter(c) && c != '-' {
			return false
		}
	}
	return true
}

// wordProblem checks that a text has only letters, digits, -, _ and ., and a letter or digit at
// both ends.
func wordProblem(text string) string {
	for _, r := range text {
		if !strings.ContainsRune("-_.", r) && (r > unicode.MaxASCII || !isAlphanumeric(byte(r))) {
			return fmt.Sprintf("contains %q, which is not allowed", string(r))
		}
	}
	if text == "" || !isAlphanumeric(text[0]) || !isAlphanumeric(text[len(text)-1]) {
		return "does not begin and end with a letter or digit"
	}
	return ""
}

func isLower(c byte) bool        { return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' }
func isAlphanumeric(c byte) bool { return isLower(c) || c >= 'A' && c <= 'Z' }

// IsTime reports whether the API server reads a string as a time.
func IsTime(text string) bool {
	_, err := time.Parse(time.RFC3339, text)
	return err == nil
}
