package flux

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/yaml"
)

const localConfig = "config.kubernetes.io/local-config"

var separator = regexp.MustCompile(`(?m)^---\n`)

// parse decodes a YAML stream as the API server would get it, each document strictly.
func parse(t testing.TB, stream string) []*unstructured.Unstructured {
	t.Helper()
	var all []*unstructured.Unstructured
	for _, document := range separator.Split(stream, -1) {
		if strings.TrimSpace(document) == "" {
			continue
		}
		text, err := yaml.YAMLToJSONStrict([]byte(document))
		require.NoError(t, err, document)
		o := &unstructured.Unstructured{}
		require.NoError(t, o.UnmarshalJSON(text), document)
		all = append(all, o)
	}
	return all
}

// forCluster returns the objects of a stream that are not local-config, as JSON and in order.
func forCluster(t testing.TB, stream string) []string {
	t.Helper()
	var all []string
	for _, o := range parse(t, stream) {
		if o.GetAnnotations()[localConfig] != "true" {
			all = append(all, jsonOf(t, o))
		}
	}
	require.NotEmpty(t, all)
	return all
}

func jsonOf(t testing.TB, o *unstructured.Unstructured) string {
	t.Helper()
	text, err := json.MarshalIndent(o.Object, "", "  ")
	require.NoError(t, err)
	return string(text)
}

// only returns the only object of a kind.
func only(t testing.TB, stream, kind string) *unstructured.Unstructured {
	t.Helper()
	var found []*unstructured.Unstructured
	for _, o := range parse(t, stream) {
		if o.GetKind() == kind {
			found = append(found, o)
		}
	}
	require.Len(t, found, 1, "%s in\n%s", kind, stream)
	return found[0]
}
