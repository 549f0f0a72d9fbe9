package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"modelhost.dev/scale-modelhosts/fn/explain"
)

const explainLong = `Explain how a package scales: for each model host, and each ScaledObject that
somebody wrote,

  the resolved values, with the annotation, profile, setting or default that each
  came from;
  the triggers in words;
  when it goes to zero, and what wakes it;
  what a run strips, takes over and creates;
  what check finds about it.

DIR, - and --root are as for check. Nothing is changed.

--output markdown is for pull request comments: a heading and tables for each, as
many as fit one comment. --output json is for programs.

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
		Use:               "explain DIR|-",
		Short:             "Say how model hosts and ScaledObjects scale, and why",
		Long:              explainLong,
		Example:           explainExample,
		Args:              onePackage,
		ValidArgsFunction: folders,
		RunE: func(cmd *cobra.Command, args []string) error {
			write, err := explain.Get(format)
			if err != nil {
				return usageError{fmt.Errorf("--output: %w", err)}
			}
			j, err := judge(cmd, args[0], flags)
			if err != nil {
				return err
			}
			out := cmd.OutOrStdout()
			if format != "json" {
				out = printable{out}
			}
			if err := write(out, explain.Of(j.Judgement)); err != nil {
				return fmt.Errorf("writing stdout: %w", err)
			}
			return refusedBy(j.Findings)
		},
	}
	flags.register(cmd)
	outputFlag(cmd, &format, explain.Formats())
	return cmd
}
