package cli

import (
	"fmt"
	"io"

	"modelhost.dev/scale-modelhosts/fn/reference"
)

// writeDoc prints the reference.
func writeDoc(w io.Writer) error {
	if _, err := io.WriteString(w, reference.Markdown()); err != nil {
		return fmt.Errorf("writing stdout: %w", err)
	}
	return nil
}
