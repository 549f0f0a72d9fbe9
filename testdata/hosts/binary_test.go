package hosts

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// root is the repository's root folder, seen from here.
const root = "../.."

// binDir holds the built binaries; catDir a `scale-modelhosts` that is cat,
// the function that changes nothing: what it leaves behind is the host's doing.
var binDir, catDir string

func TestMain(m *testing.M) {
	if err := prepare(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// prepare builds what the tests run and puts it first in PATH.
func prepare() error {
	bin, err := filepath.Abs(".bin")
	if err != nil {
		return err
	}
	binDir, catDir = bin, filepath.Join(bin, "cat")
	if err := linkCat(); err != nil {
		return err
	}
	builds := []struct{ name, dir, pkg string }{
		{"kustomize", ".", "sigs.k8s.io/kustomize/kustomize/v5"},
		{"kpt", "kpt", "."},
		{"scale-modelhosts", root, "."},
	}
	for _, b := range builds {
		if err := build(b.name, b.dir, b.pkg); err != nil {
			return err
		}
	}
	return os.Setenv("PATH", withFirst(binDir))
}

// build leaves the named binary in binDir; Go skips what is up to date.
func build(name, dir, pkg string) error {
	out := filepath.Join(binDir, name)
	if given := os.Getenv("SCALE_MODELHOSTS"); name == "scale-modelhosts" && given != "" {
		return link(given, out)
	}
	// A link left by an earlier run must not be written through.
	if info, err := os.Lstat(out); err == nil && info.Mode()&os.ModeSymlink != 0 {
		if err := os.Remove(out); err != nil {
			return err
		}
	}
	cmd := exec.Command("go", "build", "-o", out, pkg)
	if name == "scale-modelhosts" {
		cmd = exec.Command("make", "--no-print-directory", "build", "OUT="+out)
	}
	cmd.Dir = dir
	// kpt is released without cgo; with it, it wants a C toolchain for WASM.
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if text, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("building %s: %w\n%s", name, err, text)
	}
	return nil
}

func linkCat() error {
	cat, err := exec.LookPath("cat")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(catDir, 0o755); err != nil {
		return err
	}
	return link(cat, filepath.Join(catDir, "scale-modelhosts"))
}

func link(from, to string) error {
	from, err := filepath.Abs(from)
	if err != nil {
		return err
	}
	if err := os.RemoveAll(to); err != nil {
		return err
	}
	return os.Symlink(from, to)
}

// withFirst is PATH with a folder before all others.
func withFirst(dir string) string {
	return dir + string(os.PathListSeparator) + os.Getenv("PATH")
}
