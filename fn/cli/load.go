package cli

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"modelhost.dev/scale-modelhosts/fn/check"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/render"
	"modelhost.dev/scale-modelhosts/fn/rooted"
	"modelhost.dev/scale-modelhosts/fn/source"
)

// checked is a result with the root in which the package was read.
type checked struct {
	check.Result
	root *rooted.Root
}

// checkPackage loads and checks the package in a command's argument.
func checkPackage(cmd *cobra.Command, dir string, flags packageFlags) (checked, error) {
	options, err := flags.options()
	if err != nil {
		return checked{}, err
	}
	if dir != "-" {
		result, err := render.Check(dir, options)
		return checked{result, options.Root}, err
	}
	loaded, err := load(cmd.InOrStdin(), dir, options)
	if err != nil {
		return checked{}, err
	}
	if err := loaded.Err(); err != nil {
		return checked{}, err
	}
	return checked{loaded.Check(), options.Root}, nil
}

func load(stdin io.Reader, dir string, options render.Options) (render.Package, error) {
	if dir != "-" {
		return render.Load(dir, options)
	}
	text, err := source.ReadAll(stdin)
	if err != nil {
		return render.Package{}, fmt.Errorf("reading stdin: %w", err)
	}
	loaded, err := render.LoadText(text, options)
	if err == nil && len(bytes.TrimSpace(text)) == 0 {
		loaded.Findings = append(loaded.Findings, emptyStream)
	}
	return loaded, err
}

// emptyStream is the note about an empty stream, which is not an error on its own.
var emptyStream = finding.Finding{
	Rule: finding.RuleNotChecked.ID, Severity: finding.RuleNotChecked.Severity, Field: "stdin",
	Message: "is empty; nothing is checked", Hint: "the program before the pipe may have failed; set -o pipefail shows that",
}

// relativeTo returns a function that returns a package's file names relative to the current folder.
func relativeTo(dir string) func(string) string {
	if filepath.IsAbs(dir) {
		if here, err := os.Getwd(); err == nil {
			if rel, err := filepath.Rel(here, dir); err == nil && !strings.HasPrefix(rel, "..") {
				dir = rel
			}
		}
	}
	return func(file string) string { return filepath.ToSlash(filepath.Join(dir, filepath.FromSlash(file))) }
}

// useColour reports whether output goes to a terminal whose user has not disabled colour.
func useColour(w io.Writer) bool {
	if out, ok := w.(*output); ok {
		w = out.Writer
	}
	file, ok := w.(*os.File)
	return ok && isTerminal(file) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}
