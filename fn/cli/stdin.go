package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"modelhost.dev/scale-modelhosts/fn/source"
)

// readStdin reads a package. Empty input is an error: the program that should have written
// it has failed, and empty output would make an orchestrator delete everything.
func readStdin(stdin io.Reader) ([]byte, error) {
	text, err := source.ReadAll(stdin)
	if err != nil {
		return nil, fmt.Errorf("reading stdin: %w", err)
	}
	if len(bytes.TrimSpace(text)) == 0 {
		return nil, errors.New("stdin is empty; the program before the pipe may have failed. Pipe in a ResourceList or YAML documents, or see --help")
	}
	return text, nil
}
