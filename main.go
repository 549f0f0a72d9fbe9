// Command scale-modelhosts makes KEDA ScaledObjects of annotated model hosts.
package main

import (
	"os"

	"modelhost.dev/scale-modelhosts/fn/cli"
)

func main() {
	os.Exit(cli.Program())
}
