package render

import (
	"cmp"
	"errors"
	"fmt"
	"path"
	"slices"

	"modelhost.dev/scale-modelhosts/fn/finding"
)

// Skipped is a part of a package, or of the folder around it, that is not checked.
type Skipped struct {
	Kind Kind
	// File is relative to the package, or the folder; empty in a stream.
	File string
	// Field is a part of the file, such as a document.
	Field string
	// Reason says why it is not checked, and Hint how to check it.
	Reason, Hint string
}

// Kind is what a skipped part is, for one and for many.
type Kind struct{ One, Many string }

// The kinds of skipped parts, in the order in which summaries list them.
var (
	KindChart         = Kind{"Helm chart", "Helm charts"}
	KindKustomization = Kind{"kustomization", "kustomizations"}
	KindKpt           = Kind{"kpt package", "kpt packages"}
	KindComponent     = Kind{"component", "components"}
	KindKptFunction   = Kind{"kpt function", "kpt functions"}
	KindTemplate      = Kind{"template", "templates"}
	KindJSON          = Kind{"JSON file", "JSON files"}
	KindUnlisted      = Kind{"file that its kustomization does not list", "files that their kustomizations do not list"}
	KindLink          = Kind{"symbolic link", "symbolic links"}
	KindForeign       = Kind{"YAML document of another kind", "YAML documents of other kinds"}
)

// Kinds lists all kinds in the order of summaries.
func Kinds() []Kind {
	return []Kind{KindChart, KindKustomization, KindKpt, KindComponent, KindKptFunction, KindTemplate, KindJSON, KindUnlisted, KindLink, KindForeign}
}

// IsNoted reports whether each part of the kind gets a finding of its own. Of the others a
// repository may hold hundreds, and only their number is printed.
func (k Kind) IsNoted() bool {
	return slices.Contains([]Kind{KindChart, KindKustomization, KindKpt, KindComponent, KindKptFunction, KindJSON, KindLink}, k)
}

// Finding returns the skipped part as a note.
func (s Skipped) Finding() finding.Finding {
	return finding.Finding{Rule: finding.RuleNotChecked.ID, Severity: finding.RuleNotChecked.Severity, File: s.File, Field: s.Field, Message: "is not checked: " + s.Reason, Hint: s.Hint}
}

// Failure is a file that cannot be read, or a package that cannot be built.
type Failure struct {
	// File is relative to the package, or the folder; empty in a stream, and where the
	// message names it.
	File string
	// Line is 0 where it is not known.
	Line int
	// Message is the error's text.
	Message string
}

// Error returns the message behind the file.
func (f Failure) Error() string {
	if f.File == "" {
		return f.Message
	}
	return f.File + ": " + f.Message
}

// Finding returns the failure as an error, for formats in which each problem has a rule.
func (f Failure) Finding() finding.Finding {
	return finding.Finding{Rule: finding.RuleUnreadable.ID, Severity: finding.RuleUnreadable.Severity, File: f.File, Message: f.Message}
}

// At returns the failure as seen from a folder in which its package is.
func (f Failure) At(dir string) Failure {
	if f.File != "" {
		f.File = path.Join(dir, f.File)
	}
	return f
}

// At returns the skipped part as seen from a folder in which its package is.
func (s Skipped) At(dir string) Skipped {
	if s.File != "" {
		s.File = path.Join(dir, s.File)
	}
	return s
}

// sortSkipped orders skipped parts by file and field.
func sortSkipped(all []Skipped) {
	slices.SortFunc(all, func(a, b Skipped) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Field, b.Field), cmp.Compare(a.Reason, b.Reason))
	})
}

// failed joins failures to one error, nil if there is none.
func failed(failures []Failure) error {
	var all []error
	for _, f := range failures {
		all = append(all, f)
	}
	return errors.Join(all...)
}

// unsupported is the error of a kustomization that needs another program.
type unsupported struct{ error }

// IsUnsupported reports whether a build failed only because it needs another program, such
// as Helm or a plugin, which is not run here.
func IsUnsupported(err error) bool {
	if several, ok := err.(interface{ Unwrap() []error }); ok {
		all := several.Unwrap()
		return len(all) > 0 && !slices.ContainsFunc(all, func(err error) bool { return !IsUnsupported(err) })
	}
	var u unsupported
	return errors.As(err, &u)
}

// documentLine is the position of a document in a message.
func documentLine(d document) string { return fmt.Sprintf("document %d (line %d)", d.number, d.line) }
