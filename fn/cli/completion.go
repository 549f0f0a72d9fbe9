package cli

import "github.com/spf13/cobra"

// addCompletion adds a completion command. The library's own would respond to an unknown shell with
// its help, and with success.
func addCompletion(root *cobra.Command) {
	root.InitDefaultCompletionCmd()
	for _, cmd := range root.Commands() {
		if cmd.Name() != "completion" {
			continue
		}
		cmd.Args = noArguments
		cmd.RunE = func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
		for _, shell := range cmd.Commands() {
			shell.Args = noExtraArgs
		}
	}
}

// folders completes the names of folders.
func folders(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return nil, cobra.ShellCompDirectiveFilterDirs
}

// complete completes a flag with fixed values.
func complete(cmd *cobra.Command, flag string, values ...string) {
	must(cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp)))
}

// completeNothing prevents a shell from completing a flag with file names.
func completeNothing(cmd *cobra.Command, flag string) { complete(cmd, flag) }

// completeYAML completes a flag with the names of YAML files.
func completeYAML(cmd *cobra.Command, flag string) {
	must(cmd.MarkFlagFilename(flag, "yaml", "yml"))
}

// must panics if a flag does not exist.
func must(err error) {
	if err != nil {
		panic(err)
	}
}
