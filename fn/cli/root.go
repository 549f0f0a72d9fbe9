// Package cli is the command line: one binary that is a KRM function without
// arguments, and a tool for people with them.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"modelhost.dev/scale-modelhosts/config/kpt"
)

// Exit codes.
const (
	exitOK     = 0
	exitErrors = 1
	exitFailed = 2
)

// errRefused is the error of a package whose findings are already printed.
var errRefused = errors.New("refused")

// errFailed is the error of a command that could not run and has printed why.
var errFailed = errors.New("failed")

// refusal is an error in the package, not a failure of the command itself.
type refusal struct{ error }

// usageError is the error of an invalid command line.
type usageError struct{ error }

// Main runs the program and returns its exit code. Data goes to stdout, all messages
// to stderr. It never panics.
func Main(args []string, stdin io.Reader, stdout, stderr io.Writer) (code int) {
	return run(context.Background(), args, stdin, stdout, stderr)
}

func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) (code int) {
	stderr = printable{stderr}
	defer func() {
		if r := recover(); r != nil {
			fmt.Fprintf(stderr, "error: internal fault: %v; the package is unchanged. Please report it with the input\n", r)
			code = exitFailed
		}
	}()
	deferGC()
	out := newOutput(stdout)
	err := execute(ctx, args, stdin, out, stderr)
	if failure := out.failure(); failure != nil {
		err = failure
	}
	var refused refusal
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, errRefused):
		return exitErrors
	case errors.Is(err, errFailed):
		return exitFailed
	case errors.As(err, &refused):
		printError(stderr, err)
		return exitErrors
	}
	printError(stderr, err)
	return exitFailed
}

// printError prints an error on one line, and several on one line each, whatever
// the libraries behind have put into them.
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
	// A host that runs the function has no use for a command line, and waits.
	if len(args) == 0 && !isTerminal(stdin) {
		return runFunction(stdin, stdout, stderr)
	}
	root := newRoot()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	addCompletion(root) // its scripts go to the output of this moment
	return root.ExecuteContext(context.WithValue(ctx, givenArgs{}, args))
}

const rootLong = `scale-modelhosts makes KEDA ScaledObjects of annotated model hosts.

It scans a kustomize or kpt package for Deployments, StatefulSets and Argo
Rollouts, whatever they are called, that carry annotations such as

  autoscaling.modelhost.dev/gpu: "70"
  autoscaling.modelhost.dev/max-replicas: "5"

generates the matching ScaledObjects and TriggerAuthentications, and strips the
HPAs they would conflict with. What KEDA would refuse, or accept and then never
scale, is refused at once, with a fix.

Without arguments it is a KRM function: a ResourceList on stdin, one on stdout.
kustomize, kpt and others run it so. People start with

  scale-modelhosts render DIR      what it makes of a package
  scale-modelhosts check DIR       what is wrong with it, and nothing is changed
  scale-modelhosts explain DIR     how it scales, and why
  scale-modelhosts import DIR      the annotations in place of its HPAs

Output goes to stdout and findings to stderr, one line each, except for check and
explain, whose findings are the output. Every command, and the function too, exits
with

  0  if it is done, with or without warnings
  1  if a finding is an error; nothing was changed
  2  if it could not run: input that cannot be read or built, output that cannot be
     written, a command line that cannot be understood, an internal fault`

func newRoot() *cobra.Command {
	var doc bool
	root := &cobra.Command{
		Use:                        "scale-modelhosts",
		Short:                      "KEDA ScaledObjects of annotated model hosts",
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
	root.Flags().BoolVar(&doc, "doc", false, "print what the catalogue of kpt functions shows, as JSON")
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return usageError{fmt.Errorf("%w; see %s --help", err, cmd.CommandPath())}
	})
	root.AddCommand(newRender(), newCheck(), newExplain(), newImport(), newInstall(), newReference(), newSchema(), newVersion())
	return root
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

// isTerminal says whether a person would have to type the package in.
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
