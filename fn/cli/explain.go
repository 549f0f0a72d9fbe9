package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"modelhost.dev/scale-modelhosts/fn/explain"
	"modelhost.dev/scale-modelhosts/fn/kustomize"
)

const explainLong = `Explain how a package scales, without changing it. For each model host and each
hand-written ScaledObject, explain prints

  - its resolved values, each with the annotation, profile, setting or default that
    sets it
  - its triggers, in words
  - when it scales to zero, and what scales it up again
  - what the function creates, takes over and removes for it
  - the findings of check

DIR is one package. - and --root work as for render.

--output markdown is for pull request comments: a heading and tables for each model
host, as many as fit into one comment. --output json is for programs. Like check, it
lists what cannot be read under "errors".

Exit codes:

  0  no errors
  1  a finding is an error; the package is still explained
  2  an unreadable or unbuildable package, unwritable output, or wrong usage`

const explainExample = `  scale-modelhosts explain overlays/prod
  scale-modelhosts explain overlays/prod --output markdown | gh pr comment --body-file -
  helm template my-models ./chart | scale-modelhosts explain - --namespace models`

func newExplain() *cobra.Command {
	var flags packageFlags
	var format string
	cmd := &cobra.Command{
		Use:     "explain DIR|-",
		Short:   "Explain how model hosts and ScaledObjects scale",
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
			flags.today = today()
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
		return unexplained(cmd, askedFormat(cmd.Context(), format), "", flagError(cmd, err))
	})
	return cmd
}

// unexplained returns the error of a package that cannot be explained. If the output format
// is JSON, it writes the error there, too.
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
		for i, each := range errorsIn(err) {
			all[i] = inKustomization(each, dir, "")
		}
	}
	if failed := write(cmd.OutOrStdout(), explain.Explanation{Failures: all}); failed != nil {
		return fmt.Errorf("writing stdout: %w", failed)
	}
	return err
}
