package keda

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"sigs.k8s.io/kustomize/kyaml/yaml"
)

// text writes a string plainly where every reader sees the same string.
func text(s string) *yaml.Node {
	n := quoted(s)
	if n.Style == yaml.DoubleQuotedStyle && readsAsText(s) {
		n.Style = 0
	}
	return n
}

// quoted writes a string in double quotes, or as a block where it has lines.
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

var (
	// word is what no reader takes for anything but text: it starts with a letter,
	// and has no colon or number sign that could start something else.
	word = regexp.MustCompile(`^[A-Za-z_/][A-Za-z0-9_./@$()%+=-]*( [A-Za-z0-9_./@$()%+=-]+)*$`)
	// address is a word with colons inside, the last before something that is no space.
	address = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_./-]*(:+[A-Za-z0-9_./-]+)+$`)
	// amount is a quantity or duration; exponents (1e3, 5E) are left out, being numbers.
	amount = regexp.MustCompile(`^[0-9]+(\.[0-9]+)?(n|u|m|k|M|G|T|P|Ki|Mi|Gi|Ti|Pi|Ei|ms|s|h)$`)
	// keyword is a boolean or null to a YAML 1.1 or 1.2 reader.
	keyword = regexp.MustCompile(`(?i)^(y|n|yes|no|on|off|true|false|null|nan|inf|infinity)$`)
)

func readsAsText(s string) bool {
	if keyword.MatchString(s) {
		return false
	}
	return word.MatchString(s) || address.MatchString(s) || amount.MatchString(s)
}

// fitsBlock tells whether a literal block scalar gives back exactly s: no blanks at
// the start or at a line's end, one trailing newline at most, nothing unprintable.
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
