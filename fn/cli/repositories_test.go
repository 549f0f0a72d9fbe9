package cli_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/fn/cli"
)

// tree is a repository: its files by path.
type tree map[string]string

func (t tree) with(files tree) tree {
	all := tree{}
	for _, more := range []tree{t, files} {
		for path, text := range more {
			all[path] = text
		}
	}
	return all
}

func (t tree) write(test *testing.T) string {
	dir := test.TempDir()
	for path, text := range t {
		file := filepath.Join(dir, filepath.FromSlash(path))
		require.NoError(test, os.MkdirAll(filepath.Dir(file), 0o755))
		require.NoError(test, os.WriteFile(file, []byte(text), 0o600))
	}
	return dir
}

// workload is a Deployment that scales on GPU use, in a namespace if one is given.
func workload(name, namespace string, annotations ...string) string {
	if namespace != "" {
		namespace = "\n  namespace: " + namespace
	}
	annotations = append(annotations, "gpu: \"70\"")
	return fmt.Sprintf(`apiVersion: apps/v1
kind: Deployment
metadata:
  name: %[1]s%[2]s
  annotations:
    autoscaling.modelhost.dev/%[3]s
spec:
  selector:
    matchLabels: {app: %[1]s}
  template:
    metadata:
      labels: {app: %[1]s}
    spec:
      containers:
        - name: model
          image: registry.example.com/%[1]s:1
          resources:
            limits: {nvidia.com/gpu: "1"}
`, name, namespace, strings.Join(annotations, "\n    autoscaling.modelhost.dev/"))
}

// handWritten is a ScaledObject for a Deployment that has no annotations.
func handWritten(name, namespace string) string {
	return fmt.Sprintf(`apiVersion: apps/v1
kind: Deployment
metadata: {name: %[1]s, namespace: %[2]s}
spec:
  selector: {matchLabels: {app: %[1]s}}
  template:
    metadata: {labels: {app: %[1]s}}
    spec: {containers: [{name: web, image: web, resources: {requests: {cpu: 100m}}}]}
---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: {name: %[1]s, namespace: %[2]s}
spec:
  scaleTargetRef: {name: %[1]s}
  minReplicaCount: 1
  maxReplicaCount: 5
  triggers:
    - {type: cpu, metricType: Utilization, metadata: {value: "70"}}
`, name, namespace)
}

const functionConfig = `apiVersion: autoscaling.modelhost.dev/v1alpha1
kind: ScaleModelHosts
metadata:
  name: scale
  annotations:
    config.kubernetes.io/function: "exec: {path: scale-modelhosts}"
    config.kubernetes.io/local-config: "true"
`

func kustomization(lines ...string) string {
	return "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n" + strings.Join(lines, "\n") + "\n"
}

// app returns a base and its overlays, the layout of most repositories.
func app(dir, name string, overlays ...string) tree {
	files := tree{
		dir + "/base/kustomization.yaml": kustomization("resources: [" + name + ".yaml]"),
		dir + "/base/" + name + ".yaml":  workload(name, ""),
	}
	for _, overlay := range overlays {
		files[dir+"/overlays/"+overlay+"/kustomization.yaml"] = kustomization("namespace: "+overlay, "resources: [../../base]", "transformers: [scale.yaml]")
		files[dir+"/overlays/"+overlay+"/scale.yaml"] = functionConfig
	}
	return files
}

// noise are files next to packages that most repositories have.
var noise = tree{
	".github/workflows/ci.yaml":        "on: push\njobs: {test: {runs-on: ubuntu-latest, steps: [{run: make}]}}\n",
	".gitlab-ci.yml":                   "stages: [test]\n",
	"docs/mkdocs.yml":                  "site_name: models\n",
	"docs/example.md":                  "```yaml\nkind: Deployment\n```\n",
	"ansible/play.yml":                 "- hosts: all\n  tasks: []\n",
	"docker-compose.yaml":              "services: {web: {image: web}}\n",
	"charts/web/Chart.yaml":            "apiVersion: v2\nname: web\nversion: 1.0.0\n",
	"charts/web/values.yaml":           "replicas: 1\n",
	"charts/web/templates/deploy.yaml": "kind: {{ .Values.kind }}\n",
	"terraform/main.tf":                "",
	"node_modules/x/deploy.yaml":       "kind: [\n",
}

// repository is a repository with the expected result of check, and a file that breaks it.
type repository struct {
	files                          tree
	hosts, scaledObjects, packages int
	// broken replaces files, and is reported under the name of its file.
	broken tree
}

const slip = "gpuu: \"70\""

var repositories = map[string]repository{
	"one app, two overlays": {app("apps/llama", "llama", "dev", "prod").with(noise), 2, 0, 2, tree{"apps/llama/base/llama.yaml": workload("llama", "", slip)}},
	"many apps":             {app("apps/a", "a", "dev", "prod").with(app("apps/b", "b", "dev")).with(app("apps/c", "c", "prod")), 4, 0, 4, tree{"apps/b/base/b.yaml": workload("b", "", slip)}},
	"a folder for each cluster": {tree{
		"clusters/eu/llama.yaml": workload("llama", "models"), "clusters/us/llama.yaml": workload("llama", "models"),
	}.with(noise), 2, 0, 2, tree{"clusters/us/llama.yaml": workload("llama", "models", slip)}},
	"plain files":    {tree{"k8s/llama.yaml": workload("llama", "models"), "k8s/web.yaml": handWritten("web", "web")}, 1, 1, 1, tree{"k8s/llama.yaml": workload("llama", "models", slip)}},
	"a single file":  {tree{"all.yaml": workload("a", "m") + "---\n" + workload("b", "m") + "---\n" + handWritten("c", "m")}, 2, 1, 1, tree{"all.yaml": workload("a", "m", slip)}},
	"rendered YAML":  {tree{"rendered/prod.yaml": handWritten("web", "web"), "rendered/dev.yaml": handWritten("web", "dev")}, 0, 2, 1, tree{"rendered/dev.yaml": strings.Replace(handWritten("web", "dev"), "type: cpu", "type: cpuu", 1)}},
	"other suffixes": {tree{"app/kustomization.yml": kustomization("namespace: m", "resources: [a.yml]"), "app/a.yml": workload("a", ""), "lib/Kustomization": kustomization("namespace: m", "resources: [b.yaml]"), "lib/b.yaml": workload("b", "")}, 2, 0, 2, tree{"lib/b.yaml": workload("b", "", slip)}},
	"a kpt package": {
		tree{"pkg/Kptfile": "apiVersion: kpt.dev/v1\nkind: Kptfile\nmetadata: {name: pkg}\n", "pkg/llama.yaml": workload("llama", "models"), "pkg/sub/Kptfile": "apiVersion: kpt.dev/v1\nkind: Kptfile\nmetadata: {name: sub}\n", "pkg/sub/b.yaml": workload("b", "models")},
		2, 0, 1,
		tree{"pkg/sub/b.yaml": workload("b", "models", slip)},
	},
	"kpt beside kustomize": {app("apps/a", "a", "prod").with(tree{"kpt/Kptfile": "apiVersion: kpt.dev/v1\nkind: Kptfile\nmetadata: {name: kpt}\n", "kpt/b.yaml": workload("b", "models")}), 2, 0, 2, tree{"kpt/b.yaml": workload("b", "models", slip)}},
	"components": {app("apps/a", "a", "prod").with(tree{
		"components/more/kustomization.yaml":        "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\npatches:\n- target: {kind: Deployment}\n  patch: |\n    - {op: add, path: /metadata/annotations/autoscaling.modelhost.dev~1max-replicas, value: \"3\"}\n",
		"apps/a/overlays/prod/kustomization.yaml":   kustomization("namespace: prod", "resources: [../../base]", "components: [../../../../components/more]", "transformers: [scale.yaml]"),
		"components/unused/kustomization.yaml":      "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n",
		"apps/a/overlays/staging/kustomization.yml": kustomization("namespace: staging", "resources: [../../base]"),
	}), 2, 0, 2, tree{"apps/a/base/a.yaml": workload("a", "", slip)}},
	"three layers": {tree{
		"base/kustomization.yaml": kustomization("resources: [a.yaml]"), "base/a.yaml": workload("a", ""),
		"region/kustomization.yaml": kustomization("namePrefix: eu-", "resources: [../base]"), "prod/kustomization.yaml": kustomization("nameSuffix: -v1", "namespace: prod", "resources: [../region]"),
	}, 1, 0, 1, tree{"base/a.yaml": workload("a", "", slip)}},
	"Flux": {app("apps/a", "a", "prod").with(tree{
		"clusters/prod/apps.yaml":    "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: apps, namespace: flux-system}\nspec: {interval: 10m, path: ./apps, prune: true, sourceRef: {kind: GitRepository, name: x}}\n",
		"clusters/prod/release.yaml": "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: x, namespace: m}\nspec: {interval: 1h, values: {autoscaling: {enabled: true}}}\n",
	}), 1, 0, 2, tree{"apps/a/base/a.yaml": workload("a", "", slip)}},
	"Flux variables":  {tree{"apps/web.yaml": strings.NewReplacer("minReplicaCount: 1", "minReplicaCount: ${MIN:=1}", `value: "70"`, `value: "${CPU}"`).Replace(handWritten("web", "web"))}, 0, 1, 1, tree{"apps/web.yaml": strings.Replace(handWritten("web", "web"), "type: cpu", "type: cpuu", 1)}},
	"Argo CD":         {app("apps/a", "a", "prod").with(tree{"argocd/app.yaml": "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: a, namespace: argocd}\nspec: {project: default, source: {repoURL: x, path: apps/a/overlays/prod}, destination: {namespace: prod}}\n"}), 1, 0, 2, tree{"apps/a/base/a.yaml": workload("a", "", slip)}},
	"an HPA beside":   {tree{"k8s/a.yaml": workload("a", "m"), "k8s/web.yaml": "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: web, namespace: m}\nspec: {maxReplicas: 3, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}}\n"}, 1, 0, 1, tree{"k8s/a.yaml": workload("a", "m", slip)}},
	"StatefulSets":    {tree{"k8s/a.yaml": strings.Replace(workload("a", "m"), "kind: Deployment", "kind: StatefulSet", 1)}, 1, 0, 1, tree{"k8s/a.yaml": workload("a", "m", slip)}},
	"a list":          {tree{"k8s/all.yaml": "apiVersion: v1\nkind: List\nitems:\n- " + strings.ReplaceAll(strings.TrimSuffix(workload("a", "m"), "\n"), "\n", "\n  ") + "\n"}, 1, 0, 1, tree{"k8s/all.yaml": workload("a", "m", slip)}},
	"patches":         {app("apps/a", "a", "prod").with(tree{"apps/a/overlays/prod/patch.yaml": "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a, annotations: {autoscaling.modelhost.dev/max-replicas: \"4\"}}\n", "apps/a/overlays/prod/kustomization.yaml": kustomization("namespace: prod", "resources: [../../base]", "patches: [{path: patch.yaml}]", "transformers: [scale.yaml]")}), 1, 0, 1, tree{"apps/a/overlays/prod/patch.yaml": "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a, annotations: {autoscaling.modelhost.dev/max-replica: \"4\"}}\n"}},
	"generators":      {app("apps/a", "a", "prod").with(tree{"apps/a/base/kustomization.yaml": kustomization("resources: [a.yaml]", "configMapGenerator: [{name: c, files: [settings.yaml]}]"), "apps/a/base/settings.yaml": "kind: {{ not YAML\n"}), 1, 0, 1, tree{"apps/a/base/a.yaml": workload("a", "", slip)}},
	"ignored folders": {app("apps/a", "a", "prod").with(tree{"Kptfile.yaml": "a: 1\n", ".krmignore": "old\n", "old/a.yaml": workload("a", "m", slip), ".cache/a.yaml": "kind: [\n"}), 1, 0, 1, tree{"apps/a/base/a.yaml": workload("a", "", slip)}},
}

// found is the part of check's JSON that is tested here.
type found struct {
	Findings []struct{ Rule, Severity, Message, File string }
	Packages []struct {
		Path                      string
		ModelHosts, ScaledObjects int
	}
	Errors []any
}

func checkRepository(t *testing.T, dir string) (found, int) {
	var stdout, stderr bytes.Buffer
	code := cli.Main([]string{"check", dir, "-o", "json"}, strings.NewReader(""), &stdout, &stderr)
	var f found
	require.NoError(t, json.Unmarshal(stdout.Bytes(), &f), "%s%s", stdout.String(), stderr.String())
	return f, code
}

// check finds every model host and ScaledObject in a repository of any layout, reports no false
// errors, and misses no mistake in a file that it has found.
func TestCheckWholeRepositories(t *testing.T) {
	require.Len(t, repositories, 20)
	for name, repo := range repositories {
		t.Run(name, func(t *testing.T) {
			f, code := checkRepository(t, repo.files.write(t))
			assert.Zero(t, code)
			assert.Empty(t, f.Errors)
			for _, finding := range f.Findings {
				assert.NotEqual(t, "error", finding.Severity, "%+v", finding)
			}
			hosts, scaledObjects, packages := 0, 0, 0
			for _, p := range f.Packages {
				hosts, scaledObjects = hosts+p.ModelHosts, scaledObjects+p.ScaledObjects
				packages++
			}
			assert.Equal(t, []int{repo.hosts, repo.scaledObjects, repo.packages}, []int{hosts, scaledObjects, packages}, "hosts, ScaledObjects and packages of %+v", f.Packages)

			f, code = checkRepository(t, repo.files.with(repo.broken).write(t))
			assert.Equal(t, 1, code, "%+v", f)
		})
	}
}
