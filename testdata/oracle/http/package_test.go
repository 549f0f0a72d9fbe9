package addon_test

import (
	"os"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	oracle "modelhost.dev/scale-modelhosts/testdata/oracle/http"
)

const (
	namespace = "models"
	llama     = "prt-keda-modelhost-llama"
	service   = "models/prt-svc-modelhost-llama"
	backend   = "prt-svc-modelhost-llama.models:80"
	host      = "llama.example.com"
)

// manifests returns a package as scale-modelhosts renders it, from testdata, with pairs of
// replacements, each of which must match.
func manifests(t testing.TB, name string, replaced ...string) string {
	read, err := os.ReadFile("testdata/" + name + ".yaml")
	require.NoError(t, err)
	text := string(read)
	for i := 0; i < len(replaced); i += 2 {
		require.Contains(t, text, replaced[i])
		text = strings.ReplaceAll(text, replaced[i], replaced[i+1])
	}
	return text
}

// neighbour returns the package of another host: llama's with other names.
func neighbour(t testing.TB) string { return manifests(t, "route", "llama", "other") }

func stream(packages ...string) string { return strings.Join(packages, "\n---\n") }

// on runs a test on a cluster whose add-on has been running for a while, on a clock that
// advances when all goroutines wait.
func on(t *testing.T, packages string, run func(t *testing.T, c *oracle.Cluster)) {
	synctest.Test(t, func(t *testing.T) {
		c := oracle.Start(t, []byte(packages))
		time.Sleep(2 * oracle.Tick)
		run(t, c)
	})
}

func scaling(t *testing.T, c *oracle.Cluster, name string) oracle.Scaling {
	s, err := c.Scaling(namespace, name)
	require.NoError(t, err)
	return s
}

// later lets time pass until the scaler has read the current state and everything is idle.
func later(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}
