package harness

import (
	"errors"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// Command is one execution of a program.
type Command struct {
	Args  []string
	Dir   string // "" is the test's own
	Stdin string
	Env   []string // on top of the test's own
}

// Outcome is the result of a command.
type Outcome struct {
	Stdout, Stderr string
	Exit           int
}

// Run runs the command to its end. Only a program that could not be started is an error: a
// non-zero exit code is a normal outcome.
func (c Command) Run() (Outcome, error) {
	var stdout, stderr strings.Builder
	cmd := exec.Command(c.Args[0], c.Args[1:]...)
	cmd.Dir, cmd.Stdin, cmd.Stdout, cmd.Stderr = c.Dir, strings.NewReader(c.Stdin), &stdout, &stderr
	cmd.Env = append(os.Environ(), c.Env...)
	err := cmd.Run()
	if exited := (*exec.ExitError)(nil); errors.As(err, &exited) {
		err = nil
	}
	return Outcome{stdout.String(), stderr.String(), cmd.ProcessState.ExitCode()}, err
}

// Run returns the outcome of a command. A program that could not be started fails the test.
func Run(t testing.TB, c Command) Outcome {
	t.Helper()
	got, err := c.Run()
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// Output returns the stdout of a command that must succeed.
func Output(t testing.TB, c Command) string {
	t.Helper()
	got := Run(t, c)
	if got.Exit != 0 {
		t.Fatalf("%s: exit %d\n%s%s", strings.Join(c.Args, " "), got.Exit, got.Stdout, got.Stderr)
	}
	return got.Stdout
}
