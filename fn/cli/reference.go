package cli

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"modelhost.dev/scale-modelhosts/fn/reference"
)

func newReference() *cobra.Command {
	return &cobra.Command{
		Use:   "reference",
		Short: "Print the reference of annotations, signals, settings and rules",
		Long: `Print the reference as Markdown: annotations, signals, profiles, the functionConfig
and the rules. It is generated from the code.`,
		Args: noExtraArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if _, err := io.WriteString(cmd.OutOrStdout(), reference.Markdown()); err != nil {
				return fmt.Errorf("writing stdout: %w", err)
			}
			return nil
		},
	}
}
