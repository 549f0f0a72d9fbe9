package addon_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	oracle "modelhost.dev/scale-modelhosts/testdata/oracle/http"
)

// TestRelease tests that the oracle is compiled from the release that it names.
func TestRelease(t *testing.T) {
	out, err := exec.Command("go", "mod", "download", "-json", "github.com/kedacore/http-add-on").Output()
	require.NoError(t, err)
	var got struct{ Version, Dir string }
	require.NoError(t, json.Unmarshal(out, &got))
	assert.Equal(t, oracle.Version, got.Version)

	for ours, theirs := range map[string]string{
		"scaler/upstream_handlers.go":   "scaler/handlers.go",
		"scaler/upstream_naming.go":     "scaler/naming.go",
		"interceptor/upstream_admin.go": "interceptor/admin.go",
	} {
		copied, err := os.ReadFile(ours)
		require.NoError(t, err)
		original, err := os.ReadFile(filepath.Join(got.Dir, theirs))
		require.NoError(t, err)
		assert.Equal(t, afterPackage(original), afterPackage(copied), "%s: go run ./upstream", ours)
	}
}

// afterPackage returns the text after the package's name, which the copies change.
func afterPackage(text []byte) string {
	_, rest, _ := strings.Cut(string(text), "\npackage ")
	if rest == "" {
		rest = string(text)
	}
	_, rest, _ = strings.Cut(rest, "\n")
	return rest
}
