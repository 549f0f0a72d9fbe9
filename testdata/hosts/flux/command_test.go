package flux

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

// run runs a command to its end. Only a program that could not be started fails the
// test: a non-zero exit is an outcome like any other.
func run(t testing.TB, c command) outcome {
	t.Helper()
	var stdout, stderr strings.Builder
	cmd := exec.Command(c.args[0], c.args[1:]...)
	cmd.Dir, cmd.Stdin, cmd.Stdout, cmd.Stderr = c.dir, strings.NewReader(c.stdin), &stdout, &stderr
	cmd.Env = append(os.Environ(), c.env...)
	err := cmd.Run()
	if exited := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exited) {
		require.NoError(t, err)
	}
	return outcome{stdout.String(), stderr.String(), cmd.ProcessState.ExitCode()}
}

// output is the stdout of a command that must succeed.
func output(t testing.TB, c command) string {
	t.Helper()
	got := run(t, c)
	require.Zero(t, got.exit, "%s\n%s%s", strings.Join(c.args, " "), got.stdout, got.stderr)
	return got.stdout
}

// check judges a rendered stream with the functionConfig of a file, "" for none.
func check(t testing.TB, rendered, config string) outcome {
	t.Helper()
	args := []string{"scale-modelhosts", "check", "-", "--rendered"}
	if config != "" {
		args = append(args, "--config", config)
	}
	return run(t, command{args: args, stdin: rendered})
}
