package helm

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// helm is one of the two that there are.
type helm struct {
	major, version string
	// postRenderer are the flags that put the function behind it.
	postRenderer []string
}

var helms = []helm{
	{"3", "v3.22.0", []string{"--post-renderer=scale-modelhosts", "--post-renderer-args=render", "--post-renderer-args=-"}},
	{"4", "v4.3.0", []string{"--post-renderer=scale-modelhosts"}},
}

func (h helm) binary() string { return "helm" + h.major }
func (h helm) dir() string    { return h.binary() }
func (h helm) module() string { return "helm.sh/helm/v" + h.major }

// outcome is what a run left behind.
type outcome struct {
	stdout, stderr string
	exit           int
}

// run runs this Helm with a home of its own, where its plugins are: Helm 3 cannot read
// those of Helm 4. A non-zero exit is no error, but an outcome.
func (h helm) run(dir, home string, env []string, args ...string) (outcome, error) {
	var stdout, stderr strings.Builder
	cmd := exec.Command(filepath.Join(binDir, h.binary()), args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, &stdout, &stderr
	cmd.Env = append(append(os.Environ(), env...), "HOME="+h.home(home))
	err := cmd.Run()
	if exited := (*exec.ExitError)(nil); errors.As(err, &exited) {
		err = nil
	}
	return outcome{stdout.String(), stderr.String(), cmd.ProcessState.ExitCode()}, err
}

func (h helm) home(in string) string { return filepath.Join(in, h.binary()) }

// postRendered is a command line with the function behind it.
func (h helm) postRendered(args []string) []string {
	if !slices.Contains([]string{"template", "install", "upgrade"}, args[0]) {
		return args
	}
	return slices.Concat(args[:1], h.postRenderer, args[1:])
}
