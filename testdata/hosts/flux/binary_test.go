package flux

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

const (
	// root is the repository's root folder, seen from here.
	root = "../../.."
	// example is the one that is Flux's.
	example = root + "/examples/flux"
	// binDir holds the built binaries.
	binDir = ".bin"
)

// fluxVersion is the release whose command is run; apiVersion those of the
// controllers of the same release, whose types and CRDs are asked.
const (
	fluxVersion = "v2.9.2"
	apiVersion  = "v1.9.3"
)

func TestMain(m *testing.M) {
	if err := prepare(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// prepare builds what the tests run and puts it first in PATH.
func prepare() error {
	bin, err := filepath.Abs(binDir)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(bin, 0o755); err != nil {
		return err
	}
	if err := errors.Join(buildFlux(bin), buildOurs(bin), start(exec.Command("go", "build", "-o", filepath.Join(bin, "kubectl"), "./kubectl"))); err != nil {
		return err
	}
	return os.Setenv("PATH", bin+string(os.PathListSeparator)+os.Getenv("PATH"))
}

// buildFlux builds the command from a copy of its module, by the go.mod and go.sum
// of its makers. What `flux install` would write is embedded into a release only;
// nothing here installs.
func buildFlux(bin string) error {
	source := filepath.Join(bin, "flux2@"+fluxVersion)
	if _, err := os.Stat(source); errors.Is(err, fs.ErrNotExist) {
		module, err := download("github.com/fluxcd/flux2/v2@" + fluxVersion)
		if err != nil {
			return err
		}
		if err := copyWritable(module, source); err != nil {
			return err
		}
	}
	manifests := filepath.Join(source, "cmd", "flux", "manifests")
	if err := os.MkdirAll(manifests, 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(manifests, "none.yaml"), nil, 0o644); err != nil {
		return err
	}
	cmd := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w -X main.VERSION="+fluxVersion[1:], "-o", filepath.Join(bin, "flux"), "./cmd/flux")
	cmd.Dir = source
	return start(cmd)
}

func buildOurs(bin string) error {
	out := filepath.Join(bin, "scale-modelhosts")
	if given := os.Getenv("SCALE_MODELHOSTS"); given != "" {
		given, err := filepath.Abs(given)
		if err != nil {
			return err
		}
		if err := os.RemoveAll(out); err != nil {
			return err
		}
		return os.Symlink(given, out)
	}
	// A link left by an earlier run must not be written through.
	if info, err := os.Lstat(out); err == nil && info.Mode()&os.ModeSymlink != 0 {
		if err := os.Remove(out); err != nil {
			return err
		}
	}
	cmd := exec.Command("make", "--no-print-directory", "build", "OUT="+out)
	cmd.Dir = root
	return start(cmd)
}

// start runs a build to its end; Go skips what is up to date.
func start(cmd *exec.Cmd) error {
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if text, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", cmd, err, text)
	}
	return nil
}

// download is the folder of a module in the cache, checked against Go's checksum
// database.
func download(module string) (string, error) {
	cmd := exec.Command("go", "mod", "download", "-json", module)
	cmd.Dir = os.TempDir() // in no module: the versions are those named here
	text, err := cmd.Output()
	var got struct{ Dir, Error string }
	if parseErr := json.Unmarshal(text, &got); parseErr != nil || got.Error != "" {
		return "", fmt.Errorf("%s: %s: %w", cmd, got.Error, errors.Join(err, parseErr))
	}
	return got.Dir, err
}

// copyWritable copies a module out of the cache, where nothing may be written. The
// copy appears whole or not at all.
func copyWritable(from, to string) error {
	temp := to + ".part"
	if err := os.RemoveAll(temp); err != nil {
		return err
	}
	if err := os.CopyFS(temp, os.DirFS(from)); err != nil {
		return err
	}
	if err := filepath.WalkDir(temp, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			return os.Chmod(path, 0o755)
		}
		return os.Chmod(path, 0o644)
	}); err != nil {
		return err
	}
	return os.Rename(temp, to)
}
