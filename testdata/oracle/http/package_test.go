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

// manifests is a package as scale-modelhosts gives it, from testdata, with replacements in
// pairs, each of which must be there.
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

// neighbour is the package of another host, llama's with its own names.
func neighbour(t testing.TB) string { return manifests(t, "route", "llama", "other") }

func stream(packages ...string) string { return strings.Join(packages, "\n---\n") }

// on runs a test on a cluster whose add-on has been up for a while, on a clock that goes
// on whenever all wait for it.
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

// later lets time pass until the scaler has seen what is now, and all else has come to
// rest.
func later(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}
