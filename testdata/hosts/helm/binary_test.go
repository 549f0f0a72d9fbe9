package helm

import (
	"fmt"
	"os"
	"testing"

	"modelhost.dev/scale-modelhosts/testdata/hosts/harness"
)

// root is the root folder of the repository, relative to this one.
const root = "../../.."

// binDir contains the built binaries.
var binDir string

func TestMain(m *testing.M) {
	if err := prepare(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// prepare builds what the tests run.
func prepare() (err error) {
	binaries := []harness.Binary{harness.Product(root)}
	for _, h := range helms {
		binaries = append(binaries, harness.Go(h.binary(), h.dir(), h.module()+"/cmd/helm"))
	}
	binDir, err = harness.Provide(".bin", binaries...)
	return err
}
