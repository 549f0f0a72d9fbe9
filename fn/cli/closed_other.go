//go:build !linux

package cli

import "io"

// isClosed reports whether the program was started without a standard output, which
// only Linux tells.
func isClosed(io.Writer) bool { return false }
