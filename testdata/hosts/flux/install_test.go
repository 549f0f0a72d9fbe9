package flux

import (
	"archive/tar"
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/testdata/hosts/harness"
)

// TestInstall copies the binary from an image as the workflow does, with Docker. The image is
// like this project's: only the binary, and an arbitrary user.
func TestInstall(t *testing.T) {
	const image = "scale-modelhosts-flux:test"
	harness.Output(t, harness.Command{
		Args:  []string{"docker", "import", "--change", `ENTRYPOINT ["/scale-modelhosts"]`, "--change", "USER 65532:65532", "-", image},
		Stdin: rootfs(t),
	})
	t.Cleanup(func() { harness.Run(t, harness.Command{Args: []string{"docker", "rmi", "--force", image}}) })

	r := newRunner(t, "registry.invalid")
	for name, j := range r.workflow.Jobs {
		temp := t.TempDir()
		path := filepath.Join(temp, "path")
		for _, s := range j.Steps {
			if s.Name == installs {
				got := r.run(t, s, append(slices.Clone(r.env), "RUNNER_TEMP="+temp, "IMAGE="+image, "GITHUB_PATH="+path))
				require.Zero(t, got.Exit, got.Stderr)
			}
		}
		installed := filepath.Join(strings.TrimSpace(read(t, path)), "scale-modelhosts")
		got := harness.Output(t, harness.Command{Args: []string{installed, "--version"}})
		assert.Equal(t, harness.Output(t, harness.Command{Args: []string{"scale-modelhosts", "--version"}}), got, name)
	}
}

// rootfs returns an archive that contains the binary.
func rootfs(t testing.TB) string {
	t.Helper()
	binary, err := os.ReadFile(filepath.Join(binDir, "scale-modelhosts"))
	require.NoError(t, err)
	var archive bytes.Buffer
	w := tar.NewWriter(&archive)
	require.NoError(t, w.WriteHeader(&tar.Header{Name: "scale-modelhosts", Mode: 0o755, Size: int64(len(binary))}))
	_, err = w.Write(binary)
	require.NoError(t, err)
	require.NoError(t, w.Close())
	return archive.String()
}
