package render

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/fn"
	"modelhost.dev/scale-modelhosts/fn/finding"
)

// hostAndFunction has a model host with a bearer token, and a functionConfig for it.
const hostAndFunction = `
-- base/kustomization.yaml --
resources: [host.yaml]
namespace: models
transformers: [scale.yaml]
-- base/host.yaml --
apiVersion: apps/v1
kind: Deployment
metadata:
  name: prt-depl-modelhost-llama
  annotations: {autoscaling.modelhost.dev/gpu: "80", autoscaling.modelhost.dev/rps: "5"}
spec:
  selector: {matchLabels: {app: llama}}
  template:
    metadata: {labels: {app: llama}}
    spec: {containers: [{name: vllm, image: vllm, resources: {limits: {nvidia.com/gpu: 1}}}]}
---
apiVersion: v1
kind: Service
metadata: {name: llama}
spec: {selector: {app: llama}, ports: [{port: 80}]}
-- base/scale.yaml --
apiVersion: autoscaling.modelhost.dev/v1alpha1
kind: ScaleModelHosts
metadata:
  name: scale
  annotations: {config.kubernetes.io/function: "exec: {path: scale-modelhosts}"}
spec:
  prometheus: {authentication: prom}
  authentication: {prom: {mode: bearer, secret: {name: prom-token, keys: {bearerToken: token}}}}
`

// finals are layers around the function, with the errors in the result: each is part of one
// message, in order.
var finals = map[string]struct {
	files     string
	namespace string
	want      []string
}{
	"a prefix": {
		files: "-- top/kustomization.yaml --\nresources: [../base]\nnamePrefix: prod-\n",
		want: []string{
			`spec.scaleTargetRef.name: a layer outside the function changed "prt-depl-modelhost-llama" to "prod-prt-depl-modelhost-llama", but not this field. List the functionConfig in the outermost kustomization, or add the component config/kustomize`,
			`authenticationRef.name: a layer outside the function changed "prom" to "prod-prom"`,
			`metadata.query: a layer outside the function changed "prt-depl-modelhost-llama" to "prod-prt-depl-modelhost-llama"`,
			`metadata.query: a layer outside the function changed "llama" to "prod-llama"`,
		},
	},
	"a suffix": {
		files: "-- top/kustomization.yaml --\nresources: [../base]\nnameSuffix: -eu\n",
		want:  []string{`"prt-depl-modelhost-llama" to "prt-depl-modelhost-llama-eu"`, `"prom" to "prom-eu"`, `"llama" to "llama-eu"`},
	},
	"a namespace": {
		files: "-- top/kustomization.yaml --\nresources: [../base]\nnamespace: models-prod\n",
		want:  []string{`spec.triggers[0].metadata.query: a layer outside the function changed "models" to "models-prod", but not this field. List the functionConfig in the outermost kustomization.`},
	},
	"a namespace transformer": {
		files: "-- top/kustomization.yaml --\nresources: [../base]\ntransformers: [ns.yaml]\n-- top/ns.yaml --\napiVersion: builtin\nkind: NamespaceTransformer\nmetadata: {name: ns, namespace: models-prod}\n",
		want:  []string{`"models" to "models-prod"`},
	},
	"a replacement of the name": {
		files: "-- top/kustomization.yaml --\nresources: [../base, names.yaml]\nreplacements: [{source: {kind: ConfigMap, name: names, fieldPath: data.name}, targets: [{select: {kind: Deployment}, fieldPaths: [metadata.name]}]}]\n-- top/names.yaml --\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: names, namespace: models}\ndata: {name: prt-depl-modelhost-llama-two}\n",
		want:  []string{`"prt-depl-modelhost-llama" to "prt-depl-modelhost-llama-two"`},
	},
	"a replacement of the reference": {
		files: "-- top/kustomization.yaml --\nresources: [../base]\nreplacements: [{source: {kind: Service, fieldPath: metadata.name}, targets: [{select: {kind: ScaledObject}, fieldPaths: [spec.scaleTargetRef.name]}]}]\n",
		want:  []string{`spec.scaleTargetRef.name: has "llama", but for Deployment models/prt-depl-modelhost-llama it must be "prt-depl-modelhost-llama"`},
	},
	"a component": {
		files: "-- base/kustomization.yaml --\nresources: [host.yaml]\nnamespace: models\n-- component/kustomization.yaml --\napiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\ntransformers: [scale.yaml]\n-- top/kustomization.yaml --\nresources: [../base]\ncomponents: [../component]\nnamePrefix: prod-\nnamespace: models-prod\n",
		want:  []string{`"prt-depl-modelhost-llama" to "prod-prt-depl-modelhost-llama"`, `"models" to "models-prod"`},
	},
	"a component whose namespace an Application fills": {
		files:     "-- base/kustomization.yaml --\nresources: [host.yaml]\n-- component/kustomization.yaml --\napiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\ntransformers: [scale.yaml]\n-- top/kustomization.yaml --\nresources: [../base]\ncomponents: [../component]\nnamespace: models-prod\n",
		namespace: "models",
		want:      []string{`"models" to "models-prod"`},
	},
	"names that follow, but not inside queries": {
		files: "-- top/kustomization.yaml --\nresources: [../base]\ncomponents: [../follow]\nnamePrefix: prod-\n",
		want:  []string{`metadata.query: a layer outside the function changed "prt-depl-modelhost-llama" to "prod-prt-depl-modelhost-llama"`},
	},
	"an HPA": {
		files: "-- top/kustomization.yaml --\nresources: [../base, hpa.yaml]\n-- top/hpa.yaml --\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: llama, namespace: models}\nspec: {maxReplicas: 3, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: prt-depl-modelhost-llama}}\n",
		want:  []string{"the HPA llama already scales Deployment prt-depl-modelhost-llama"},
	},
	"a second ScaledObject": {
		files: "-- top/kustomization.yaml --\nresources: [../base, two.yaml]\n-- top/two.yaml --\napiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: {name: two, namespace: models}\nspec:\n  scaleTargetRef: {name: prt-depl-modelhost-llama}\n  triggers: [{type: cron, metadata: {timezone: Europe/Berlin, start: 0 8 * * *, end: 0 18 * * *, desiredReplicas: \"3\"}}]\n",
		want:  []string{"ScaledObject two already scales", "scales Deployment models/prt-depl-modelhost-llama, which gets a generated ScaledObject"},
	},
	"a model host that the function does not see": {
		files: "-- top/kustomization.yaml --\nresources: [../base, other.yaml]\n-- top/other.yaml --\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: other, namespace: models, annotations: {autoscaling.modelhost.dev/gpu: \"80\"}}\nspec: {template: {spec: {containers: [{name: vllm, image: vllm}]}}}\n",
		want:  []string{"Deployment models/other (other.yaml): is a model host, but the function did not see it. List the functionConfig in the outermost kustomization"},
	},
	"a patch that removes the workload": {
		files: "-- top/kustomization.yaml --\nresources: [../base]\npatches:\n- target: {kind: Deployment}\n  patch: |\n    $patch: delete\n    apiVersion: apps/v1\n    kind: Deployment\n    metadata: {name: x}\n",
		want:  []string{`the build has no Deployment "prt-depl-modelhost-llama"`},
	},
	"a patch that removes the ScaledObject": {
		files: "-- top/kustomization.yaml --\nresources: [../base]\npatches:\n- target: {kind: ScaledObject}\n  patch: |\n    $patch: delete\n    apiVersion: keda.sh/v1alpha1\n    kind: ScaledObject\n    metadata: {name: x}\n",
		want:  []string{"is a model host, but the function did not see it"},
	},
	"a patch that contradicts the ScaledObject": {
		files: "-- top/kustomization.yaml --\nresources: [../base]\npatches:\n- target: {kind: ScaledObject}\n  patch: |\n    - {op: replace, path: /spec/minReplicaCount, value: 20}\n",
		want:  []string{"minimum 20 is above the maximum of 10"},
	},
	"the function once more": {
		files: "-- top/kustomization.yaml --\nresources: [../base]\nnamePrefix: prod-\nnamespace: models-prod\ntransformers: [scale.yaml]\n-- top/scale.yaml --\n<base\n",
	},
	"a patch on a ScaledObject with a route": {
		files: "-- base/host.yaml --\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: prt-depl-modelhost-llama, annotations: {autoscaling.modelhost.dev/http-concurrency: \"5\", autoscaling.modelhost.dev/http-hosts: llama.example.com}}\nspec: {selector: {matchLabels: {app: llama}}, template: {metadata: {labels: {app: llama}}, spec: {containers: [{name: vllm, image: vllm}]}}}\n---\napiVersion: v1\nkind: Service\nmetadata: {name: llama}\nspec: {selector: {app: llama}, ports: [{port: 80}]}\n-- top/kustomization.yaml --\nresources: [../base]\npatches: [{target: {kind: ScaledObject}, patch: '- {op: replace, path: /spec/maxReplicaCount, value: 9}'}]\n",
	},
	"labels, images and other fields": {
		files: "-- top/kustomization.yaml --\nresources: [../base]\nlabels: [{pairs: {team: a}}]\ncommonAnnotations: {by: us}\nimages: [{name: vllm, newTag: v2}]\nbuildMetadata: [managedByLabel, originAnnotations]\npatches: [{target: {kind: ScaledObject}, patch: '- {op: replace, path: /spec/maxReplicaCount, value: 9}'}]\n",
	},
}

// layered writes a package of the table.
func layered(t *testing.T, files string) string {
	config := hostAndFunction[strings.Index(hostAndFunction, "-- base/scale.yaml --\n")+len("-- base/scale.yaml --\n"):]
	files = hostAndFunction + strings.ReplaceAll(files, "<base\n", config) + "-- component/scale.yaml --\n" + config
	for _, name := range []string{"kustomization.yaml", "names.yaml"} {
		text, err := os.ReadFile(filepath.Join("..", "..", "config", "kustomize", name))
		require.NoError(t, err)
		files += "-- follow/" + name + " --\n" + string(text)
	}
	return filepath.Join(writePackage(t, files), "top")
}

func TestChangesByOuterLayersAreErrors(t *testing.T) {
	for name, test := range finals {
		t.Run(name, func(t *testing.T) {
			dir := layered(t, test.files)
			options := Options{Function: fn.Function{}, Namespace: test.namespace}
			got, err := Dir(dir, options)
			require.NoError(t, err)
			checked, err := Check(dir, options)
			require.NoError(t, err)
			for _, findings := range []finding.List{got.Findings, checked.Findings} {
				errs := findings.Of(finding.Error)
				if len(test.want) == 0 {
					assert.Empty(t, errs)
					continue
				}
				text := ""
				for _, f := range errs {
					text += f.String() + "\n"
					if f.File != "" { // a ScaledObject whose host has another key now
						assert.Contains(t, []string{"../base/host.yaml", "two.yaml", "other.yaml", "hpa.yaml"}, f.File)
					}
				}
				for _, want := range test.want {
					assert.Contains(t, text, want)
				}
			}
			assert.Equal(t, len(test.want) == 0, got.YAML != nil)
		})
	}
}

func TestCheckOfAKustomizationSeesGeneratedObjects(t *testing.T) {
	dir := layered(t, finals["the function once more"].files)
	checked, err := Check(dir, Options{Function: fn.Function{}})
	require.NoError(t, err)
	assert.Empty(t, checked.Left)
	assert.Len(t, checked.Hosts, 1)
	assert.Equal(t, "prod-prt-depl-modelhost-llama", checked.Hosts[0].Workload.Name)
	created := 0
	for _, c := range checked.Changes {
		if c.Verb == "created" {
			created++
			assert.Contains(t, c.Resource.Name, "prod-")
		}
	}
	assert.Equal(t, 2, created, checked.Changes)
}

// As in kustomize, a functionConfig reaches the function whatever it contains.
func TestTheFunctionExplainsAWrongFunctionConfig(t *testing.T) {
	const annotated = "metadata:\n  name: scale\n  annotations: {config.kubernetes.io/function: \"exec: {path: scale-modelhosts}\"}\n"
	for name, test := range map[string]struct{ config, finding, err string }{
		"kind":                  {config: "apiVersion: autoscaling.modelhost.dev/v1alpha1\nkind: ScaleModelHost\n" + annotated, finding: `"ScaleModelHost" is not a functionConfig`},
		"version":               {config: "apiVersion: autoscaling.modelhost.dev/v1\nkind: ScaleModelHosts\n" + annotated, finding: "Use autoscaling.modelhost.dev/v1alpha1"},
		"group":                 {config: "apiVersion: autoscaling.modelhosts.dev/v1alpha1\nkind: ScaleModelHosts\n" + annotated, finding: "Use autoscaling.modelhost.dev/v1alpha1"},
		"no annotation":         {config: "apiVersion: autoscaling.modelhost.dev/v1alpha1\nkind: ScaleModelHosts\nmetadata: {name: scale}\n", err: "has no annotation config.kubernetes.io/function"},
		"no annotation, kind":   {config: "apiVersion: autoscaling.modelhost.dev/v1alpha1\nkind: ScaleModelHost\nmetadata: {name: scale}\n", err: "use kind: ScaleModelHosts and apiVersion: autoscaling.modelhost.dev/v1alpha1, and annotate it"},
		"no annotation, prefix": {config: "apiVersion: autoscaling.modelhosts.dev/v1\nkind: ScaleModelHosts\nmetadata: {name: scale}\n", err: "and annotate it with config.kubernetes.io/function"},
	} {
		t.Run(name, func(t *testing.T) {
			for _, place := range []string{
				"transformers: [scale.yaml]\n-- scale.yaml --\n",
				"transformers: [scaling]\n-- scaling/kustomization.yaml --\nresources: [scale.yaml]\n-- scaling/scale.yaml --\n",
				"components: [scaling]\n-- scaling/kustomization.yaml --\napiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\ntransformers: [scale.yaml]\n-- scaling/scale.yaml --\n",
			} {
				dir := writePackage(t, "-- kustomization.yaml --\nresources: [app.yaml]\n"+place+test.config+"-- app.yaml --\n<app.yaml\n")
				got, err := Dir(dir, Options{Function: fn.Function{}})
				checked, failed := Check(dir, Options{Function: fn.Function{}})
				if test.err != "" {
					require.ErrorContains(t, err, test.err, place)
					require.ErrorContains(t, failed, test.err, place)
					continue
				}
				require.NoError(t, err)
				require.NoError(t, failed)
				require.True(t, got.Findings.HasErrors())
				assert.Contains(t, got.Findings[0].String(), test.finding, place)
				assert.True(t, checked.Findings.HasErrors())
			}
		})
	}
}

// kustomize passes annotations on as strings, quoted or not.
func TestUnquotedAnnotationsAreStrings(t *testing.T) {
	dir := layered(t, "-- top/kustomization.yaml --\nresources: [../base]\ncommonAnnotations: {by: us}\n")
	host := filepath.Join(dir, "..", "base", "host.yaml")
	replace(t, host, `gpu: "80"`, "gpu: 80")
	got, err := Dir(dir, Options{Function: fn.Function{}})
	require.NoError(t, err)
	assert.Empty(t, got.Findings.Of(finding.Error))
	assert.Contains(t, string(got.YAML), `autoscaling.modelhost.dev/gpu: "80"`)
	checked, err := Check(dir, Options{Function: fn.Function{}})
	require.NoError(t, err)
	assert.Empty(t, checked.Findings.Of(finding.Error))
}

// If the function rejects a package, nothing is generated, which must not be a second error for
// each host. A host that the function never sees is still an error.
func TestARejectionIsNotAlsoAnUnrenderedHost(t *testing.T) {
	const unseen = "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: prt-depl-modelhost-bge\n  namespace: models\n  annotations: {autoscaling.modelhost.dev/gpu: \"80\"}\nspec:\n  selector: {matchLabels: {app: bge}}\n  template:\n    metadata: {labels: {app: bge}}\n    spec: {containers: [{name: tei, image: tei, resources: {limits: {nvidia.com/gpu: 1}}}]}\n"
	for name, test := range map[string]struct {
		top  string
		want []string
	}{
		"all hosts seen":     {"resources: [../base]\n", []string{"signal-target"}},
		"one host not seen":  {"resources: [../base, bge.yaml]\n-- top/bge.yaml --\n" + unseen, []string{"signal-target", "not-rendered"}},
		"renamed afterwards": {"resources: [../base]\nnamePrefix: prod-\n", []string{"signal-target"}},
		"an HPA is replaced": {"resources: [../base]\n-- base/hpa.yaml --\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: llama}\nspec: {maxReplicas: 3, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: prt-depl-modelhost-llama}}\n", []string{"signal-target"}},
	} {
		t.Run(name, func(t *testing.T) {
			dir := layered(t, "-- top/kustomization.yaml --\n"+test.top)
			base := filepath.Join(dir, "..", "base")
			replace(t, filepath.Join(base, "host.yaml"), `gpu: "80"`, `gpu: "many"`)
			if strings.Contains(test.top, "base/hpa.yaml") {
				replace(t, filepath.Join(base, "kustomization.yaml"), "[host.yaml]", "[host.yaml, hpa.yaml]")
			}
			checked, err := Check(dir, Options{Function: fn.Function{}})
			require.NoError(t, err)
			var rules []string
			for _, f := range checked.Findings.Of(finding.Error) {
				rules = append(rules, f.Rule)
			}
			assert.ElementsMatch(t, test.want, rules, checked.Findings)
		})
	}
}

func replace(t *testing.T, file, old, with string) {
	t.Helper()
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Contains(t, string(text), old)
	require.NoError(t, os.WriteFile(file, []byte(strings.Replace(string(text), old, with, 1)), 0o644))
}
