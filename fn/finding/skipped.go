package finding

import (
	"path"
	"slices"
)

// Skipped is a part of a package, or of the folder around it, that is not checked.
type Skipped struct {
	Kind Kind `json:"kind"`
	// File is relative to the package, or the folder; empty in a stream.
	File string `json:"file"`
	// Field is a part of the file, such as a document.
	Field string `json:"field"`
	// Line is the first line of that part; 0 if it is not known.
	Line int `json:"-"`
	// Reason says why it is not checked.
	Reason string `json:"reason"`
	// Hint says how to check it.
	Hint string `json:"hint"`
}

// Kind is what a skipped part is, for one and for many.
type Kind struct{ One, Many string }

// MarshalText returns the kind for one part.
func (k Kind) MarshalText() ([]byte, error) { return []byte(k.One), nil }

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
// repository may contain hundreds, and only their number is printed.
func (k Kind) IsNoted() bool {
	return slices.Contains([]Kind{KindChart, KindKustomization, KindKpt, KindComponent, KindKptFunction, KindJSON, KindLink}, k)
}

// Finding returns the skipped part as a note.
func (s Skipped) Finding() Finding {
	return Finding{Rule: RuleNotChecked.ID, Severity: RuleNotChecked.Severity, File: s.File, Field: s.Field, Line: s.Line, Message: "is not checked: " + s.Reason, Hint: s.Hint}
}

// Failure is a file that cannot be read, or a package that cannot be built.
type Failure struct {
	// File is relative to the package, or the folder; empty in a stream, and where the
	// message names it.
	File string `json:"file"`
	// Line is 0 if it is not known.
	Line int `json:"line"`
	// Message is the error's text.
	Message string `json:"message"`
}

// Error returns the file and the message.
func (f Failure) Error() string {
	if f.File == "" {
		return f.Message
	}
	return f.File + ": " + f.Message
}

// Finding returns the failure as an error, for formats in which each problem has a rule.
func (f Failure) Finding() Finding {
	return Finding{Rule: RuleUnreadable.ID, Severity: RuleUnreadable.Severity, File: f.File, Message: f.Message}
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
