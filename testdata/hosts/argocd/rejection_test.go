package argocd

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/argoproj/argo-cd/v3/pkg/apis/application/v1alpha1"
)

// inUI is how Argo CD introduces a plugin's error for an Application.
const inUI = "CMP processing failed for application \"llama\": error generating manifests in cmp: " +
	"rpc error: code = Unknown desc = error generating manifests: `/scale-modelhosts render . --argocd` failed exit status "

// Strings that must not appear in the UI, each in a different place.
const (
	secretOfPackage = "hunter2-in-the-package"
	secretOfEnv     = "hunter2-in-the-environment"
	secretOfAddress = "hunter2-in-an-address"
)

const secret = `apiVersion: v1
kind: Secret
metadata: {name: prometheus}
stringData: {bearerToken: ` + secretOfPackage + `}
`

// inlineSecret has a wrong key, which the error names, and a value, which it must not contain.
const inlineSecret = `apiVersion: autoscaling.modelhost.dev/v1alpha1
kind: ScaleModelHosts
metadata:
  name: scale
  annotations: {config.kubernetes.io/function: "exec: {path: scale-modelhosts}"}
spec:
  authentication:
    prometheus:
      mode: bearer
      secret: {name: prometheus, source: inline, keys: {bearer: token}, data: {token: ` + secretOfPackage + `}}
`

// broken is a repository with everything that is rejected, one case per folder.
var broken = map[string]string{
	"secret.yaml":                "password: " + secretOfPackage + "\n",
	"value/deployment.yaml":      strings.Replace(host, `"70"`, `"70%"`, 1),
	"value/service.yaml":         secret,
	"two/deployment.yaml":        strings.Replace(strings.Replace(host, `"70"`, `"70%"`, 1), "  annotations:", "  annotations:\n    autoscaling.modelhost.dev/max-replica: \"5\"", 1),
	"host/deployment.yaml":       host,
	"plugins/kustomization.yaml": "resources: [../host/deployment.yaml]\ntransformers: [labeler.yaml]\n",
	"plugins/labeler.yaml":       "apiVersion: x.dev/v1\nkind: Labeler\nmetadata: {name: team}\n",
	"remote/kustomization.yaml":  "resources: [\"https://user:" + secretOfAddress + "@git.example.com/models//base?ref=v1\"]\n",
	"chart/kustomization.yaml":   "helmCharts: [{name: triton, repo: \"https://charts.example.com\", version: 1.0.0}]\n",
	"local/notes.yaml":           "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: notes, annotations: {config.kubernetes.io/local-config: \"true\"}}\n",
	"empty/README.md":            "Nothing yet.\n",
	"nothing/kustomization.yaml": "resources: []\n",
	"yaml/deployment.yaml":       "kind: [\n",
	"inline/kustomization.yaml":  "resources: [deployment.yaml]\ntransformers: [scale.yaml]\n",
	"inline/deployment.yaml":     host,
	"inline/scale.yaml":          inlineSecret,
	"patch/kustomization.yaml":   "resources: [deployment.yaml]\npatches: [{patch: \"kind: Secret\\nstringData: {password: " + secretOfPackage + "}\\n\"}]\n",
	"patch/deployment.yaml":      host,
	"literal/kustomization.yaml": "secretGenerator: [{name: a, literals: [" + secretOfPackage + "]}]\n",
	"address/kustomization.yaml": "resources: [deployment.yaml]\npatches: [{path: \"https://user:" + secretOfAddress + "@git.example.com/patch.yaml\"}]\n",
	"address/deployment.yaml":    host,
	"twice/kustomization.yaml":   "resources: [../base, ../base]\n",
	"base/kustomization.yaml":    "resources: [deployment.yaml]\n",
	"base/deployment.yaml":       host,
	"missing/kustomization.yaml": "resources: [deployment.yaml]\n",
}

func text(values ...string) []v1alpha1.ApplicationSourcePluginParameter {
	var all []v1alpha1.ApplicationSourcePluginParameter
	for i := 0; i < len(values); i += 2 {
		all = append(all, parameter(values[i], values[i+1]))
	}
	return all
}

// TestRejectionsAreOneLineInTheUI tests that the errors reach the UI: one line each after Argo CD's
// prefix, without warnings, secrets, or the path of the repository in the sidecar.
func TestRejectionsAreOneLineInTheUI(t *testing.T) {
	list := v1alpha1.ApplicationSourcePluginParameter{Name: "namespace", OptionalArray: &v1alpha1.OptionalArray{Array: []string{"a"}}}
	const noNamespace = `error: Deployment prt-depl-modelhost-llama (deployment.yaml): metadata.annotations[autoscaling.modelhost.dev/gpu]: the namespace is unknown, but $(namespace) needs it. Set metadata.namespace, kustomize's namespace, or spec.namespace of the functionConfig. [namespace-unknown]`
	cases := []struct {
		name, folder string
		parameters   []v1alpha1.ApplicationSourcePluginParameter
		namespace    string
		// want lists the lines; … matches the rest of one.
		want []string
	}{
		{"a value", "value", nil, "models", []string{`error: Deployment prt-depl-modelhost-llama (deployment.yaml): metadata.annotations[autoscaling.modelhost.dev/gpu]: "70%" is not a plain number, such as 70 or 0.5. [signal-target]`}},
		{"two at once", "two", nil, "models", []string{
			`error: Deployment prt-depl-modelhost-llama (deployment.yaml): metadata.annotations[autoscaling.modelhost.dev/gpu]: "70%" is not a plain number, such as 70 or 0.5. [signal-target]`,
			`error: Deployment prt-depl-modelhost-llama (deployment.yaml): metadata.annotations[autoscaling.modelhost.dev/max-replica]: is not a known annotation. Did you mean max-replicas? [annotation-unknown]`,
		}},
		{"another plugin", "plugins", nil, "models", []string{"error: kustomization.yaml: transformers[0]: render does not run the plugin Labeler team; use `kustomize build --enable-alpha-plugins --enable-exec`, in Argo CD with kustomize.buildOptions"}},
		{"a Helm chart", "chart", nil, "models", []string{"error: kustomization.yaml: helmCharts[0]: triton is a Helm chart, and render runs no other program; use `helm template` and list its output under resources"}},
		{"a remote base", "remote", nil, "models", []string{`error: kustomization.yaml: resources[0]: https://***@git.example.com/models//base?ref=v1 is remote, and nothing is fetched here. Commit a copy of it and list that`}},
		{"nothing but local configuration", "local", nil, "models", []string{`error: the package would render to nothing, and applying it would delete everything; check which objects are marked as local-config`}},
		{"an empty kustomization", "nothing", nil, "models", []string{`error: the package renders to nothing, and Argo CD would prune everything in the Application; check spec.source.path and the objects marked as local-config`}},
		{"an empty folder", "empty", nil, "models", []string{`error: . has no kustomization.yaml and no YAML files with objects`}},
		{"a file that is missing", "missing", nil, "models", []string{`error: kustomization.yaml: resources[0]: deployment.yaml does not exist; add it, or remove the entry`}},
		{"broken YAML", "yaml", nil, "models", []string{`error: deployment.yaml: document 1 (line 1): yaml: line 1: did not find expected node content`}},
		{"a wrong key of an inline secret", "inline", nil, "models", []string{`error: …bearer…`}},
		{"no namespace", "host", nil, "", []string{noNamespace}},
		{"an invalid namespace", "host", text("namespace", "Models"), "models", []string{`error: the Application's parameter namespace cannot be a namespace; use lowercase letters, digits and dashes`}},
		{"an invalid destination", "host", nil, "Models", []string{`error: the Application's destination namespace cannot be a namespace; use lowercase letters, digits and dashes`}},
		{"a patch with a slip", "patch", nil, "models", []string{`error: trouble configuring builtin PatchTransformer: unable to parse SM or JSON patch`}},
		{"a literal without a key", "literal", nil, "models", []string{`error: loading KV pairs: literal sources: invalid literal source, expected key=value`}},
		{"a patch at an address", "address", nil, "models", []string{`error: kustomization.yaml: patches[0].path: https://***@git.example.com/patch.yaml is remote, and nothing is fetched here. Commit a copy of it and list that`}},
		{"one resource twice", "twice", nil, "models", []string{`error: …may not add resource with an already registered id: Deployment.v1.apps/prt-depl-modelhost-llama…`}},
		{"an unknown parameter", "host", text("strct", "true"), "models", []string{`error: the Application's parameter "strct" is not known; did you mean strict?`}},
		{"a parameter of another type", "host", []v1alpha1.ApplicationSourcePluginParameter{list}, "models", []string{`error: the Application's parameter namespace is a list or map; give it as string: VALUE`}},
		{"strict neither true nor false", "host", text("strict", "yes"), "models", []string{`error: the Application's parameter strict must be true or false`}},
		{"a functionConfig that is not there", "host", text("functionConfig", "none.yaml"), "models", []string{`error: the Application's functionConfig "none.yaml" is not in the repository; give its path relative to the application's folder`}},
		{"one out of the repository", "host", text("functionConfig", "../../secret.yaml"), "models", []string{`error: the Application's functionConfig "../../secret.yaml" leads outside the repository; use a path inside it`}},
		{"a file that is not a functionConfig", "host", text("functionConfig", "../secret.yaml"), "models", []string{`error: functionConfig: kind: is missing. Use a ScaleModelHosts of autoscaling.modelhost.dev/v1alpha1, or a ConfigMap with flat keys. [function-config-invalid]`}},
	}
	repo := repositoryOf(t, broken)
	forEachSidecar(t, []string{"."}, func(t *testing.T, read logs) {
		for _, c := range cases {
			app := plugged(c.folder, c.parameters...)
			app.Spec.Destination.Namespace = c.namespace
			app.Spec.Source.Plugin.Env = v1alpha1.Env{{Name: "TOKEN", Value: secretOfEnv}}
			got, err := manifests(app, repo, nil)
			require.Error(t, err, c.name)
			require.Empty(t, got)
			shown := strings.ReplaceAll(err.Error(), binDir, "")
			status, ok := strings.CutPrefix(shown, inUI)
			require.True(t, ok, "%s: %s", c.name, shown)
			code, rest, _ := strings.Cut(status, ": ")
			assert.Equal(t, exitCode(rest), code, "%s: %s", c.name, shown)
			assertLines(t, c.name, c.want, rest)
			for _, hidden := range []string{secretOfPackage, secretOfEnv, secretOfAddress} {
				assert.NotContains(t, rest, hidden, c.name)
			}
			assert.NotContains(t, rest, "_cmp_server", c.name)
			t.Logf("%s: %s", c.name, rest)
		}
		for _, hidden := range []string{secretOfPackage, secretOfEnv, secretOfAddress} {
			assert.NotContains(t, read(), hidden, "the sidecar's log")
		}
	})
}

// assertLines compares lines; the beginning and the end of each may be omitted.
func assertLines(t *testing.T, name string, want []string, got string) {
	t.Helper()
	lines := strings.Split(got, "\n")
	if !assert.Len(t, lines, len(want), "%s: %s", name, got) {
		return
	}
	for i, line := range lines {
		at := 0
		for n, part := range strings.Split(want[i], "…") {
			found := strings.Index(line[at:], part)
			assert.True(t, found == 0 || found > 0 && n > 0, "%s: %q is not %q", name, line, want[i])
			at += max(found, 0) + len(part)
			at = min(at, len(line))
		}
		if !strings.HasSuffix(want[i], "…") {
			assert.Equal(t, len(line), at, "%s: %q is more than %q", name, line, want[i])
		}
	}
}

// TestWarningsAreInTheSidecarsLog tests that a warning is not an error, unless the Application
// is strict.
func TestWarningsAreInTheSidecarsLog(t *testing.T) {
	warns := strings.Replace(host, `gpu: "70"`, `rps: "5"`, 1)
	repo := repositoryOf(t, map[string]string{"llama/deployment.yaml": warns})
	forEachSidecar(t, []string{"."}, func(t *testing.T, read logs) {
		got, err := manifests(plugged("llama"), repo, nil)
		require.NoError(t, err)
		assert.Len(t, got, 2)
		assert.Contains(t, read(), "[service-unknown]")

		_, err = manifests(plugged("llama", parameter("strict", "true")), repo, nil)
		assert.ErrorContains(t, err, "[service-unknown]")
	})
}

var ruleAtTheEnd = regexp.MustCompile(`[.?] \[[a-z-]+\]\s*$`)

// exitCode returns the exit code of a render that prints these errors: 1 for findings, which
// have a rule, and for a package that renders to nothing; 2 if it could not run.
func exitCode(errors string) string {
	if ruleAtTheEnd.MatchString(errors) || strings.Contains(errors, "would render to nothing") || strings.Contains(errors, "renders to nothing") {
		return "1"
	}
	return "2"
}
