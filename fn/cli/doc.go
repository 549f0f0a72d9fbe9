package cli

import "io"

// writeDoc prints the reference.
func writeDoc(w io.Writer) error {
	_, err := io.WriteString(w, "")
	return err
}
