package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/api/types"
	"sigs.k8s.io/kustomize/kyaml/filesys"

	"modelhost.dev/scale-modelhosts/fn"
	"modelhost.dev/scale-modelhosts/fn/cli"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/render"
)

const agreeing = "scale-modelhosts"

// TestMain lets the test binary run as the program that kustomize executes.
func TestMain(m *testing.M) {
	if filepath.Base(os.Args[0]) == agreeing {
		os.Exit(cli.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
	}
	os.Exit(m.Run())
}

// kustomizeBuild returns the output of kustomize with the function as a program.
func kustomizeBuild(dir string) (string, error) {
	options := krusty.MakeDefaultOptions()
	options.Reorder = krusty.ReorderOptionUnspecified
	options.PluginConfig = types.EnabledPluginConfig(types.BploUseStaticallyLinked)
	options.PluginConfig.FnpLoadingOptions.EnableExec = true
	m, err := krusty.MakeKustomizer(options).Run(filesys.MakeFsOnDisk(), dir)
	if err != nil {
		return "", err
	}
	text, err := m.AsYaml()
	// kustomize reports its release, which a test binary does not have.
	return strings.ReplaceAll(string(text), "kustomize-(devel)", "kustomize-v5.8.2"), err
}

// TestCheckRenderAndKustomizeAgree draws packages and compares three programs:
//
//   - if kustomize builds a package with the function as a program, render outputs the
//     same bytes, unless its lint of the whole build rejects them;
//   - if kustomize or render fails, check does.
//
// The lint sees what the function cannot see within kustomize: the effect of layers outside it. Each of its errors is
// about a KEDA object in kustomize's output, or about a Secret or route there that one refers to.
func TestCheckRenderAndKustomizeAgree(t *testing.T) {
	self, err := os.Executable()
	require.NoError(t, err)
	bin := t.TempDir()
	require.NoError(t, os.Symlink(self, filepath.Join(bin, agreeing)))
	t.Setenv("PATH", bin+string(filepath.ListSeparator)+os.Getenv("PATH"))
	root := t.TempDir()
	seen := map[string]int{}
	rapid.Check(t, func(t *rapid.T) {
		dir, err := os.MkdirTemp(root, "")
		require.NoError(t, err)
		defer func() { _ = os.RemoveAll(dir) }()
		pkg := drawPackage(t)
		for name, text := range pkg.files {
			path := filepath.Join(dir, name)
			require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
			require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
		}
		dir = filepath.Join(dir, pkg.root)

		want, failed := kustomizeBuild(dir)
		got, rejected := render.Dir(dir, render.Options{Function: fn.Function{}})
		var report, messages bytes.Buffer
		code := cli.Main([]string{"check", dir}, strings.NewReader(""), &report, &messages)
		context := fmt.Sprintf("%s\nkustomize: %v\nrender: %v %v\ncheck: %d %s%s", pkg, failed, rejected, got.Findings, code, &report, &messages)

		renders := rejected == nil && !got.Findings.HasErrors()
		if failed != nil || !renders {
			if code != 1 && code != 2 {
				t.Fatalf("check passes what fails\n%s", context)
			}
		}
		switch {
		case failed != nil:
			seen["kustomize fails"]++
		case renders:
			seen["same bytes"]++
			if want != string(got.YAML) {
				t.Fatalf("render gives other bytes\n%s\n--- kustomize\n%s\n--- render\n%s", context, want, got.YAML)
			}
		default:
			seen["the lint rejects"]++
			if rejected != nil {
				t.Fatalf("render fails where kustomize does not\n%s", context)
			}
			for _, f := range got.Findings.Of(finding.Error) {
				if !isLinted(want, f.Resource) {
					t.Fatalf("not an error of the lint: %v\n%s", f, context)
				}
			}
		}
	})
	t.Log(seen)
	for _, what := range []string{"kustomize fails", "same bytes", "the lint rejects"} {
		require.NotZero(t, seen[what], what)
	}
}

// isLinted reports whether an output contains an object that the lint's error is about.
func isLinted(output string, r finding.Resource) bool {
	switch r.Kind {
	case "Deployment", "StatefulSet", "ScaledObject", "TriggerAuthentication", "ClusterTriggerAuthentication", "Secret", "InterceptorRoute":
	default:
		return false
	}
	for document := range strings.SplitSeq(output, "\n---\n") {
		document = "\n" + strings.TrimPrefix(document, "---\n")
		if strings.Contains(document, "\nkind: "+r.Kind+"\n") && strings.Contains(document, "\n  name: "+r.Name+"\n") {
			return true
		}
	}
	return false
}

// drawn is a drawn package.
type drawn struct {
	root  string
	files map[string]string
}

func (d drawn) String() string {
	var b strings.Builder
	for name, text := range d.files {
		fmt.Fprintf(&b, "-- %s --\n%s\n", name, text)
	}
	return b.String() + "root: " + d.root
}

// drawPackage draws a base, perhaps a component, and overlays, with mistakes.
func drawPackage(t *rapid.T) drawn {
	d := drawn{root: "base", files: map[string]string{}}
	d.file("base/hosts.yaml", drawHosts(t))
	resources := "hosts.yaml"
	if rapid.IntRange(0, 3).Draw(t, "by hand") == 0 {
		d.file("base/more.yaml", drawByHand(t))
		resources += ", more.yaml"
	}
	d.layer(t, "base", "resources: ["+resources+"]\n", 2)
	if rapid.IntRange(0, 3).Draw(t, "component") == 0 {
		d.layer(t, "component", "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n", 2)
	}
	for i := range rapid.IntRange(0, 2).Draw(t, "overlays") {
		fields := "resources: [../" + d.root + "]\n"
		var components []string
		if d.files["component/kustomization.yaml"] != "" && i == 0 {
			components = append(components, "../component")
		}
		if rapid.IntRange(0, 3).Draw(t, "follow") == 0 {
			for name := range map[string]bool{"kustomization.yaml": true, "names.yaml": true} {
				text, err := os.ReadFile(filepath.Join("config", "kustomize", name))
				require.NoError(t, err)
				d.file("follow/"+name, string(text))
			}
			components = append(components, "../follow")
		}
		if len(components) > 0 {
			fields += "components: [" + strings.Join(components, ", ") + "]\n"
		}
		d.root = fmt.Sprintf("overlay%d", i)
		d.layer(t, d.root, fields, 3)
	}
	// kustomize does not run the function for a package that does not list it.
	for name, text := range d.files {
		reached := filepath.Dir(name) != "component" || d.root != "base"
		if reached && filepath.Base(name) == "kustomization.yaml" && strings.Contains(text, "transformers:") {
			return d
		}
	}
	d.file(d.root+"/kustomization.yaml", d.files[d.root+"/kustomization.yaml"]+d.listing(t, d.root))
	return d
}

func (d drawn) file(name, text string) { d.files[name] = text }

// layer draws a kustomization. One in of layers lists the function.
func (d drawn) layer(t *rapid.T, dir, fields string, of int) {
	some := func(what string, of int, texts ...string) {
		if rapid.IntRange(1, of).Draw(t, what) == of { // small numbers are drawn more often

			fields += rapid.SampledFrom(texts).Draw(t, what+" text")
		}
	}
	some("prefix", 4, "namePrefix: prod-\n", "namePrefix: eu.\n")
	some("suffix", 6, "nameSuffix: -v2\n")
	some("namespace", 3, "namespace: models\n", "namespace: models-prod\n", "namespace: \"\"\n")
	some("labels", 5, "labels: [{pairs: {team: a}}]\n", "labels: [{pairs: {team: a}, includeSelectors: true, includeTemplates: true}]\n", "commonLabels: {team: a}\n")
	some("annotations", 5, "commonAnnotations: {by: us}\n", "commonAnnotations: {by: us}\n", "commonAnnotations: {autoscaling.modelhost.dev/max-replicas: \"7\"}\n")
	some("images", 8, "images: [{name: vllm, newTag: v9}]\n")
	some("generators", 6, "configMapGenerator: [{name: settings, literals: [a=b]}]\n", "secretGenerator: [{name: token, literals: [token=b]}]\ngeneratorOptions: {disableNameSuffixHash: true}\n", "secretGenerator: [{name: token, literals: [token=b]}]\n")
	some("patches", 4,
		"patches: [{target: {kind: Deployment}, patch: '- {op: add, path: /spec/replicas, value: 4}'}]\n",
		"patches: [{target: {kind: Deployment, name: .*modelhost.*}, patch: '- {op: add, path: /metadata/annotations/autoscaling.modelhost.dev~1cpu, value: \"60\"}'}]\n",
		"patches: [{target: {kind: Deployment, name: .*modelhost.*}, patch: '- {op: add, path: /metadata/annotations/autoscaling.modelhost.dev~1cpu, value: 60}'}]\n",
		"patches: [{target: {kind: ScaledObject}, patch: '- {op: replace, path: /spec/maxReplicaCount, value: 9}'}]\n",
		"patches: [{target: {kind: ScaledObject}, patch: '- {op: add, path: /spec/triggers/0/metadata/query, value: up}'}]\n",
		"patches: [{target: {kind: ScaledObject}, patch: '- {op: replace, path: /spec/triggers, value: []}'}]\n")
	some("wrong patches", 40, "patchesJson6902: [{target: {version: v1, kind: Deployment, name: nobody}, patch: '- {op: remove, path: /spec/nothing}'}]\n")
	some("replacements", 6,
		"replacements: [{source: {kind: Service, name: prt-depl-modelhost-a, fieldPath: metadata.name}, targets: [{select: {kind: Deployment}, fieldPaths: [metadata.annotations.by], options: {create: true}}]}]\n",
		"replacements: [{source: {kind: Deployment, name: prt-depl-modelhost-a, fieldPath: metadata.namespace}, targets: [{select: {kind: Service}, fieldPaths: [metadata.namespace], options: {create: true}}]}]\n",
		"replacements: [{source: {kind: Deployment, name: prt-depl-modelhost-a, fieldPath: metadata.name}, targets: [{select: {kind: ScaledObject}, fieldPaths: [spec.scaleTargetRef.name]}]}]\n")
	some("metadata", 8, "buildMetadata: [originAnnotations]\n", "buildMetadata: [transformerAnnotations]\n", "buildMetadata: [managedByLabel]\n")
	some("mistakes", 30, "resource: [x]\n", "crds: [none.yaml]\n")
	if rapid.IntRange(1, of).Draw(t, "function") == 1 {
		fields += d.listing(t, dir)
	}
	d.file(dir+"/kustomization.yaml", fields)
}

// listing draws the way in which a layer lists the function.
func (d drawn) listing(t *rapid.T, dir string) string {
	config := drawConfig(t)
	switch rapid.SampledFrom([]string{"file", "inline", "folder"}).Draw(t, "function's place") {
	case "file":
		d.file(dir+"/scale.yaml", config)
		return "transformers: [scale.yaml]\n"
	case "inline":
		return "transformers:\n- |\n  " + strings.ReplaceAll(strings.TrimSpace(config), "\n", "\n  ") + "\n"
	}
	d.file(dir+"-config/scale.yaml", config)
	d.file(dir+"-config/kustomization.yaml", "resources: [scale.yaml]\n")
	return "transformers: [../" + dir + "-config]\n"
}

// drawConfig draws a functionConfig, sometimes an invalid one.
func drawConfig(t *rapid.T) string {
	often := func(what, usual string, others ...string) string {
		if rapid.IntRange(0, 40).Draw(t, what) < 40 {
			return usual
		}
		return rapid.SampledFrom(others).Draw(t, what+" instead")
	}
	return "apiVersion: " + often("apiVersion", "autoscaling.modelhost.dev/v1alpha1", "autoscaling.modelhost.dev/v1", "autoscaling.modelhosts.dev/v1alpha1", "v1") +
		"\nkind: " + often("kind", "ScaleModelHosts", "ScaleModelHost", "ConfigMap") +
		"\nmetadata:\n  name: scale\n" +
		often("annotation", "  annotations:\n    config.kubernetes.io/function: |\n      exec: {path: scale-modelhosts}\n", "  labels: {a: b}\n", "  annotations: {config.kubernetes.io/function: \"exec: {path: [\"}\n") +
		rapid.SampledFrom([]string{
			"spec: {namespace: models}\n", "spec: {namespace: models}\n", "spec: {namespace: models}\n", "spec: {namespace: models}\n", "spec: {}\n", "", "spec: {namespace: models, strict: true}\n",
			"spec: {namespace: models, prometheus: {authentication: prom}, authentication: {prom: {mode: bearer, secret: {name: token, keys: {bearerToken: token}}}}}\n",
			"spec: {namespace: models, prometheus: {authentication: prom}, authentication: {prom: {mode: bearer, secret: {name: token, keys: {bearerToken: token}}}}}\n",
		}).Draw(t, "spec")
}

// drawHosts draws model hosts with related objects.
func drawHosts(t *rapid.T) string {
	var b strings.Builder
	for i := range rapid.IntRange(1, 2).Draw(t, "hosts") {
		name := fmt.Sprintf("prt-depl-modelhost-%c", 'a'+i)
		annotation := rapid.SampledFrom([]string{
			`gpu: "80"`, `gpu: 80`, `vllm-queue: "4"`, `vllm-queue: 4`, `cpu: "60"`, `cpu: 60`, `rps: "5"`, `schedule: "Mon-Fri 08:00-18:00 Europe/Berlin: 3"`,
		}).Draw(t, "annotation")
		if rapid.IntRange(1, 15).Draw(t, "wrong annotation") == 15 {
			annotation = rapid.SampledFrom([]string{`max-replicas: "5"`, `max-replica: "5"`, `gpu: "high"`, `gpu: true`, `gpu:`, `gpu: [80]`}).Draw(t, "wrong")
		}
		namespace := rapid.SampledFrom([]string{"", "  namespace: models\n", "  namespace: models\n", "  namespace: models\n", "  namespace: other\n"}).Draw(t, "namespace of the host")
		fmt.Fprintf(&b, `apiVersion: apps/v1
kind: Deployment
metadata:
  name: %s
%s  annotations:
    autoscaling.modelhost.dev/%s
    number: 0644
spec:
  replicas: 2
  selector: {matchLabels: {app: %[1]s}}
  template:
    metadata: {labels: {app: %[1]s}}
    spec: {containers: [{name: model, image: "vllm:v1", resources: {requests: {cpu: "1"}}}]}
---
apiVersion: v1
kind: Service
metadata:
  name: %[1]s
%[2]sspec: {selector: {app: %[1]s}, ports: [{port: 80}]}
---
`, name, namespace, annotation)
		if rapid.Bool().Draw(t, "HPA") {
			fmt.Fprintf(&b, `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: hpa-%s
%sspec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: %[1]s}, maxReplicas: 5}
---
`, name, namespace)
		}
	}
	return b.String()
}

// drawByHand draws a hand-written or previously generated ScaledObject with its workload.
func drawByHand(t *rapid.T) string {
	return fmt.Sprintf(`apiVersion: apps/v1
kind: Deployment
metadata: {name: hand, namespace: models}
spec:
  selector: {matchLabels: {app: hand}}
  template: {metadata: {labels: {app: hand}}, spec: {containers: [{name: c, image: c}]}}
---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: {name: %s, namespace: models%s}
spec:
  scaleTargetRef: {name: %s}
  triggers: [{type: prometheus, metadata: {serverAddress: %q, threshold: "5", query: '%s'}}]
`,
		rapid.SampledFrom([]string{"hand", "prt-keda-modelhost-a"}).Draw(t, "its name"),
		rapid.SampledFrom([]string{"", ", labels: {app.kubernetes.io/managed-by: scale-modelhosts, autoscaling.modelhost.dev/key: a}"}).Draw(t, "its labels"),
		rapid.SampledFrom([]string{"hand", "hand", "prt-depl-modelhost-a", "nobody"}).Draw(t, "its target"),
		rapid.SampledFrom([]string{"http://prometheus:9090", "http://prometheus:9090", "prometheus:9090"}).Draw(t, "its address"),
		rapid.SampledFrom([]string{`sum(up)`, `sum(`, `sum(vllm:num_requests_waiting{namespace="models"})`}).Draw(t, "its query"))
}
