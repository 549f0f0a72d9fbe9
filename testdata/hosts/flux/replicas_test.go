package flux

import (
	"context"
	"testing"

	kustomizev1 "github.com/fluxcd/kustomize-controller/api/v1"
	"github.com/fluxcd/pkg/ssa"
	"github.com/fluxcd/pkg/ssa/jsondiff"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/controller-runtime/pkg/client"
)

// rulesOf returns the ignore rules of a Kustomization as the controller passes them on.
func rulesOf(spec kustomizev1.KustomizationSpec) []jsondiff.IgnoreRule {
	var rules []jsondiff.IgnoreRule
	for _, rule := range spec.Ignore {
		rules = append(rules, jsondiff.IgnoreRule{Paths: rule.Paths, Selector: &jsondiff.Selector{
			Group: rule.Target.Group, Kind: rule.Target.Kind, Name: rule.Target.Name,
		}})
	}
	return rules
}

// TestReplicasAreLeftToKEDA tests that the rule matches the Deployment of every model host,
// and no other object; a cluster whose Deployments have no spec.replicas needs no rule.
func TestReplicasAreLeftToKEDA(t *testing.T) {
	for _, name := range clusters(t) {
		rules := rulesOf(fleetOf(t, name).kustomization.Spec)
		for _, o := range parse(t, read(t, example, "clusters", name, "models", "expected.yaml")) {
			_, has, err := unstructured.NestedInt64(o.Object, "spec", "replicas")
			require.NoError(t, err)
			require.Equal(t, has, len(rules) == 1 && o.GetKind() == "Deployment", "%s %s of %s", o.GetKind(), o.GetName(), name)
			if len(rules) > 0 {
				selector, err := jsondiff.NewSelectorRegex(rules[0].Selector)
				require.NoError(t, err)
				assert.Equal(t, []string{"/spec/replicas"}, rules[0].Paths)
				assert.Equal(t, has, selector.MatchUnstructured(o), "%s %s of %s", o.GetKind(), o.GetName(), name)
			}
		}
	}
}

// TestReplicas applies a new image to a Deployment with Flux's own code, twice, and checks the
// number of pods.
func TestReplicas(t *testing.T) {
	rules := rulesOf(fleetOf(t, "us-prod").kustomization.Spec)
	require.Len(t, rules, 1)
	for name, c := range map[string]struct {
		before, after int64 // spec.replicas of what is applied, 0 for none
		scaled        bool  // by an HPA in between, to 9
		rules         []jsondiff.IgnoreRule
		replicas      int64
		fails         string
	}{
		"never set":                                     {0, 0, true, nil, 9, ""},
		"kept, with the rule":                           {6, 6, true, rules, 9, ""},
		"kept, with the rule, not yet":                  {6, 6, false, rules, 6, ""},
		"kept, without the rule":                        {6, 6, true, nil, 6, ""},
		"taken out":                                     {6, 0, false, nil, 1, ""},
		"taken out after an HPA's word":                 {6, 0, true, nil, 9, ""},
		"taken out, with the rule, after an HPA's word": {6, 0, true, rules, 9, ""},
		"taken out, with the rule": {
			6, 0, false, rules, 6, "replace operation does not apply: doc is missing key: /spec/replicas",
		},
	} {
		t.Run(name, func(t *testing.T) {
			ctx, cluster := context.Background(), newCluster()
			manager := ssa.NewResourceManager(cluster, nil, ssa.Owner{Field: "kustomize-controller", Group: "kustomize.toolkit.fluxcd.io"})
			options := ssa.DefaultApplyOptions()
			options.DriftIgnoreRules = c.rules

			before := deployment(t, "1.0.0", c.before)
			_, err := manager.ApplyAll(ctx, []*unstructured.Unstructured{before.DeepCopy()}, options)
			require.NoError(t, err)
			if c.scaled {
				now := current(t, cluster, before)
				require.NoError(t, unstructured.SetNestedField(now.Object, int64(9), "spec", "replicas"))
				require.NoError(t, cluster.Update(ctx, now, client.FieldOwner("kube-controller-manager")))
			}
			for range 2 {
				_, err = manager.ApplyAll(ctx, []*unstructured.Unstructured{deployment(t, "1.1.0", c.after)}, options)
				if c.fails == "" {
					require.NoError(t, err)
				} else {
					require.ErrorContains(t, err, c.fails)
				}
				got, _, err := unstructured.NestedInt64(current(t, cluster, before).Object, "spec", "replicas")
				require.NoError(t, err)
				assert.Equal(t, c.replicas, got)
			}
		})
	}
}

// deployment returns the example's Deployment, with an image and spec.replicas.
func deployment(t testing.TB, version string, replicas int64) *unstructured.Unstructured {
	t.Helper()
	o := only(t, read(t, example, "clusters/us-prod/models/expected.yaml"), "Deployment")
	containers, _, err := unstructured.NestedSlice(o.Object, "spec", "template", "spec", "containers")
	require.NoError(t, err)
	containers[0].(map[string]any)["image"] = "registry.example.com/models/chat:" + version
	require.NoError(t, unstructured.SetNestedSlice(o.Object, containers, "spec", "template", "spec", "containers"))
	unstructured.RemoveNestedField(o.Object, "spec", "replicas")
	if replicas > 0 {
		require.NoError(t, unstructured.SetNestedField(o.Object, replicas, "spec", "replicas"))
	}
	return o
}
