package cli

import "github.com/spf13/cobra"

// folders has a shell complete the names of folders.
func folders(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return nil, cobra.ShellCompDirectiveFilterDirs
}

// complete has a shell offer the values of a flag.
func complete(cmd *cobra.Command, flag string, values ...string) {
	must(cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp)))
}

// completeNothing keeps a shell from offering files where none is meant.
func completeNothing(cmd *cobra.Command, flag string) { complete(cmd, flag) }

// completeYAML has a shell offer YAML files.
func completeYAML(cmd *cobra.Command, flag string) {
	must(cmd.MarkFlagFilename(flag, "yaml", "yml"))
}

// must is for what only a flag that does not exist could break.
func must(err error) {
	if err != nil {
		panic(err)
	}
}
