package cli_test

import (
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"modelhost.dev/scale-modelhosts/fn/cli"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"scale-modelhosts": func() { os.Exit(cli.Program()) },
	})
}

// TestScripts runs the binary's behaviours, one script each.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: "testdata/script", RequireExplicitExec: true, UpdateScripts: os.Getenv("UPDATE") != ""})
}
