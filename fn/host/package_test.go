package host_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/host"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/signal"
)

// find returns the model hosts of a stream.
func find(t *testing.T, stream string, configure ...func(*config.Spec)) ([]host.Host, finding.List) {
	t.Helper()
	var spec config.Spec
	for _, set := range configure {
		set(&spec)
	}
	spec.Default()
	var items []*yaml.RNode
	for document := range strings.SplitSeq(stream, "\n---\n") {
		node, err := yaml.Parse(document)
		require.NoError(t, err)
		items = append(items, node)
	}
	return host.Find(inventory.New(items, spec.Namespace), spec, signal.New(spec).Names())
}

// one returns the only model host of a stream without findings.
func one(t *testing.T, stream string, configure ...func(*config.Spec)) host.Host {
	t.Helper()
	hosts, findings := find(t, stream, configure...)
	require.Empty(t, findings)
	require.Len(t, hosts, 1)
	return hosts[0]
}

// deployment returns a Deployment with annotations, one per line.
func deployment(name string, annotations ...string) string {
	return "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: " + name + "\n  annotations:\n    " +
		strings.Join(annotations, "\n    ") + "\nspec:\n  template:\n    metadata:\n      labels: {app: llama}\n"
}

const (
	scalingPrefix = "autoscaling.modelhost.dev/"
	gpu           = scalingPrefix + `gpu: "70"`
)

// reported contains a finding's rule, field, message and hint.
type reported struct{ rule, field, message, hint string }

func saidBy(findings finding.List) []reported {
	var all []reported
	for _, f := range findings {
		all = append(all, reported{f.Rule, f.Field, f.Message, f.Hint})
	}
	return all
}
