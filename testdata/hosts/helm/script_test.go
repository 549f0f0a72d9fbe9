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

var update = flag.Bool("update", false, "update the expected outputs and those in scripts")

// TestScripts runs scripts/*.txtar: one behavior each, in the real Helm versions. In addition
// to testscript's own commands, scripts can use
//
//	helm3 ARGS…, helm4 ARGS…  that Helm version, with the function as post-renderer of
//	                          rendering commands, and a separate home with the plugin
//	agree FILE ARGS…          template in both versions: the objects must be the same, and
//	                          those that do not affect scaling the same as without the
//	                          function; writes the stream of Helm 4 to FILE
//	inventory FILE            one line per object, `Kind name`, in order
//	cluster                   an API server that serves discovery only, for KUBECONFIG
//
// and the folders chart (testdata/chart) and example (examples/helm).
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

// installPlugin installs the plugin in Helm 4 as a user does.
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

// environment returns the variables of a script that Helm reads, and the address of its
// cluster; tests must not contact a real cluster.
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

// rendering returns the stream of a Helm command that must succeed. Without a post-renderer,
// it drops the flags for it.
func rendering(ts *testscript.TestScript, h helm, args []string) string {
	var kept []string
	postRendered := strings.Contains(strings.Join(args, " "), "--post-renderer=")
	for _, arg := range args {
		if postRendered || !strings.HasPrefix(arg, "--post-renderer-args=") {
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
