package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"

	"modelhost.dev/scale-modelhosts/fn"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/krm"
	"modelhost.dev/scale-modelhosts/fn/render"
	"modelhost.dev/scale-modelhosts/fn/resourcelist"
)

// runFunction implements the KRM function: it reads a ResourceList and writes one. It also
// accepts a plain stream of YAML documents, and writes one.
func runFunction(stdin io.Reader, stdout, stderr io.Writer) error {
	text, err := readStdin(stdin)
	if err != nil {
		return err
	}
	list, err := resourcelist.Read(text)
	if errors.Is(err, resourcelist.ErrNone) {
		return writeRendered(stdout, stderr)(render.Text(text, render.Options{Function: fn.Function{}}))
	}
	if err != nil {
		return err
	}
	outcome := fn.Run(krm.Input{Items: list.Items, FunctionConfig: list.FunctionConfig})
	outcome.Findings = outcome.Findings.Reported()
	printFindings(stderr, outcome.Findings)
	if list.IsEmptied(outcome) {
		return rejection{errors.New("the package would render to nothing, and orchestrators would delete all of it; remove the leftovers of earlier renders by hand")}
	}
	texts, err := list.Texts(outcome)
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(stdout, 64<<10)
	for _, text := range texts {
		_, _ = out.Write(text) // Flush gives the first error
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("writing stdout: %w", err)
	}
	return errIfErrors(outcome.Findings)
}

// printFindings prints one line per finding on stderr, which every orchestrator shows.
func printFindings(stderr io.Writer, findings finding.List) {
	for _, f := range findings.Reported() {
		fmt.Fprintln(stderr, f)
	}
}

func errIfErrors(findings finding.List) error {
	if findings.HasErrors() {
		return errRejected
	}
	return nil
}

// writeRendered prints a rendered package, or only the errors.
func writeRendered(stdout, stderr io.Writer) func(render.Result, error) error {
	return func(result render.Result, err error) error {
		if errors.Is(err, render.ErrNothingLeft) {
			return rejection{err}
		}
		if err != nil {
			return err
		}
		printFindings(stderr, result.Findings)
		if err := errIfErrors(result.Findings); err != nil {
			return err
		}
		if _, err := stdout.Write(result.YAML); err != nil {
			return fmt.Errorf("writing stdout: %w", err)
		}
		return nil
	}
}
