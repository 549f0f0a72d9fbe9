package argocd

import (
	"fmt"
	"os"
	"os/exec"
	"testing"

	log "github.com/sirupsen/logrus"

	"github.com/argoproj/argo-cd/v3/common"

	"modelhost.dev/scale-modelhosts/testdata/hosts/harness"
)

// root is the root folder of the repository, relative to this one.
const root = "../../.."

// binDir contains the built binaries.
var binDir string

func TestMain(m *testing.M) {
	// Argo CD's code logs what it does, and each error.
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

// prepare builds what the tests run.
func prepare() (err error) {
	binDir, err = harness.Provide(".bin",
		harness.Go("argocd-cmp-server", ".", "./cmpserver", "-trimpath"),
		harness.Go("kustomize", "..", "sigs.k8s.io/kustomize/kustomize/v5", "-trimpath").Or("KUSTOMIZE"),
		harness.Product(root))
	return err
}

// output returns what a command prints in a folder; the command must succeed.
func output(t *testing.T, dir, name string, args ...string) string {
	t.Helper()
	return harness.Output(t, harness.Command{Args: append([]string{name}, args...), Dir: dir})
}
