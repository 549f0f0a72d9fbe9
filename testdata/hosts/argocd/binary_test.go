package argocd

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	log "github.com/sirupsen/logrus"
	"github.com/stretchr/testify/require"

	"github.com/argoproj/argo-cd/v3/common"
)

// root is the repository's root folder, seen from here.
const root = "../../.."

// binDir holds the built binaries.
var binDir string

func TestMain(m *testing.M) {
	// Argo CD's code tells what it does, and what it is refused.
	log.SetLevel(log.PanicLevel)
	if err := os.Setenv(common.EnvLogLevel, "panic"); err != nil {
		panic(err)
	}
	if err := prepare(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	if loaded {
		_ = exec.Command("docker", "image", "rm", "--force", testImage).Run() // the tests are over
	}
	os.Exit(code)
}

// prepare builds what the tests run and puts it first in PATH.
func prepare() error {
	var err error
	if binDir, err = filepath.Abs(".bin"); err != nil {
		return err
	}
	server := []string{"go", "build", "-trimpath", "-o", filepath.Join(binDir, "argocd-cmp-server"), "./cmpserver"}
	kustomize := []string{"go", "build", "-trimpath", "-o", filepath.Join(binDir, "kustomize"), "sigs.k8s.io/kustomize/kustomize/v5"}
	product := []string{"make", "--no-print-directory", "build", "OUT=" + filepath.Join(binDir, "scale-modelhosts")}
	for _, b := range []struct {
		dir, given string
		build      []string
	}{{".", "", server}, {"..", "KUSTOMIZE", kustomize}, {root, "SCALE_MODELHOSTS", product}} {
		if err := provide(b.dir, b.given, b.build); err != nil {
			return err
		}
	}
	return os.Setenv("PATH", binDir+string(os.PathListSeparator)+os.Getenv("PATH"))
}

// provide builds a binary, or links the one that a variable of the environment names.
func provide(dir, variable string, build []string) error {
	if given := os.Getenv(variable); given != "" {
		from, err := filepath.Abs(given)
		if err != nil {
			return err
		}
		to := filepath.Join(binDir, map[string]string{"KUSTOMIZE": "kustomize", "SCALE_MODELHOSTS": "scale-modelhosts"}[variable])
		if err := os.RemoveAll(to); err != nil {
			return err
		}
		return os.Symlink(from, to)
	}
	cmd := exec.Command(build[0], build[1:]...)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=-buildvcs=false")
	if text, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", strings.Join(build, " "), err, text)
	}
	return nil
}

// output is what a command prints, which must succeed.
func output(t *testing.T, dir, name string, args ...string) string {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	var stdout, stderr strings.Builder
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	require.NoError(t, cmd.Run(), "%s %s\n%s", name, strings.Join(args, " "), stderr.String())
	return stdout.String()
}
