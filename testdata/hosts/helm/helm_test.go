package helm

import (
	"path/filepath"
	"slices"

	"modelhost.dev/scale-modelhosts/testdata/hosts/harness"
)

// helm is one of the two versions of Helm.
type helm struct {
	major, version string
	// postRenderer lists the flags that make the function the post-renderer.
	postRenderer []string
}

var helms = []helm{
	{"3", "v3.22.0", []string{"--post-renderer=scale-modelhosts", "--post-renderer-args=render", "--post-renderer-args=-"}},
	{"4", "v4.3.0", []string{"--post-renderer=scale-modelhosts"}},
}

func (h helm) binary() string { return "helm" + h.major }
func (h helm) dir() string    { return h.binary() }
func (h helm) module() string { return "helm.sh/helm/v" + h.major }

// command returns a command of this Helm version with a separate home, where its plugins are:
// Helm 3 cannot read those of Helm 4.
func (h helm) command(dir, home string, env []string, args ...string) harness.Command {
	return harness.Command{
		Args: append([]string{filepath.Join(binDir, h.binary())}, args...), Dir: dir,
		Env: append(slices.Clone(env), "HOME="+h.home(home)),
	}
}

func (h helm) home(in string) string { return filepath.Join(in, h.binary()) }

// postRendered returns a command line with the function as post-renderer.
func (h helm) postRendered(args []string) []string {
	if !slices.Contains([]string{"template", "install", "upgrade"}, args[0]) {
		return args
	}
	return slices.Concat(args[:1], h.postRenderer, args[1:])
}
