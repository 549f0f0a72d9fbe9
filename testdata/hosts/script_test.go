package hosts

import (
	"flag"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"modelhost.dev/scale-modelhosts/testdata/hosts/harness"
)

var update = flag.Bool("update", false, "update the outputs expected by the scripts")

// TestScripts runs scripts/*.txtar: one behavior each, in the real orchestrators.
//
// In addition to testscript's own commands, scripts can use those of scriptcommands_test.go;
// $CAT, a folder that, first in PATH, replaces the function with cat; and $NAMES, the folder
// config/kustomize.
func TestScripts(t *testing.T) {
	testscript.Run(t, scriptsIn("scripts"))
}

func scriptsIn(dir string) testscript.Params {
	return testscript.Params{
		Dir:                 dir,
		UpdateScripts:       *update,
		RequireUniqueNames:  true,
		RequireExplicitExec: true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("PATH", harness.WithFirst(binDir))
			env.Setenv("CAT", catDir)
			names, err := filepath.Abs(filepath.Join(root, "config", "kustomize"))
			if err != nil {
				return err
			}
			env.Setenv("NAMES", names)
			env.Setenv("HOME", filepath.Join(env.WorkDir, ".home"))
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"rendered":  rendered,
			"inventory": inventory,
			"field":     field,
			"move":      move,
			"edit":      edit,
			"keep":      keep,
			"same":      same,
		},
	}
}
