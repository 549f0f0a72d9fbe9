package helm

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "write what is seen into scripts and expected outputs")

// TestScripts runs scripts/*.txtar: one behaviour each, in the real Helms. Beside
// testscript's own commands they have
//
//	helm3 ARGS…, helm4 ARGS…  that Helm, with the function as its post-renderer where it
//	                          renders, and a home of its own, with the plugin in it
//	agree FILE ARGS…          template in both: the same objects must come out, and
//	                          of what is not about scaling those that come without the
//	                          function; the stream of Helm 4 is left in FILE
//	inventory FILE            one line per object, `Kind name`, in their order
//	cluster                   an API server that serves discovery only, for KUBECONFIG
//
// and testdata/chart as chart, examples/helm as example.
func TestScripts(t *testing.T) {
	commands := map[string]func(*testscript.TestScript, bool, []string){
		"agree":     agree,
		"inventory": inventory,
		"cluster":   cluster,
	}
	for _, h := range helms {
		commands[h.binary()] = func(ts *testscript.TestScript, neg bool, args []string) {
			got, err := h.command(ts.MkAbs("."), ts.MkAbs(".home"), environment(ts), h.postRendered(args)...).Run()
			ts.Check(err)
			fmt.Fprint(ts.Stdout(), got.Stdout)
			fmt.Fprint(ts.Stderr(), got.Stderr)
			if failed := got.Exit != 0; failed != neg {
				ts.Fatalf("%s %s: exit %d\n%s%s", h.binary(), strings.Join(args, " "), got.Exit, got.Stdout, got.Stderr)
			}
		}
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "scripts",
		UpdateScripts:       *update,
		RequireUniqueNames:  true,
		RequireExplicitExec: true,
		Cmds:                commands,
		Setup: func(env *testscript.Env) error {
			env.Setenv("PATH", os.Getenv("PATH"))
			for as, chart := range map[string]string{"chart": "testdata/chart", "example": filepath.Join(root, "examples", "helm")} {
				if err := os.CopyFS(filepath.Join(env.WorkDir, as), os.DirFS(chart)); err != nil {
					return err
				}
			}
			return installPlugin(filepath.Join(env.WorkDir, ".home"))
		},
	})
}

// installPlugin gives Helm 4 the plugin as a reader does.
func installPlugin(home string) error {
	plugin, err := filepath.Abs(filepath.Join(root, "config", "helm"))
	if err != nil {
		return err
	}
	got, err := helms[1].command(".", home, nil, "plugin", "install", plugin).Run()
	if err == nil && got.Exit != 0 {
		err = fmt.Errorf("helm plugin install: exit %d\n%s", got.Exit, got.Stderr)
	}
	return err
}

// environment is what a script has set that Helm reads, and where its cluster is; a
// cluster of the machine must not be asked.
func environment(ts *testscript.TestScript) []string {
	env := []string{"KUBECONFIG=" + ts.Getenv("KUBECONFIG")}
	for _, name := range []string{"HELM_NAMESPACE", "PATH"} {
		if value := ts.Getenv(name); value != "" {
			env = append(env, name+"="+value)
		}
	}
	return env
}

func agree(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: agree FILE ARGS…")
	}
	var streams []string
	for _, h := range helms {
		template := append([]string{"template"}, args[1:]...)
		plain := rendering(ts, h, template)
		rendered := rendering(ts, h, h.postRendered(template))
		if err := same(plain, rendered, others); err != nil {
			ts.Fatalf("%s: the function harmed what is not its own: %v", h.binary(), err)
		}
		streams = append(streams, rendered)
	}
	if err := same(streams[0], streams[1], contents); err != nil {
		ts.Fatalf("Helm 3 and Helm 4 differ: %v", err)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(streams[1]), 0o644))
}

// rendering is the stream of a Helm that must succeed. Flags for the post-renderer are
// taken off where there is none.
func rendering(ts *testscript.TestScript, h helm, args []string) string {
	var kept []string
	behind := strings.Contains(strings.Join(args, " "), "--post-renderer=")
	for _, arg := range args {
		if behind || !strings.HasPrefix(arg, "--post-renderer-args=") {
			kept = append(kept, arg)
		}
	}
	got, err := h.command(ts.MkAbs("."), ts.MkAbs(".home"), environment(ts), kept...).Run()
	ts.Check(err)
	if got.Exit != 0 || got.Stdout == "" {
		ts.Fatalf("%s %s: exit %d\n%s", h.binary(), strings.Join(kept, " "), got.Exit, got.Stderr)
	}
	return got.Stdout
}

func inventory(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: inventory FILE")
	}
	all, err := objects(ts.ReadFile(args[0]))
	ts.Check(err)
	for _, o := range all {
		fmt.Fprintln(ts.Stdout(), o.GetKind(), o.GetName())
	}
}
