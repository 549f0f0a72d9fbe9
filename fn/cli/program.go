package cli

import (
	"context"
	"io"
	"log"
	"os"
)

// ownsProcess is the key of a context in which the process runs only this program.
type ownsProcess struct{}

// Program runs the program as the process itself, with the process's arguments and
// streams. Call it once, from main.
func Program() int {
	return run(context.WithValue(context.Background(), ownsProcess{}, true), os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
}

// hideRemarks hides kustomize's remarks about deprecated fields on os.Stderr and in the standard
// logger for the rest of the process, if it runs only this program; kustomize has no other switch.
// The program's messages go to the stream that Main is given.
func hideRemarks(ctx context.Context) {
	if ctx.Value(ownsProcess{}) == nil {
		return
	}
	log.SetOutput(io.Discard)
	if null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0); err == nil {
		os.Stderr = null
	}
}
