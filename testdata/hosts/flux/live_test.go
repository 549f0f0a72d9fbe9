package flux

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"modelhost.dev/scale-modelhosts/testdata/hosts/harness"
)

// served maps the group versions to the resources of the server below: Kubernetes' and KEDA's.
var served = map[string]map[string]string{
	"v1":               {"Service": "services"},
	"apps/v1":          {"Deployment": "deployments", "StatefulSet": "statefulsets"},
	"autoscaling/v2":   {"HorizontalPodAutoscaler": "horizontalpodautoscalers"},
	"keda.sh/v1alpha1": {"ScaledObject": "scaledobjects", "TriggerAuthentication": "triggerauthentications"},
}

// serve answers kubectl's discovery, lists these objects, and returns kubectl's flags for it.
func serve(t testing.TB, objects []*unstructured.Unstructured) []string {
	t.Helper()
	mux := http.NewServeMux()
	answer := func(path string, body map[string]any) {
		mux.HandleFunc("GET "+path, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			assert.NoError(t, json.NewEncoder(w).Encode(body))
		})
	}
	answer("/api", map[string]any{"kind": "APIVersions", "versions": []string{"v1"}})
	var groups []any
	for version, kinds := range served {
		prefix := "/apis/" + version
		if version == "v1" {
			prefix = "/api/v1"
		} else {
			one := map[string]any{"groupVersion": version, "version": path.Base(version)}
			groups = append(groups, map[string]any{"name": path.Dir(version), "versions": []any{one}, "preferredVersion": one})
		}
		var resources []any
		for kind, plural := range kinds {
			resource := map[string]any{"name": plural, "kind": kind, "namespaced": true, "verbs": []string{"get", "list"}}
			if kind == "HorizontalPodAutoscaler" {
				resource["shortNames"] = []string{"hpa"}
			}
			resources = append(resources, resource)
			items := []any{}
			for _, o := range objects {
				if o.GetAPIVersion() == version && o.GetKind() == kind {
					items = append(items, o.Object)
				}
			}
			answer(prefix+"/"+plural, map[string]any{"kind": kind + "List", "apiVersion": version, "metadata": map[string]any{"resourceVersion": "9"}, "items": items})
		}
		answer(prefix, map[string]any{"kind": "APIResourceList", "apiVersion": "v1", "groupVersion": version, "resources": resources})
	}
	answer("/apis", map[string]any{"kind": "APIGroupList", "apiVersion": "v1", "groups": groups})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return []string{"--server", server.URL, "--kubeconfig", "/dev/null", "--cache-dir", t.TempDir()}
}

// live returns an object as the cluster has it: with the fields that the API server, Flux,
// KEDA and the HPAs write.
func live(t testing.TB, i int, o *unstructured.Unstructured) *unstructured.Unstructured {
	t.Helper()
	o = o.DeepCopy()
	if o.GetNamespace() == "" {
		o.SetNamespace("models")
	}
	labels := o.GetLabels()
	if labels == nil {
		labels = map[string]string{}
	}
	labels["kustomize.toolkit.fluxcd.io/name"], labels["kustomize.toolkit.fluxcd.io/namespace"] = "models", "flux-system"
	status := map[string]any{}
	switch o.GetKind() {
	case "Deployment":
		require.NoError(t, unstructured.SetNestedField(o.Object, int64(3), "spec", "replicas"))
		status = map[string]any{"replicas": int64(3), "readyReplicas": int64(3)}
		annotations := o.GetAnnotations()
		annotations["deployment.kubernetes.io/revision"] = "2"
		o.SetAnnotations(annotations)
	case "ScaledObject":
		labels["scaledobject.keda.sh/name"] = o.GetName()
		o.SetFinalizers([]string{"finalizer.keda.sh"})
		status = map[string]any{"hpaName": "keda-hpa-" + o.GetName(), "conditions": []any{map[string]any{"type": "Ready", "status": "True"}}}
	case "TriggerAuthentication":
		o.SetFinalizers([]string{"finalizer.keda.sh"})
		status = map[string]any{"scaledobjects": "prt-keda-modelhost-chat"}
	}
	o.SetLabels(labels)
	require.NoError(t, unstructured.SetNestedMap(o.Object, status, "status"))
	for field, value := range map[string]any{
		"uid": fmt.Sprintf("4d5f6c7e-0000-4000-8000-%012d", i), "resourceVersion": "1234", "generation": int64(3), "creationTimestamp": "2026-01-01T00:00:00Z",
		"managedFields": []any{map[string]any{"manager": "kustomize-controller", "operation": "Apply", "apiVersion": o.GetAPIVersion(), "fieldsType": "FieldsV1", "fieldsV1": map[string]any{}}},
	} {
		require.NoError(t, unstructured.SetNestedField(o.Object, value, "metadata", field))
	}
	return o
}

// hpaOf returns the HPA that KEDA creates for a ScaledObject.
func hpaOf(t testing.TB, scaled *unstructured.Unstructured) *unstructured.Unstructured {
	t.Helper()
	target, _, err := unstructured.NestedString(scaled.Object, "spec", "scaleTargetRef", "name")
	require.NoError(t, err)
	hpa := &unstructured.Unstructured{Object: map[string]any{
		"apiVersion": "autoscaling/v2", "kind": "HorizontalPodAutoscaler",
		"spec": map[string]any{
			"scaleTargetRef": map[string]any{"apiVersion": "apps/v1", "kind": "Deployment", "name": target}, "minReplicas": int64(1), "maxReplicas": int64(8),
		},
	}}
	hpa.SetName("keda-hpa-" + scaled.GetName())
	hpa.SetNamespace(scaled.GetNamespace())
	hpa.SetLabels(scaled.GetLabels())
	require.NoError(t, unstructured.SetNestedSlice(hpa.Object, []any{map[string]any{
		"apiVersion": "keda.sh/v1alpha1", "kind": "ScaledObject", "name": scaled.GetName(), "uid": string(scaled.GetUID()), "controller": true, "blockOwnerDeletion": true,
	}}, "metadata", "ownerReferences"))
	return hpa
}

// TestLive checks a cluster with kubectl: rendered model hosts, and one that was applied
// unrendered.
func TestLive(t *testing.T) {
	var objects []*unstructured.Unstructured
	for i, o := range parse(t, read(t, eu, "expected.yaml")) {
		o = live(t, i, o)
		objects = append(objects, o)
		if o.GetKind() == "ScaledObject" {
			objects = append(objects, hpaOf(t, o))
		}
	}
	look := func(objects []*unstructured.Unstructured) harness.Outcome {
		return harness.Run(t, harness.Command{Args: append([]string{filepath.Join(example, "live.sh"), euConfig}, serve(t, objects)...)})
	}
	got := look(objects)
	assert.Zero(t, got.Exit, got.Stderr)
	assert.Equal(t, "2 model hosts checked, no problems\n", got.Stdout)

	unrendered := parse(t, strings.ReplaceAll(read(t, example, "apps/chat/deployment.yaml"), "-chat", "-code"))[0]
	got = look(append(objects, live(t, 99, unrendered)))
	assert.Equal(t, 1, got.Exit, got.Stderr)
	assert.Contains(t, got.Stdout, "error: ScaledObject models/prt-keda-modelhost-code: would be created")

	changed := objects[indexOf(objects, "ScaledObject")].DeepCopy()
	require.NoError(t, unstructured.SetNestedField(changed.Object, int64(99), "spec", "maxReplicaCount"))
	objects[indexOf(objects, "ScaledObject")] = changed
	got = look(objects)
	assert.Equal(t, 1, got.Exit, got.Stderr)
	assert.Contains(t, got.Stdout, "error: ScaledObject models/"+changed.GetName()+": would be configured")

	got = harness.Run(t, harness.Command{Args: []string{filepath.Join(example, "live.sh"), euConfig, "--server", "http://127.0.0.1:1", "--kubeconfig", "/dev/null"}})
	assert.NotZero(t, got.Exit, "a cluster that does not answer is no cluster without faults")
}

func indexOf(objects []*unstructured.Unstructured, kind string) int {
	return slices.IndexFunc(objects, func(o *unstructured.Unstructured) bool { return o.GetKind() == kind })
}
