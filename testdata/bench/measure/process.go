// Package measure runs whole processes and compares what they cost.
package measure

import (
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
}

// Cost is what one run took.
type Cost struct {
	Wall time.Duration
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
	if err != nil {
		return Cost{}, fmt.Errorf("%s: %w\n%s", p.Name, err, stderr.String())
	}
	return Cost{wall, peak(cmd.ProcessState)}, nil
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
