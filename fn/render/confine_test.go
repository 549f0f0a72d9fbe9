package render

import (
	"net/http"
	"net/http/httptest"
	"os"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"
)

// A plugin's host is no one's way to what its network reaches.
func TestConfinedFetchesNothing(t *testing.T) {
	var asked atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked.Add(1)
		_, _ = w.Write([]byte("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: fetched}\n"))
	}))
	defer server.Close()
	address := server.URL + "/x.yaml"
	for name, kustomization := range map[string]string{
		"a resource":                 "resources: [\"" + address + "\"]",
		"a file":                     "configMapGenerator: [{name: a, files: [\"a=" + address + "\"]}]",
		"envs":                       "configMapGenerator: [{name: a, envs: [\"" + address + "\"]}]",
		"a patch":                    "resources: [app.yaml]\npatches: [{path: \"" + address + "\"}]",
		"a plugin of kustomize's":    "resources: [app.yaml]\ntransformers: [\"{apiVersion: builtin, kind: PatchTransformer, metadata: {name: a}, path: '" + address + "'}\"]",
		"a generator of kustomize's": "generators: [\"{apiVersion: builtin, kind: ConfigMapGenerator, metadata: {name: a}, files: ['a=" + address + "']}\"]",
	} {
		t.Run(name, func(t *testing.T) {
			dir := writePackage(t, "-- app.yaml --\n<app.yaml\n-- kustomization.yaml --\n"+kustomization+"\n")
			_, err := Dir(dir, Options{Function: scale, Confined: true})
			require.Error(t, err)
			require.Zero(t, asked.Load(), "the server was asked")

			_, _ = Dir(dir, Options{Function: scale})
			require.NotZero(t, asked.Swap(0), "nobody would have asked the server anyway")
		})
	}
}

func TestConfinementEnds(t *testing.T) {
	transport, path, stderr := http.DefaultTransport, os.Getenv("PATH"), os.Stderr
	_, err := Dir(writePackage(t, "-- kustomization.yaml --\nresources: [gone.yaml]\n"), Options{Function: scale, Confined: true})
	require.Error(t, err)
	require.Same(t, transport, http.DefaultTransport)
	require.Equal(t, path, os.Getenv("PATH"))
	require.Same(t, stderr, os.Stderr)
}
