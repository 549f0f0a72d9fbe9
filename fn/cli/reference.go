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
		Long: `Print the reference of annotations, signals, profiles, the functionConfig and the
rules as Markdown. The program generates it from the tables it runs on.`,
		Args: noExtraArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if _, err := io.WriteString(cmd.OutOrStdout(), reference.Markdown()); err != nil {
				return fmt.Errorf("writing stdout: %w", err)
			}
			return nil
		},
	}
}
