// Package measure runs whole processes and compares their cost.
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
	// Name is the name in the output.
	Name string
	// Args is the program's file and its arguments.
	Args []string
	// Stdin is a file, or "" for none: bytes held in this process would count, see Cost.
	Stdin string
	// Path is a folder to put first in PATH, or "" for none.
	Path string
	// Finds allows the process to exit with 1, as check does for findings.
	Finds bool
}

// Cost is the cost of one execution.
type Cost struct {
	Wall time.Duration
	// CPU is the processor time of all threads, in user and system mode.
	CPU time.Duration
	// Peak is the largest resident size in bytes. Linux starts counting from the size of the
	// parent process, so this process stays small.
	Peak int64
}

// Run runs the process to its end and discards the output.
func (p Process) Run() (Cost, error) {
	return p.runTo(nil)
}

// runTo runs the process with its stdout in a file, or discards it if the file is nil.
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
