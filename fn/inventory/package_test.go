package inventory_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/inventory"
)

// items parses the documents of a stream.
func items(t *testing.T, stream string) []*yaml.RNode {
	t.Helper()
	var all []*yaml.RNode
	for document := range strings.SplitSeq(stream, "\n---\n") {
		node, err := yaml.Parse(document)
		require.NoError(t, err)
		all = append(all, node)
	}
	return all
}

func stock(t *testing.T, stream string) *inventory.Inventory {
	t.Helper()
	return inventory.New(items(t, stream), "")
}

// object returns an object with annotations. "namespace" among them sets its namespace.
func object(apiVersion, kind, name string, annotations map[string]string) string {
	var b strings.Builder
	b.WriteString("apiVersion: " + apiVersion + "\nkind: " + kind + "\nmetadata:\n  name: " + name + "\n")
	if namespace := annotations["namespace"]; namespace != "" {
		b.WriteString("  namespace: " + namespace + "\n")
	}
	b.WriteString("  annotations:\n    x: y\n")
	for key, value := range annotations {
		if key != "namespace" {
			b.WriteString("    " + key + ": \"" + value + "\"\n")
		}
	}
	return b.String()
}

// scaler returns an object with a scaleTargetRef.
func scaler(apiVersion, kind, target string, annotations map[string]string) string {
	return object(apiVersion, kind, "scaler", annotations) + "spec:\n  scaleTargetRef: " + target + "\n"
}

const (
	previousNames = "internal.config.kubernetes.io/previousNames"
	prefixes      = "internal.config.kubernetes.io/prefixes"
	suffixes      = "internal.config.kubernetes.io/suffixes"
)

type annotations = map[string]string
