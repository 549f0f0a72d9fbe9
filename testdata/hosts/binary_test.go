package hosts

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"modelhost.dev/scale-modelhosts/testdata/hosts/harness"
)

// root is the root folder of the repository, relative to this one.
const root = "../.."

// binDir contains the built binaries; catDir a `scale-modelhosts` that is cat, a function that
// changes nothing: it shows what the orchestrator itself changes.
var binDir, catDir string

func TestMain(m *testing.M) {
	if err := prepare(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// prepare builds what the tests run.
func prepare() error {
	cat, err := exec.LookPath("cat")
	if err != nil {
		return err
	}
	binDir, err = harness.Provide(".bin",
		harness.Go("kustomize", ".", "sigs.k8s.io/kustomize/kustomize/v5"),
		harness.Go("kpt", "kpt", "."),
		harness.Product(root))
	if err != nil {
		return err
	}
	catDir = filepath.Join(binDir, "cat")
	return harness.Link(cat, filepath.Join(catDir, "scale-modelhosts"))
}
