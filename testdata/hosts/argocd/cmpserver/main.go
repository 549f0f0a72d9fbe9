// Command argocd-cmp-server is Argo CD's own plugin server: the command argocd under that
// name.
package main

import (
	"os"
	"syscall"

	"github.com/argoproj/argo-cd/v3/cmd/argocd-cmp-server/commands"
)

func main() {
	// The socket is for the repo-server, which has the same user. Tests that run it as another
	// user must reach it as well.
	syscall.Umask(0)
	command := commands.NewCommand()
	command.SilenceUsage = true
	if err := command.Execute(); err != nil {
		os.Exit(1)
	}
}
