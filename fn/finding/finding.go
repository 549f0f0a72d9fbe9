// Package finding defines findings: what the program reports about a package, in which order
// and in which words.
package finding

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"modelhost.dev/scale-modelhosts/fn/redact"
)

// Severity determines whether a finding fails the command.
type Severity string

const (
	// Error is certain to be rejected or to fail; the package is left unchanged.
	Error Severity = "error"
	// Warning is certain to be ignored, or right only if something outside the package is so.
	Warning Severity = "warning"
	// Info reports what was done.
	Info Severity = "info"
	// Ignored is accepted by the package's author. It is counted, and shown on request.
	Ignored Severity = "ignored"
)

// Resource names the object a finding is about. All fields may be empty for a
// finding about the package as a whole.
type Resource struct {
	APIVersion string `json:"apiVersion"`
	Kind       string `json:"kind"`
	Namespace  string `json:"namespace"`
	Name       string `json:"name"`
}

// String returns "Kind namespace/name", without unknown parts.
func (r Resource) String() string {
	name := r.Name
	if r.Namespace != "" {
		name = r.Namespace + "/" + name
	}
	return strings.TrimSpace(r.Kind + " " + name)
}

// Finding is one thing found: what, where, and the fix.
type Finding struct {
	// Rule is the stable kebab-case ID.
	Rule string `json:"rule"`
	// Severity is its effect on the result.
	Severity Severity `json:"severity"`
	// Resource is the object it is about.
	Resource Resource `json:"resource"`
	// File is relative to the package; "" if the orchestrator does not provide it.
	File string `json:"file"`
	// Field is the path of the field, annotation or setting behind the finding.
	Field string `json:"field"`
	// Line is the line in the file. It is 0 if it is not known yet: most findings are about
	// objects, whose lines source.Lines finds.
	Line int `json:"-"`
	// Message says what is wrong, with the value and the limit.
	Message string `json:"message"`
	// Hint is the fix.
	Hint string `json:"hint"`
	// Reason says why the finding is ignored.
	Reason string `json:"reason,omitempty"`
}

// String returns the finding on one line:
// severity: Kind namespace/name (file): field: message. hint [rule].
func (f Finding) String() string {
	return fmt.Sprintf("%s: %s [%s]", f.Severity, f.about(f.File), Printable(f.Rule))
}

// About returns the line without severity, file and rule, for formats that have separate places for
// them.
func (f Finding) About() string { return f.about("") }

func (f Finding) about(file string) string {
	var b strings.Builder
	where := f.Resource.String()
	if file != "" {
		where = strings.TrimSpace(where + " (" + file + ")")
	}
	if where != "" {
		b.WriteString(where + ": ")
	}
	if f.Field != "" {
		b.WriteString(f.Field + ": ")
	}
	b.WriteString(f.text())
	return Printable(b.String())
}

// text returns the message and the hint as sentences.
func (f Finding) text() string {
	if f.Hint == "" {
		return sentence(f.Message)
	}
	return sentence(f.Message) + " " + capital(sentence(f.Hint))
}

// Printable returns text on one line, with control characters escaped, so that no name
// or value of a package can steer the terminal that shows it.
func Printable(s string) string {
	if utf8.ValidString(s) && strings.IndexFunc(s, unprintable) < 0 {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if unprintable(r) {
			quoted := strconv.QuoteRune(r)
			b.WriteString(quoted[1 : len(quoted)-1])
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// unprintable reports whether a terminal may take a rune for more than a character:
// control characters, line separators, and those that change the direction of text.
func unprintable(r rune) bool {
	return unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || unicode.Is(unicode.Bidi_Control, r)
}

// sentence ends s with a full stop unless it has an end of its own.
func sentence(s string) string {
	if s == "" || strings.ContainsAny(s[len(s)-1:], ".!?") {
		return s
	}
	return s + "."
}

// capital begins s with a capital letter.
func capital(s string) string {
	if s == "" {
		return s
	}
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}

// List is the findings of one run.
type List []Finding

// Sort orders by severity, then resource, file, field, rule, message and all the
// rest, so that the order of items and of maps never shows.
func (l List) Sort() {
	slices.SortStableFunc(l, func(a, b Finding) int {
		return cmp.Or(
			cmp.Compare(rank(a.Severity), rank(b.Severity)),
			cmp.Compare(a.Resource.Namespace, b.Resource.Namespace),
			cmp.Compare(a.Resource.Name, b.Resource.Name),
			cmp.Compare(a.Resource.Kind, b.Resource.Kind),
			cmp.Compare(a.File, b.File),
			cmp.Compare(a.Field, b.Field),
			cmp.Compare(a.Rule, b.Rule),
			cmp.Compare(a.Message, b.Message),
			cmp.Compare(a.Hint, b.Hint),
			cmp.Compare(a.Resource.APIVersion, b.Resource.APIVersion),
			cmp.Compare(a.Reason, b.Reason),
		)
	})
}

func rank(s Severity) int { return slices.Index([]Severity{Error, Warning, Info, Ignored}, s) }

// Redact removes possible passwords from the values that messages and hints quote.
func (l List) Redact() {
	for i := range l {
		l[i].Message, l[i].Hint, l[i].Reason = redact.Text(l[i].Message), redact.Text(l[i].Hint), redact.Text(l[i].Reason)
	}
}

// HasErrors reports whether the package must be left unchanged.
func (l List) HasErrors() bool {
	return slices.ContainsFunc(l, func(f Finding) bool { return f.Severity == Error })
}

// Of returns the findings of one severity.
func (l List) Of(s Severity) List {
	var some List
	for _, f := range l {
		if f.Severity == s {
			some = append(some, f)
		}
	}
	return some
}

// Reported returns the findings that are not ignored.
func (l List) Reported() List {
	return slices.DeleteFunc(slices.Clone(l), func(f Finding) bool { return f.Severity == Ignored })
}

// Strict turns warnings into errors.
func (l List) Strict() {
	for i := range l {
		if l[i].Severity == Warning {
			l[i].Severity = Error
		}
	}
}

// Has reports whether a rule has a finding about a resource.
func (l List) Has(rule string, about Resource) bool {
	return slices.ContainsFunc(l, func(f Finding) bool { return f.Rule == rule && f.Resource == about })
}

// Count returns the number of findings with the severity.
func (l List) Count(s Severity) int { return len(l.Of(s)) }

// At returns the findings with their relative file names taken from a folder in which the
// package is.
func (l List) At(dir string) List {
	l = slices.Clone(l)
	for i, f := range l {
		if f.File != "" && dir != "" && !path.IsAbs(f.File) {
			l[i].File = path.Join(dir, f.File)
		}
	}
	return l
}

// Tidy redacts what the findings quote, sorts them and drops repetitions.
func (l List) Tidy() List {
	l.Redact()
	l.Sort()
	return slices.Compact(l)
}
