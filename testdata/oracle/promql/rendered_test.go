package promql_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/config"
	oracle "modelhost.dev/scale-modelhosts/testdata/oracle/promql"
)

// repository is the root folder of scale-modelhosts.
const repository = "../../.."

// TestRenderedQueries tests that every rendered query in the repository reads the right value
// in every scenario for it.
func TestRenderedQueries(t *testing.T) {
	t.Log("Prometheus", oracle.Version)
	for _, path := range outputs(t) {
		name, err := filepath.Rel(repository, path)
		require.NoError(t, err)
		t.Run(name, func(t *testing.T) {
			manifests, err := os.ReadFile(path)
			require.NoError(t, err)
			queries, err := oracle.Queries(manifests)
			require.NoError(t, err)
			for _, q := range queries {
				q.Cluster = cluster(t, filepath.Dir(path))
				assert.Empty(t, failures(t, q), "%s, trigger %d:\n%s", q.ScaledObject, q.Trigger, q.Query)
			}
		})
	}
}

// cluster returns the cluster that the functionConfig next to an output describes.
func cluster(t *testing.T, dir string) oracle.Cluster {
	text, err := os.ReadFile(filepath.Join(dir, "scale-modelhosts.yaml"))
	if errors.Is(err, fs.ErrNotExist) {
		return oracle.Cluster{}
	}
	require.NoError(t, err)
	spec, problems := config.Load(yaml.MustParse(string(text)).YNode())
	require.Empty(t, problems)
	callers := map[string]oracle.Caller{config.CallersGateway: oracle.Gateway, config.CallersMesh: oracle.InMesh}
	return oracle.Cluster{
		Operator: spec.Prometheus.PodLabel == "exported_pod",
		Ambient:  spec.Istio.DataPlane == config.Ambient, ThroughWaypoint: spec.Istio.IngressUseWaypoint, Counts: callers[spec.Istio.Callers],
		GatewayName: spec.Istio.Gateway.Name, GatewayNamespace: spec.Istio.Gateway.Namespace, Domain: spec.Istio.ClusterDomain,
	}
}

// outputs finds expected*.yaml below examples, which must contain some, and below testdata.
func outputs(t *testing.T) []string {
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
