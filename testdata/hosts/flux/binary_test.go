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

	"modelhost.dev/scale-modelhosts/testdata/hosts/harness"
)

const (
	// root is the root folder of the repository, relative to this one.
	root = "../../.."
	// example is the folder of Flux's example.
	example = root + "/examples/flux"
	// binDir contains the built binaries.
	binDir = ".bin"
)

// fluxVersion is the release of the flux command; apiVersion lists those of the controllers in
// the same release, whose types and CRDs are used.
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

// prepare builds what the tests run.
func prepare() error {
	flux, err := theFlux()
	if err != nil {
		return err
	}
	_, err = harness.Provide(binDir, flux, harness.Go("kubectl", ".", "./kubectl"), harness.Product(root))
	return err
}

// theFlux builds the command from a copy of its module, with its own go.mod and go.sum. Only a
// release embeds the manifests of `flux install`; nothing here installs.
func theFlux() (harness.Binary, error) {
	source := filepath.Join(binDir, "flux2@"+fluxVersion)
	if _, err := os.Stat(source); errors.Is(err, fs.ErrNotExist) {
		module, err := download("github.com/fluxcd/flux2/v2@" + fluxVersion)
		if err != nil {
			return harness.Binary{}, err
		}
		if err := copyWritable(module, source); err != nil {
			return harness.Binary{}, err
		}
	}
	manifests := filepath.Join(source, "cmd", "flux", "manifests")
	if err := os.MkdirAll(manifests, 0o755); err != nil {
		return harness.Binary{}, err
	}
	if err := os.WriteFile(filepath.Join(manifests, "none.yaml"), nil, 0o644); err != nil {
		return harness.Binary{}, err
	}
	return harness.Go("flux", source, "./cmd/flux", "-trimpath", "-ldflags", "-s -w -X main.VERSION="+fluxVersion[1:]), nil
}

// download returns the folder of a module in the cache, verified with Go's checksum database.
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

// copyWritable copies a module from the read-only cache. The copy appears completely or not at
// all.
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
