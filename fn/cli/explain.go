package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"modelhost.dev/scale-modelhosts/fn/explain"
	"modelhost.dev/scale-modelhosts/fn/kustomize"
)

const explainLong = `Explain how a package scales: for each model host, and each ScaledObject that
somebody wrote,

  the resolved values, with the annotation, profile, setting or default that each
  came from;
  the triggers in words;
  when it goes to zero, and what wakes it;
  what a run strips, takes over and creates;
  what check finds about it.

DIR is one package; - and --root are as for check. Nothing is changed.

--output markdown is for pull request comments: a heading and tables for each, as
many as fit one comment. --output json is for programs. What cannot be read is under
"errors" there, as for check.

It exits with 0, with 1 if anything that was found is an error (it is explained
all the same), and with 2 if it could not run: a package that cannot be read or
built, an output that cannot be written, or wrong usage.`

const explainExample = `  scale-modelhosts explain overlays/prod
  scale-modelhosts explain overlays/prod --output markdown | gh pr comment --body-file -
  helm template my-models ./chart | scale-modelhosts explain - --namespace models`

func newExplain() *cobra.Command {
	var flags packageFlags
	var format string
	cmd := &cobra.Command{
		Use:     "explain DIR|-",
		Short:   "Say how model hosts and ScaledObjects scale, and why",
		Long:    explainLong,
		Example: explainExample,
		Args: func(cmd *cobra.Command, args []string) error {
			return unexplained(cmd, format, "", onePackage(cmd, args))
		},
		ValidArgsFunction: folders,
		RunE: func(cmd *cobra.Command, args []string) error {
			write, err := explain.Get(format)
			if err != nil {
				return usageError{fmt.Errorf("--output: %w", err)}
			}
			if _, err := flags.options(); err != nil {
				return unexplained(cmd, format, "", err)
			}
			j, err := checkPackage(cmd, args[0], flags)
			if err != nil {
				return unexplained(cmd, format, args[0], err)
			}
			out := cmd.OutOrStdout()
			if format != "json" {
				out = printable{out}
			}
			if err := write(out, explain.New(j.Result)); err != nil {
				return fmt.Errorf("writing stdout: %w", err)
			}
			return errIfErrors(j.Findings)
		},
	}
	flags.register(cmd)
	outputFlag(cmd, &format, explain.Formats())
	cmd.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return unexplained(cmd, askedFormat(cmd.Context(), format), "", usageError{fmt.Errorf("%w; see %s --help", err, cmd.CommandPath())})
	})
	return cmd
}

// unexplained returns the error of a package that is not explained, and writes it for
// programs if they are to get it.
func unexplained(cmd *cobra.Command, format, dir string, err error) error {
	if err == nil || format != "json" {
		return err
	}
	write, unknown := explain.Get(format)
	if unknown != nil {
		return err
	}
	all := failures(err)
	if dir != "" && kustomize.FileName(dir) != "" {
		for i, f := range all {
			all[i] = inKustomization(f, dir, "")
		}
	}
	if failed := write(cmd.OutOrStdout(), explain.Explanation{Failures: all}); failed != nil {
		return fmt.Errorf("writing stdout: %w", failed)
	}
	return err
}
