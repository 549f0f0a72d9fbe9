package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"modelhost.dev/scale-modelhosts/config"
)

func newSchema() *cobra.Command {
	return &cobra.Command{
		Use:   "schema",
		Short: "Print the JSON Schema of the functionConfig, for editors",
		Long: `Print the JSON Schema of the functionConfig. Editors with the YAML language server
validate and complete a functionConfig that names the schema in a comment:

  # yaml-language-server: $schema=scale-modelhosts.schema.json`,
		Example: "  scale-modelhosts schema > scale-modelhosts.schema.json",
		Args:    noExtraArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if _, err := cmd.OutOrStdout().Write(config.Schema()); err != nil {
				return fmt.Errorf("writing stdout: %w", err)
			}
			return nil
		},
	}
}
