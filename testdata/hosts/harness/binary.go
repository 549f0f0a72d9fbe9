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
	// given is a variable of the environment: a file in the place of what would be built.
	given string
}

// Go is a binary that Go builds of a package, in a folder, with flags. Go skips what is up
// to date. No host gets the commit of this repository for its own.
func Go(name, dir, pkg string, flags ...string) Binary {
	return Binary{name: name, dir: dir, build: func(out string) []string {
		return slices.Concat([]string{"go", "build", "-buildvcs=false"}, flags, []string{"-o", out, pkg})
	}}
}

// Product is the program under test: SCALE_MODELHOSTS, or what the repository's Makefile
// builds in its root folder.
func Product(root string) Binary {
	return Binary{name: "scale-modelhosts", dir: root, build: func(out string) []string {
		return []string{"make", "--no-print-directory", "build", "OUT=" + out}
	}}.Or("SCALE_MODELHOSTS")
}

// Or is the binary, or the one that a variable of the environment names.
func (b Binary) Or(variable string) Binary {
	b.given = variable
	return b
}

// Provide leaves binaries in a folder, whose absolute path it gives, and puts it first in
// PATH.
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
	// Hosts are released without cgo; with it, kpt wants a C toolchain for WASM.
	c := Command{Args: b.build(out), Dir: b.dir, Env: []string{"CGO_ENABLED=0"}}
	got, err := c.Run()
	if err == nil && got.Exit != 0 {
		err = fmt.Errorf("%v in %s: exit %d\n%s%s", c.Args, c.Dir, got.Exit, got.Stdout, got.Stderr)
	}
	return err
}
