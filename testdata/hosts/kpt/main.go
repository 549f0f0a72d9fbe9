// Command kpt is the part of kpt that runs KRM functions. The whole of kpt
// does not `go install`; its fn commands build from a module of their own,
// with the very dependencies that kpt pins. What surrounds them here is what
// kpt's own main does, so that messages and exit codes are kpt's.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/kptdev/kpt/commands/fn"
	kpterrors "github.com/kptdev/kpt/pkg/lib/errors"
	"github.com/kptdev/kpt/pkg/lib/errors/resolver"
	"github.com/kptdev/kpt/pkg/printer"
	"github.com/spf13/cobra"
)

func main() {
	root := &cobra.Command{Use: "kpt", SilenceUsage: true, SilenceErrors: true}
	ctx := printer.WithContext(context.Background(), printer.New(os.Stdout, os.Stderr))
	root.AddCommand(fn.GetCommand(ctx, "kpt"))
	if err := root.Execute(); err != nil {
		fmt.Fprintln(os.Stderr, message(err))
		os.Exit(1)
	}
}

// message is the error as kpt's own main words it.
func message(err error) string {
	if resolved, ok := resolver.ResolveError(err); ok {
		return resolved.Message
	}
	if kptErr := (*kpterrors.Error)(nil); errors.As(err, &kptErr) {
		if cause, ok := kpterrors.UnwrapErrors(kptErr); ok {
			return "Error: " + cause.Error()
		}
	}
	return "Error: " + err.Error()
}
