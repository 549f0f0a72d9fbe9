// Command scale-modelhosts generates KEDA ScaledObjects from annotations on model hosts.
package main

import (
	"os"

	"modelhost.dev/scale-modelhosts/fn/cli"
)

func main() {
	os.Exit(cli.Program())
}
