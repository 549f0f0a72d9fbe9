package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"modelhost.dev/scale-modelhosts/fn/source"
)

// readStdin reads a package, and refuses nothing at all: whatever should have
// written it failed, and to those behind us nothing means that all is to be deleted.
func readStdin(stdin io.Reader) ([]byte, error) {
	text, err := source.ReadAll(stdin)
	if err != nil {
		return nil, fmt.Errorf("reading stdin: %w", err)
	}
	if len(bytes.TrimSpace(text)) == 0 {
		return nil, errors.New("stdin is empty; the program in front may have failed. Give a ResourceList or a stream of YAML documents, or see --help")
	}
	return text, nil
}
