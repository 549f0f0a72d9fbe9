// Package peers builds the programs that are measured.
package peers

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// Peers holds the file names of the built programs.
type Peers struct {
	// Dir contains them all; kustomize finds the function there through PATH.
	Dir string
	// Product is scale-modelhosts; Identity is the function that changes nothing.
	Product, Identity string
	// Plain builds a kustomization in process; Kustomize is the real command.
	Plain, Kustomize string
	// Parse parses a file and does nothing with it.
	Parse string
}

// Build builds all peers, without cgo, into .bin in this module's folder.
func Build() (Peers, error) {
	module, err := moduleDir()
	if err != nil {
		return Peers{}, err
	}
	dir := filepath.Join(module, ".bin")
	p := Peers{
		Dir:       dir,
		Product:   filepath.Join(dir, "scale-modelhosts"),
		Identity:  filepath.Join(dir, "identity"),
		Plain:     filepath.Join(dir, "plain"),
		Kustomize: filepath.Join(dir, "kustomize"),
		Parse:     filepath.Join(dir, "parse"),
	}
	builds := []struct{ out, from, pkg string }{
		{p.Identity, module, "./identity"},
		{p.Plain, module, "./plain"},
		{p.Parse, module, "./parse"},
		{p.Kustomize, module, "sigs.k8s.io/kustomize/kustomize/v5"},
	}
	for _, b := range builds {
		if err := build(b.out, b.from, b.pkg); err != nil {
			return Peers{}, err
		}
	}
	if err := product(p.Product, filepath.Join(module, "..", "..")); err != nil {
		return Peers{}, err
	}
	for _, file := range []string{p.Product, p.Identity, p.Plain, p.Kustomize, p.Parse} {
		if err := rewrite(file); err != nil {
			return Peers{}, err
		}
	}
	return p, nil
}

// rewrite writes a program anew in one piece. What the linker writes is in the page cache in small
// pieces, and such a program takes a millisecond longer to start than one that was copied.
func rewrite(file string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	if err := os.Remove(file); err != nil {
		return err
	}
	return os.WriteFile(file, text, 0o755)
}

// product builds the repository, or copies the binary that SCALE_MODELHOSTS names.
func product(out, repository string) error {
	if err := os.RemoveAll(out); err != nil {
		return err
	}
	given := os.Getenv("SCALE_MODELHOSTS")
	if given == "" {
		return run(repository, "make", "--no-print-directory", "build", "OUT="+out)
	}
	given, err := filepath.Abs(given)
	if err != nil {
		return err
	}
	return os.Symlink(given, out)
}

// build strips the binary like a release, because its size affects the start-up time.
func build(out, from, pkg string) error {
	return run(from, "go", "build", "-trimpath", "-ldflags=-s -w", "-o", out, pkg)
}

func run(dir, name string, args ...string) error {
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if text, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", strings.Join(cmd.Args, " "), err, text)
	}
	return nil
}

func moduleDir() (string, error) {
	gomod, err := exec.Command("go", "env", "GOMOD").Output()
	return filepath.Dir(strings.TrimSpace(string(gomod))), err
}
