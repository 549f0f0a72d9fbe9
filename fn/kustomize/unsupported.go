package kustomize

import (
	"errors"
	"slices"
)

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
