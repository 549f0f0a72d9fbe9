package hosts

import (
	"errors"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// command is one run of a program.
type command struct {
	args  []string
	dir   string // "" is the test's own
	stdin string
	env   []string // on top of the test's own
}

// outcome is what a run left behind.
type outcome struct {
	stdout, stderr string
	exit           int
}

// run runs a command to its end. Only a program that could not be started
// fails the test: a non-zero exit is an outcome like any other.
func run(t testing.TB, c command) outcome {
	t.Helper()
	got, err := c.run()
	require.NoError(t, err)
	return got
}

// output is the stdout of a command that must succeed.
func output(t testing.TB, c command) string {
	t.Helper()
	got := run(t, c)
	require.Zero(t, got.exit, "%s\n%s", strings.Join(c.args, " "), got.stderr)
	return got.stdout
}

func (c command) run() (outcome, error) {
	var stdout, stderr strings.Builder
	cmd := exec.Command(c.args[0], c.args[1:]...)
	cmd.Dir, cmd.Stdin, cmd.Stdout, cmd.Stderr = c.dir, strings.NewReader(c.stdin), &stdout, &stderr
	cmd.Env = append(os.Environ(), c.env...)
	err := cmd.Run()
	if exited := (*exec.ExitError)(nil); errors.As(err, &exited) {
		err = nil
	}
	return outcome{stdout.String(), stderr.String(), cmd.ProcessState.ExitCode()}, err
}

// kustomizeBuild is the call a package with exec functions needs.
func kustomizeBuild(dir string) command {
	return command{args: []string{"kustomize", "build", "--enable-alpha-plugins", "--enable-exec", dir}}
}

// kptRender runs the pipeline of a package in place.
func kptRender(dir string) command {
	return command{args: []string{"kpt", "fn", "render", "--allow-exec", dir}}
}

// withCat is the command with cat in the function's place.
func (c command) withCat() command {
	c.env = append(c.env, "PATH="+withFirst(catDir))
	return c
}
