package render

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"modelhost.dev/scale-modelhosts/fn/finding"
)

// sortSkipped orders skipped parts by file and field.
func sortSkipped(all []finding.Skipped) {
	slices.SortFunc(all, func(a, b finding.Skipped) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Field, b.Field), cmp.Compare(a.Reason, b.Reason))
	})
}

// failed joins failures to one error, nil if there is none.
func failed(failures []finding.Failure) error {
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
