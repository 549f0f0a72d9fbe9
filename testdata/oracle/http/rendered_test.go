package addon_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// repository is the root folder of scale-modelhosts.
const repository = "../../.."

func TestRoutesWake(t *testing.T) {
	for name, text := range map[string]string{
		"InterceptorRoute":         manifests(t, "route"),
		"rate":                     manifests(t, "route", concurrency, "requestRate: {targetValue: 5, window: 2m}"),
		"both":                     manifests(t, "route", concurrency, concurrency+"\n    requestRate: {targetValue: 5}"),
		"no readiness":             manifests(t, "route", "  timeouts: {readiness: 600s}\n", ""),
		"port by name":             manifests(t, "route", "port: 80}\n  rules", "portName: http}\n  rules"),
		"several hosts and paths":  manifests(t, "route", "[llama.example.com]", "[llama.example.com, '*.llama.example.com', llama]\n      paths: [{value: /v1}, {value: /v2/}]"),
		"placeholder":              manifests(t, "route", concurrency, "requestRate: {targetValue: 5}", "  timeouts:", placeholder),
		"two hosts of one package": stream(manifests(t, "route"), neighbour(t)),
		"HTTPScaledObject":         manifests(t, "httpscaledobject"),
		"HTTPScaledObject, rate":   manifests(t, "httpscaledobject", concurrency, "requestRate: {targetValue: 5, window: 1m, granularity: 1s}"),
	} {
		t.Run(name, func(t *testing.T) {
			require.NotEmpty(t, routes(t, []byte(text)))
			wakes(t, []byte(text))
		})
	}
}

// TestRenderedRoutes tests that every rendered route in the repository wakes its model host.
func TestRenderedRoutes(t *testing.T) {
	found := 0
	for _, path := range rendered(t) {
		text, err := os.ReadFile(path)
		require.NoError(t, err)
		if !strings.Contains(string(text), "http.keda.sh/") {
			continue
		}
		name, err := filepath.Rel(repository, path)
		require.NoError(t, err)
		found += len(routes(t, text))
		t.Run(name, func(t *testing.T) { wakes(t, text) })
	}
	t.Logf("%d routes", found)
}

// rendered finds expected*.yaml below examples, which must contain some, and below testdata.
func rendered(t *testing.T) []string {
	found := expected(t, filepath.Join(repository, "examples"))
	require.NotEmpty(t, found, "examples has no expected.yaml: nothing shows what the function renders")
	return append(found, expected(t, filepath.Join(repository, "testdata"))...)
}

func expected(t *testing.T, root string) []string {
	var found []string
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && d.Name() == "oracle" {
			return fs.SkipDir
		}
		if name := d.Name(); strings.HasPrefix(name, "expected") && strings.HasSuffix(name, ".yaml") {
			found = append(found, path)
		}
		return nil
	})
	require.NoError(t, err)
	return found
}
