package render

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"modelhost.dev/scale-modelhosts/fn"
)

// drawnOverlays is a base with two overlays that share a cluster.
type drawnOverlays struct {
	// workloads are the base's resources.
	workloads string
	// spec is the functionConfig's.
	spec string
	// inner is the prefix or suffix that a layer in between adds to the names, "" if there is none.
	// overlays are the lines of the two kustomizations.
	inner    string
	overlays [2]string
}

func drawOverlays(t *rapid.T) drawnOverlays {
	var d drawnOverlays
	names := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{
		"llama-vllm", "prt-depl-modelhost-llama", "prt-depl-modelhost-m-2", "triton", "model-a-server", "prod-x", "prt-x", "a",
	}), 1, 3, rapid.ID).Draw(t, "names")
	var b strings.Builder
	for i, name := range names {
		kind := rapid.SampledFrom([]string{"Deployment", "Deployment", "StatefulSet"}).Draw(t, "kind")
		fmt.Fprintf(&b, "apiVersion: apps/v1\nkind: %s\nmetadata:\n  name: %s\n  annotations:\n    autoscaling.modelhost.dev/gpu: \"70\"\n", kind, name)
		if rapid.Bool().Draw(t, "requests") {
			b.WriteString("    autoscaling.modelhost.dev/rps: \"5\"\n")
		}
		if rapid.Bool().Draw(t, "key") {
			fmt.Fprintf(&b, "    autoscaling.modelhost.dev/key: key-%d\n", i)
		}
		service := rapid.SampledFrom([]string{name, "prt-svc-modelhost-" + strings.TrimPrefix(name, "prt-depl-modelhost-"), fmt.Sprintf("prt-svc-modelhost-key-%d", i), "api-" + name}).Draw(t, "service")
		if rapid.Bool().Draw(t, "service is annotated") {
			fmt.Fprintf(&b, "    autoscaling.modelhost.dev/service: %s\n", service)
		}
		fmt.Fprintf(&b, "spec:\n  template:\n    metadata: {labels: {app: %s}}\n    spec: {containers: [{name: model}]}\n---\n", name)
		fmt.Fprintf(&b, "apiVersion: v1\nkind: Service\nmetadata: {name: %s}\nspec: {selector: {app: %s}, ports: [{port: 80}]}\n---\n", service, name)
	}
	b.WriteString("apiVersion: v1\nkind: Secret\nmetadata: {name: token}\nstringData: {t: x}\n")
	d.workloads = b.String()
	d.spec = rapid.SampledFrom([]string{
		"{}",
		`{naming: {deployment: "{key}", scaledObject: "{key}-so", service: "api-{key}"}}`,
		`{naming: [{deployment: "model-{key}-server", scaledObject: "{key}-scaler"}, {}]}`,
		"{authentication: {own: {mode: bearer, secret: {name: token, keys: {bearerToken: t}}}}, prometheus: {authentication: own}}",
		"{authentication: {own: {mode: bearer, secret: {name: inline, keys: {bearerToken: t}, source: inline, data: {t: x}}}}, prometheus: {authentication: own}}",
		"{authentication: {own: {mode: bearer, secret: {name: fetched, keys: {bearerToken: t}, source: externalSecret, store: {name: s}}}}, prometheus: {authentication: own}}",
	}).Draw(t, "config")
	if rapid.Bool().Draw(t, "three layers") {
		d.inner = rapid.SampledFrom([]string{"namePrefix: in-\n", "nameSuffix: -in\n", "namespace: inner\n"}).Draw(t, "inner")
	}
	affixes := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{
		"", "namePrefix: prod-\n", "namePrefix: staging-\n", "namePrefix: prt-\n", "nameSuffix: -v2\n", "namePrefix: prod-\nnameSuffix: -v2\n",
	}), 2, 2, rapid.ID).Draw(t, "affixes")
	for i, affix := range affixes {
		d.overlays[i] = affix + rapid.SampledFrom([]string{"namespace: models\n", "namespace: models\n", "namespace: batch\n"}).Draw(t, "namespace")
	}
	return d
}

// write writes the overlays a and b, and the kustomization all, which includes both, with the
// function in the given layers, and returns the folder.
func (d drawnOverlays) write(t *rapid.T, layers ...string) string {
	dir, err := os.MkdirTemp("", "overlays")
	require.NoError(t, err)
	config := "apiVersion: autoscaling.modelhost.dev/v1alpha1\nkind: ScaleModelHosts\nmetadata:\n  name: config\n  annotations:\n    config.kubernetes.io/function: \"exec: {path: scale-modelhosts}\"\nspec: " + d.spec + "\n"
	put := func(layer, kustomization string) {
		folder := filepath.Join(dir, layer)
		require.NoError(t, os.MkdirAll(folder, 0o700))
		if slices.Contains(layers, layer) {
			kustomization += "transformers: [config.yaml]\n"
			require.NoError(t, os.WriteFile(filepath.Join(folder, "config.yaml"), []byte(config), 0o600))
		}
		require.NoError(t, os.WriteFile(filepath.Join(folder, "kustomization.yaml"), []byte(kustomization), 0o600))
	}
	put("base", "resources: [app.yaml]\nnamespace: base\n")
	require.NoError(t, os.WriteFile(filepath.Join(dir, "base", "app.yaml"), []byte(d.workloads), 0o600))
	below := "base"
	if d.inner != "" {
		put("inner", d.inner+"resources: [../base]\n")
		below = "inner"
	}
	// Without labels of their own, the Services of each would select the pods of both.
	put("a", d.overlays[0]+"labels: [{pairs: {env: a}, includeSelectors: true}]\nresources: [../"+below+"]\n")
	put("b", d.overlays[1]+"labels: [{pairs: {env: b}, includeSelectors: true}]\nresources: [../"+below+"]\n")
	put("all", "resources: [../a, ../b]\n")
	return dir
}

// documents renders a folder and returns the documents, sorted.
func documents(t *rapid.T, dir string) []string {
	result, err := Dir(dir, Options{Function: fn.Function{}})
	require.NoError(t, err)
	require.False(t, result.Findings.HasErrors(), "%v", result.Findings)
	all := strings.Split(strings.TrimSuffix(string(result.YAML), "\n"), "\n---\n")
	for i, document := range all {
		// Labels of layers above stay on what the function generated below them.
		if strings.Contains(document, "managed-by: scale-modelhosts") {
			all[i] = strings.NewReplacer("    env: a\n", "", "    env: b\n", "").Replace(document)
		}
	}
	slices.Sort(all)
	return all
}

// identitiesOf returns the kind, namespace and name of the generated objects, and of the workloads.
func identitiesOf(t *rapid.T, documents []string) (generated, workloads []string) {
	loaded, err := LoadStream(strings.NewReader(strings.Join(documents, "\n---\n")), Options{})
	require.NoError(t, err)
	for _, item := range loaded.Items {
		id := item.GetKind() + " " + item.GetNamespace() + "/" + item.GetName()
		switch {
		case item.GetLabels()["app.kubernetes.io/managed-by"] == "scale-modelhosts":
			generated = append(generated, id)
		case item.GetKind() == "Deployment" || item.GetKind() == "StatefulSet":
			workloads = append(workloads, id)
		}
	}
	return generated, workloads
}

// Two overlays of one base never generate the same name, whether the function runs in them, also
// below them, or once above both.
func TestOverlaysNeverShareAName(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawOverlays(t)
		var dirs []string
		defer func() {
			for _, dir := range dirs {
				require.NoError(t, os.RemoveAll(dir))
			}
		}()
		write := func(layers ...string) string {
			dirs = append(dirs, d.write(t, layers...))
			return dirs[len(dirs)-1]
		}
		only := write("a", "b")
		first, second := documents(t, filepath.Join(only, "a")), documents(t, filepath.Join(only, "b"))
		ids, workloads := identitiesOf(t, first)
		others, _ := identitiesOf(t, second)
		for _, id := range ids {
			require.NotContains(t, others, id, "both overlays generate it")
		}
		scaledObjects := slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return !strings.HasPrefix(id, "ScaledObject ") })
		require.Len(t, scaledObjects, len(workloads))

		below := write("base", "inner", "a", "b")
		require.Equal(t, first, documents(t, filepath.Join(below, "a")), "rendering in the base changes the output")
		both := slices.Sorted(slices.Values(slices.Concat(first, second)))
		require.Equal(t, both, documents(t, filepath.Join(only, "all")))
		require.Equal(t, both, documents(t, filepath.Join(write("all"), "all")), "rendering once above both changes the output")
		require.Equal(t, both, documents(t, filepath.Join(write("base", "inner", "a", "b", "all"), "all")))

		// Rendering the result again does not change it, although it no longer contains the
		// prefixes.
		loaded, err := LoadStream(strings.NewReader("apiVersion: autoscaling.modelhost.dev/v1alpha1\nkind: ScaleModelHosts\nmetadata: {name: config}\nspec: "+d.spec+"\n---\n"+strings.Join(both, "\n---\n")), Options{})
		require.NoError(t, err)
		out := fn.Run(loaded.Input)
		require.False(t, out.Findings.HasErrors(), "%v", out.Findings)
		require.Empty(t, out.Edited)
		require.Len(t, out.Items, len(loaded.Items))
	})
}
