package encoding

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/lazyregexp"
)

// text returns a string without quotes if every reader sees the same string.
func text(s string) *yaml.Node {
	n := quoted(s)
	if n.Style == yaml.DoubleQuotedStyle && isPlainText(s) {
		n.Style = 0
	}
	return n
}

// quoted returns a string in double quotes, or as a literal block if it has several lines.
func quoted(s string) *yaml.Node {
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, string(utf8.RuneError))
	}
	n := plain(yaml.NodeTagString, s)
	n.Style = yaml.DoubleQuotedStyle
	if fitsBlock(s) {
		n.Style = yaml.LiteralStyle
	}
	return n
}

// amount matches quantities and durations. Exponents (1e3, 5E) are numbers.
var amount = lazyregexp.New(`^[0-9]+(\.[0-9]+)?(n|u|m|k|M|G|T|P|Ki|Mi|Gi|Ti|Pi|Ei|ms|s|h)$`)

// isWords reports whether s consists of words separated by single spaces, the first of which starts
// with a letter, without a colon or number sign. Every parser reads that as a string.
func isWords(s string) bool {
	if s == "" || !isLetter(rune(s[0])) && s[0] != '_' && s[0] != '/' || s[len(s)-1] == ' ' || strings.Contains(s, "  ") {
		return false
	}
	return !strings.ContainsFunc(s, func(r rune) bool {
		return !isLetter(r) && !isDigit(r) && !strings.ContainsRune(" _./@$()%+=-", r)
	})
}

// isAddress reports whether s is one word that contains colons but does not end in one.
func isAddress(s string) bool {
	if s == "" || !isLetter(rune(s[0])) || !strings.Contains(s, ":") || s[len(s)-1] == ':' {
		return false
	}
	return !strings.ContainsFunc(s, func(r rune) bool {
		return !isLetter(r) && !isDigit(r) && !strings.ContainsRune("_./:-", r)
	})
}

func isLetter(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }
func isDigit(r rune) bool  { return r >= '0' && r <= '9' }

// keywords are booleans, nulls and numbers in YAML 1.1 or 1.2, in any case.
var keywords = []string{"y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf", "infinity"}

func isKeyword(s string) bool {
	return slices.ContainsFunc(keywords, func(k string) bool { return strings.EqualFold(k, s) })
}

func isPlainText(s string) bool {
	if isKeyword(s) {
		return false
	}
	return isWords(s) || isAddress(s) || s != "" && isDigit(rune(s[0])) && amount.MatchString(s)
}

// fitsBlock reports whether a literal block scalar reads back as exactly s: no spaces at
// the start or at the end of a line, at most one trailing newline, nothing unprintable.
func fitsBlock(s string) bool {
	body := strings.TrimSuffix(s, "\n")
	if !strings.Contains(s, "\n") || strings.HasPrefix(body, "\n") || strings.HasPrefix(body, " ") {
		return false
	}
	if strings.HasSuffix(body, "\n") || body == "" {
		return false
	}
	for line := range strings.SplitSeq(body, "\n") {
		if strings.HasSuffix(line, " ") || strings.ContainsFunc(line, unprintable) {
			return false
		}
	}
	return true
}

func unprintable(r rune) bool {
	return !unicode.IsGraphic(r) || unicode.IsSpace(r) && r != ' ' || r == '\uFEFF'
}
