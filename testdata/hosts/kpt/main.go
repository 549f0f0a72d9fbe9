// Command kpt is the part of kpt that runs KRM functions. All of kpt does not `go install`,
// but its fn commands build in a separate module with the dependencies that kpt pins. The rest
// of this file copies kpt's own main, so messages and exit codes are kpt's.
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

// message formats the error as kpt's own main does.
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
