// Package cli implements the command line: one binary that is a KRM function without
// arguments, and a command-line tool with them.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"modelhost.dev/scale-modelhosts/config/kpt"
	"modelhost.dev/scale-modelhosts/fn/crash"
	"modelhost.dev/scale-modelhosts/fn/suggest"
)

// Exit codes.
const (
	exitOK     = 0
	exitErrors = 1
	exitFailed = 2
)

// errRejected is the error for a package whose findings are already printed.
var errRejected = errors.New("rejected")

// errFailed is the error of a command that could not run and has printed why.
var errFailed = errors.New("failed")

// rejection is an error in the package, not a failure of the command itself.
type rejection struct{ error }

// usageError is the error of an invalid command line.
type usageError struct{ error }

// Main runs the program and returns its exit code. Data goes to stdout, all messages to stderr. It
// never panics.
func Main(args []string, stdin io.Reader, stdout, stderr io.Writer) (code int) {
	return run(context.Background(), args, stdin, stdout, stderr)
}

func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) (code int) {
	stderr = printable{stderr}
	defer func() {
		if r := recover(); r != nil {
			crash.Print(r)
			fmt.Fprintf(stderr, "error: internal error: %v; the package is unchanged. Please report it together with the input\n", r)
			code = exitFailed
		}
	}()
	deferGC()
	out := newOutput(stdout)
	err := execute(ctx, args, stdin, out, stderr)
	if failure := out.failure(); failure != nil {
		err = failure
	}
	var rejected rejection
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, errRejected):
		return exitErrors
	case errors.Is(err, errFailed):
		return exitFailed
	case errors.As(err, &rejected):
		printError(stderr, err)
		return exitErrors
	}
	printError(stderr, err)
	return exitFailed
}

// printError prints an error on one line, and joined errors on one line each, even if a library's
// message has line breaks.
func printError(stderr io.Writer, err error) {
	if several, ok := err.(interface{ Unwrap() []error }); ok {
		for _, each := range several.Unwrap() {
			printError(stderr, each)
		}
		return
	}
	fmt.Fprintf(stderr, "error: %s\n", strings.Join(strings.Fields(err.Error()), " "))
}

// givenArgs is the key of the whole command line in a command's context.
type givenArgs struct{}

func execute(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) error {
	// An orchestrator passes no arguments and pipes in a ResourceList.
	if len(args) == 0 && !isTerminal(stdin) {
		return runFunction(stdin, stdout, stderr)
	}
	root := newRoot()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	addCompletion(root) // its scripts go to the output set so far
	return root.ExecuteContext(context.WithValue(ctx, givenArgs{}, args))
}

const rootLong = `scale-modelhosts generates KEDA ScaledObjects from annotations on model hosts.

A model host is a Deployment, StatefulSet or Argo Rollout with scaling annotations,
such as

  autoscaling.modelhost.dev/gpu: "70"
  autoscaling.modelhost.dev/max-replicas: "5"

For each model host in a kustomize or kpt package, scale-modelhosts generates a
ScaledObject and the TriggerAuthentications it needs, and removes the HPAs that
would conflict with it. A configuration that KEDA would reject, or accept but never
scale on, is an error that suggests a fix.

Without arguments, scale-modelhosts is a KRM function: it reads a ResourceList from
stdin and writes one to stdout. kustomize, kpt and other orchestrators run it this
way. On the command line, start with

  scale-modelhosts render DIR      render a package
  scale-modelhosts check DIR       lint a package (read-only)
  scale-modelhosts explain DIR     explain how a package scales
  scale-modelhosts import DIR      turn the HPAs of a package into annotations

Output goes to stdout. Findings go to stderr, one per line, except for check and
explain, which print them as output. The function and every command exit with

  0  on success, with or without warnings
  1  if a finding is an error; nothing was changed
  2  on failure: unreadable or unbuildable input, unwritable output, wrong usage, or
     an internal error`

func newRoot() *cobra.Command {
	var doc bool
	root := &cobra.Command{
		Use:                        "scale-modelhosts",
		Short:                      "Generate KEDA ScaledObjects from annotations on model hosts",
		Long:                       rootLong,
		SilenceUsage:               true,
		SilenceErrors:              true,
		SuggestionsMinimumDistance: 2,
		Version:                    readBuild().String(),
		Args:                       noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if doc {
				return kpt.WriteDoc(cmd.OutOrStdout())
			}
			return cmd.Help()
		},
	}
	root.Flags().BoolVar(&doc, "doc", false, "print the catalog entry of the kpt function as JSON")
	root.SetFlagErrorFunc(flagError)
	root.SetHelpCommand(newHelp())
	root.AddCommand(newRender(), newCheck(), newExplain(), newImport(), newInstall(), newReference(), newRules(), newSchema(), newVersion())
	return root
}

// newHelp returns a help command. The library's own prints general help for an unknown command.
func newHelp() *cobra.Command {
	return &cobra.Command{
		Use:   "help [command]",
		Short: "Help about any command",
		Long:  "Print the help of a command.",
		RunE: func(cmd *cobra.Command, args []string) error {
			found, rest, err := cmd.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return noArguments(cmd.Root(), args)
			}
			found.InitDefaultHelpFlag()
			return found.Help()
		},
	}
}

// flagError returns the error for a wrong flag, with the nearest one.
func flagError(cmd *cobra.Command, err error) error {
	fix := "see " + cmd.CommandPath() + " --help"
	if unknown := new(pflag.NotExistError); errors.As(err, &unknown) && len(unknown.GetSpecifiedName()) > 1 {
		var names []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) {
			if !f.Hidden {
				names = append(names, f.Name)
			}
		})
		if near, ok := suggest.Closest(unknown.GetSpecifiedName(), names); ok {
			fix = "did you mean --" + near + "?"
		}
	}
	return usageError{fmt.Errorf("%w; %s", err, fix)}
}

func noArguments(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	message := fmt.Errorf("unknown command %q; see %s --help", args[0], cmd.CommandPath())
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		message = fmt.Errorf("unknown command %q; did you mean %s?", args[0], near[0])
	}
	return usageError{message}
}

// isTerminal reports whether a reader is a terminal, so that there is no piped input.
func isTerminal(r io.Reader) bool {
	file, ok := r.(*os.File)
	if !ok {
		return false
	}
	info, err := file.Stat()
	if err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return false
	}
	null, err := os.Stat(os.DevNull)
	return err != nil || !os.SameFile(info, null)
}
