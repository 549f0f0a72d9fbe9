package cli

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/finding"
)

// errClosed is the error of every write to a closed stdout.
var errClosed = errors.New("it is closed, or is the null device opened for reading and writing; redirect it to a file, or with >" + nullDevice)

const nullDevice = "/dev/null"

// output is the standard output of a command. It records the first failed write, because the
// libraries that print help and completion ignore write errors.
type output struct {
	io.Writer
	closed bool
	err    error
}

func newOutput(w io.Writer) *output { return &output{Writer: w, closed: isClosed(w)} }

func (o *output) Write(p []byte) (int, error) {
	if o.err != nil || len(p) == 0 {
		return 0, o.err
	}
	if o.closed {
		o.err = errClosed
		return 0, o.err
	}
	n, err := o.Writer.Write(p)
	o.err = err
	return n, err
}

// failure returns the error of the first failed write.
func (o *output) failure() error {
	if o.err == nil {
		return nil
	}
	return fmt.Errorf("writing stdout: %w", o.err)
}

// requireOutput returns an error if nothing can be printed. Commands that change files
// call it first, so that no change goes unreported.
func requireOutput(w io.Writer) error {
	if o, ok := w.(*output); ok && o.closed {
		o.err = errClosed
		return o.failure()
	}
	return nil
}

// printable writes text for a terminal. Control characters other than line breaks and
// tabs come from a package, and are written as Go escapes.
type printable struct{ io.Writer }

func (p printable) Write(text []byte) (int, error) {
	var b strings.Builder
	for line := range strings.Lines(string(text)) {
		body, ended := strings.CutSuffix(line, "\n")
		for i, part := range strings.Split(body, "\t") {
			if i > 0 {
				b.WriteByte('\t')
			}
			b.WriteString(finding.Printable(part))
		}
		if ended {
			b.WriteByte('\n')
		}
	}
	if _, err := io.WriteString(p.Writer, b.String()); err != nil {
		return 0, err
	}
	return len(text), nil
}
