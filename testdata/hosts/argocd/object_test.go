package argocd

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/yaml"
)

// objectOf decodes one of the manifests that Argo CD has generated.
func objectOf(manifest string) *unstructured.Unstructured {
	o := &unstructured.Unstructured{}
	if err := json.Unmarshal([]byte(manifest), &o.Object); err != nil {
		panic(err)
	}
	return o
}

// ofKind returns the object of a kind, or nil.
func ofKind(manifests []string, kind string) *unstructured.Unstructured {
	for _, m := range manifests {
		if o := objectOf(m); o.GetKind() == kind {
			return o
		}
	}
	return nil
}

func hasKind(manifests []string, kind string) bool { return ofKind(manifests, kind) != nil }

func TestOfKindTellsKindsApart(t *testing.T) {
	all := []string{`{"kind": "Service", "metadata": {"name": "a"}}`, `{"kind": "Deployment", "metadata": {"name": "b"}}`}
	assert.Equal(t, "b", ofKind(all, "Deployment").GetName())
	assert.False(t, hasKind(all, "ScaledObject"))
}

// splitKind splits "VERSION KIND".
func splitKind(of string) (version, kind string) {
	version, kind, _ = strings.Cut(of, " ")
	return version, kind
}

// jsonOf converts YAML to JSON.
func jsonOf(t *testing.T, text string) string {
	t.Helper()
	converted, err := yaml.YAMLToJSON([]byte(text))
	require.NoError(t, err)
	return string(converted)
}

// appendTo appends to a file.
func appendTo(t *testing.T, file, text string) {
	t.Helper()
	before, err := os.ReadFile(file)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(file, append(before, text...), 0o600))
}
