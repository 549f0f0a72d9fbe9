// Command argocd-cmp-server is Argo CD's own plugin server: what the command argocd is
// when it is called by that name.
package main

import (
	"os"
	"syscall"

	"github.com/argoproj/argo-cd/v3/cmd/argocd-cmp-server/commands"
)

func main() {
	// Its socket is for the repo-server, of the same user. A test that runs it as another
	// user is to reach it, too.
	syscall.Umask(0)
	command := commands.NewCommand()
	command.SilenceUsage = true
	if err := command.Execute(); err != nil {
		os.Exit(1)
	}
}
