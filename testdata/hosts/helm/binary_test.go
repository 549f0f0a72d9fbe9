package helm

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// root is the repository's root folder, seen from here.
const root = "../../.."

// binDir holds the built binaries.
var binDir string

func TestMain(m *testing.M) {
	if err := prepare(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// prepare builds what the tests run and puts it first in PATH.
func prepare() error {
	var err error
	if binDir, err = filepath.Abs(".bin"); err != nil {
		return err
	}
	for _, h := range helms {
		if err := build(h.dir(), "go", "build", "-o", filepath.Join(binDir, h.binary()), h.module()+"/cmd/helm"); err != nil {
			return err
		}
	}
	if err := product(filepath.Join(binDir, "scale-modelhosts")); err != nil {
		return err
	}
	return os.Setenv("PATH", binDir+string(os.PathListSeparator)+os.Getenv("PATH"))
}

// product leaves the program under test in a file.
func product(out string) error {
	if err := os.RemoveAll(out); err != nil {
		return err
	}
	if given := os.Getenv("SCALE_MODELHOSTS"); given != "" {
		from, err := filepath.Abs(given)
		if err != nil {
			return err
		}
		return os.Symlink(from, out)
	}
	return build(root, "make", "--no-print-directory", "build", "OUT="+out)
}

func build(dir string, args ...string) error {
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), "CGO_ENABLED=0")
	if text, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%v in %s: %w\n%s", args, dir, err, text)
	}
	return nil
}
