// Package measure runs whole processes and compares what they cost.
package measure

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"syscall"
	"time"
)

// Process is one program with its input.
type Process struct {
	// Name is what a reader calls it.
	Name string
	// Args is the program's file and its arguments.
	Args []string
	// Stdin is a file, "" for none: bytes held here would count, see Cost.
	Stdin string
	// Path is a folder put before all others in PATH, "" for none.
	Path string
	// Finds says that the process may exit with 1, as check does for findings.
	Finds bool
}

// Cost is what one run took.
type Cost struct {
	Wall time.Duration
	// CPU is the time on processors, of all threads, in user and in system mode.
	CPU time.Duration
	// Peak is the largest resident size in bytes. Linux counts what the starting
	// process held at that moment as a floor, so the measuring one stays small.
	Peak int64
}

// Run runs the process to its end, its output going nowhere.
func (p Process) Run() (Cost, error) {
	return p.runTo(nil)
}

// runTo runs the process with its stdout in a file, nil for nowhere.
func (p Process) runTo(stdout *os.File) (Cost, error) {
	cmd := exec.Command(p.Args[0], p.Args[1:]...)
	cmd.Env = os.Environ()
	if p.Path != "" {
		cmd.Env = append(cmd.Env, "PATH="+p.Path+string(os.PathListSeparator)+os.Getenv("PATH"))
	}
	if p.Stdin != "" {
		in, err := os.Open(p.Stdin)
		if err != nil {
			return Cost{}, err
		}
		defer in.Close()
		cmd.Stdin = in
	}
	if stdout != nil { // a nil *os.File is no nil io.Writer
		cmd.Stdout = stdout
	}
	var stderr strings.Builder
	cmd.Stderr = &stderr
	start := time.Now()
	err := cmd.Run()
	wall := time.Since(start)
	var exit *exec.ExitError
	if found := p.Finds && errors.As(err, &exit) && exit.ExitCode() == 1; err != nil && !found {
		return Cost{}, fmt.Errorf("%s: %w\n%s", p.Name, err, stderr.String())
	}
	cpu := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	return Cost{wall, cpu, peak(cmd.ProcessState)}, nil
}

func peak(state *os.ProcessState) int64 {
	usage, ok := state.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	if runtime.GOOS == "darwin" { // bytes there, KiB elsewhere
		return int64(usage.Maxrss)
	}
	return int64(usage.Maxrss) * 1024
}
