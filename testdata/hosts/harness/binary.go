package harness

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

// Binary is a program that tests run.
type Binary struct {
	name, dir string
	build     func(out string) []string
	// given is an environment variable that names a file to use in place of a build.
	given string
}

// Go describes a binary that Go builds from a package, in a folder, with flags. Go skips what
// is up to date. Third-party programs do not get the commit of this repository.
func Go(name, dir, pkg string, flags ...string) Binary {
	return Binary{name: name, dir: dir, build: func(out string) []string {
		return slices.Concat([]string{"go", "build", "-buildvcs=false"}, flags, []string{"-o", out, pkg})
	}}
}

// Product returns the program under test: SCALE_MODELHOSTS, or the result of the repository's
// Makefile.
func Product(root string) Binary {
	return Binary{name: "scale-modelhosts", dir: root, build: func(out string) []string {
		return []string{"make", "--no-print-directory", "build", "OUT=" + out}
	}}.Or("SCALE_MODELHOSTS")
}

// Or returns the binary, or the one that an environment variable names.
func (b Binary) Or(variable string) Binary {
	b.given = variable
	return b
}

// Provide builds the binaries into a folder, puts it first in PATH, and returns its absolute
// path.
func Provide(dir string, binaries ...Binary) (string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	for _, b := range binaries {
		if err := b.provide(filepath.Join(dir, b.name)); err != nil {
			return "", fmt.Errorf("%s: %w", b.name, err)
		}
	}
	return dir, os.Setenv("PATH", WithFirst(dir))
}

func (b Binary) provide(out string) error {
	if given := os.Getenv(b.given); given != "" {
		return Link(given, out)
	}
	if err := unlink(out); err != nil {
		return err
	}
	// Their releases are built without cgo; with it, kpt needs a C toolchain for WASM.
	c := Command{Args: b.build(out), Dir: b.dir, Env: []string{"CGO_ENABLED=0"}}
	got, err := c.Run()
	if err == nil && got.Exit != 0 {
		err = fmt.Errorf("%v in %s: exit %d\n%s%s", c.Args, c.Dir, got.Exit, got.Stdout, got.Stderr)
	}
	return err
}
