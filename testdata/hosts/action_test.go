package hosts

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/testdata/hosts/harness"
)

// action is the GitHub Action at the root of the repository.
type action struct {
	Inputs map[string]struct{ Default string }
	Runs   struct{ Steps []actionStep }
}

type actionStep struct {
	Name, Shell, Run string
	Env              map[string]string
}

func readAction(t *testing.T) action {
	text, err := os.ReadFile(filepath.Join(root, "action.yaml"))
	require.NoError(t, err)
	var a action
	require.NoError(t, yaml.Unmarshal(text, &a))
	return a
}

var inputExpression = regexp.MustCompile(`^\$\{\{ inputs\.(\w+) \}\}$`)

// run runs the action's own steps one after the other, in bash as a GitHub runner does, and
// returns the last step's outcome and the content of GITHUB_OUTPUT.
func (a action) run(t *testing.T, workspace string, with map[string]string) (harness.Outcome, string) {
	absolute, err := filepath.Abs(root)
	require.NoError(t, err)
	temp := t.TempDir()
	outputs, paths := filepath.Join(temp, "outputs"), filepath.Join(temp, "paths")
	env := []string{"RUNNER_TEMP=" + temp, "GITHUB_ACTION_PATH=" + absolute, "GITHUB_OUTPUT=" + outputs, "GITHUB_PATH=" + paths}
	var got harness.Outcome
	for _, step := range a.Runs.Steps {
		if step.Run == "" {
			continue
		}
		require.Equal(t, "bash", step.Shell, step.Name)
		stepEnv := env
		if added, err := os.ReadFile(paths); err == nil {
			stepEnv = append(stepEnv, "PATH="+strings.TrimSpace(string(added))+":/usr/bin:/bin")
		}
		for name, value := range step.Env {
			found := inputExpression.FindStringSubmatch(value)
			require.NotNil(t, found, "%s is more than an input", value)
			input, ok := a.Inputs[found[1]]
			require.True(t, ok, "there is no input %s", found[1])
			value = input.Default
			if given, ok := with[found[1]]; ok {
				value = given
			}
			stepEnv = append(stepEnv, name+"="+value)
		}
		got = harness.Run(t, harness.Command{Args: []string{"bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step.Run}, Dir: workspace, Env: stepEnv})
		if got.Exit != 0 {
			break
		}
	}
	text, err := os.ReadFile(outputs)
	if !os.IsNotExist(err) {
		require.NoError(t, err)
	}
	return got, strings.TrimSpace(string(text))
}

// sarifLevels returns the levels of the results in the SARIF file that an output names.
func sarifLevels(t *testing.T, output string) []string {
	file, ok := strings.CutPrefix(output, "sarif=")
	require.True(t, ok, output)
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	var log struct {
		Version string
		Runs    []struct{ Results []struct{ Level string } }
	}
	require.NoError(t, json.Unmarshal(text, &log))
	require.Equal(t, "2.1.0", log.Version)
	require.Len(t, log.Runs, 1)
	levels := []string{}
	for _, result := range log.Runs[0].Results {
		levels = append(levels, result.Level)
	}
	return levels
}

const (
	actionHost = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: prt-depl-modelhost-llama
  annotations:
    autoscaling.modelhost.dev/gpu: "70"
    autoscaling.modelhost.dev/rps: "5"
`
	actionSettings = `apiVersion: autoscaling.modelhost.dev/v1alpha1
kind: ScaleModelHosts
metadata: {name: shared}
spec: {namespace: blue}
`
)

func TestActionChecksAPackage(t *testing.T) {
	a := readAction(t)
	workspace := t.TempDir()
	require.NoError(t, tree{
		"my models/deployment.yaml":      actionHost,
		"broken/kustomization.yaml":      "resources: [nowhere.yaml]\n",
		"settings/scale-modelhosts.yaml": actionSettings,
	}.write(workspace))

	for name, test := range map[string]struct {
		with   map[string]string
		exit   int
		stdout string
		levels []string // nil: no SARIF, because nothing could be checked
	}{
		"an error": {
			with: map[string]string{"package": "my models"}, exit: 1,
			stdout: "::error file=my models/deployment.yaml,line=6,", levels: []string{"error", "error", "warning"},
		},
		"a warning": {
			with: map[string]string{"package": "my models", "namespace": "models"}, stdout: "::warning file=my models/deployment.yaml,", levels: []string{"warning"},
		},
		"a warning, strictly": {
			with: map[string]string{"package": "my models", "namespace": "models", "strict": "true"}, exit: 1, stdout: "::error file=", levels: []string{"error"},
		},
		"settings": {
			with: map[string]string{"package": "my models", "config": "settings/scale-modelhosts.yaml"}, stdout: "::warning file=", levels: []string{"warning"},
		},
		"not rendered": {
			with: map[string]string{"package": "my models", "namespace": "models", "rendered": "true"}, exit: 1, stdout: "not-rendered", levels: []string{"error", "warning"},
		},
		"a package that cannot be read": {
			with: map[string]string{"package": "broken"}, exit: 1, stdout: "::error file=broken/kustomization.yaml,title=unreadable::resources[0]: nowhere.yaml does not exist;",
		},
		"a package that looks like a flag": {
			with: map[string]string{"package": "--help"}, exit: 1, stdout: "::error title=unreadable::cannot read the package: stat --help: ",
		},
		"a package whose name has a percent sign": {
			with: map[string]string{"package": "100%0A"}, exit: 1, stdout: "::error title=unreadable::cannot read the package: stat 100%250A: ",
		},
		"settings that cannot be read": {
			with: map[string]string{"package": "my models", "config": "nowhere.yaml"}, exit: 1, stdout: "::error title=unreadable::--config: open nowhere.yaml: ",
		},
		"nothing to check": {
			with: map[string]string{"package": "settings"}, exit: 1, stdout: "::error title=nothing-checked::there is no model host", levels: []string{"error"},
		},
		"the whole repository, a part of which cannot be built": {
			exit: 1, stdout: "::error file=broken/kustomization.yaml,title=unreadable::",
		},
		"no package": {
			with: map[string]string{"package": ""}, exit: 1,
			stdout: `::error::input package is ""; write the folder of the package, or . for the whole workspace` + "\n",
		},
		"stdin for a package": {
			with: map[string]string{"package": "-"}, exit: 1, stdout: `::error::input package is "-"; write the folder`,
		},
		"a strict that is neither": {
			with: map[string]string{"package": "my models", "strict": "yes"}, exit: 1, stdout: `::error::input strict is "yes"; write true or false` + "\n",
		},
		"a rendered that is neither": {
			with: map[string]string{"package": "my models", "rendered": "True"}, exit: 1, stdout: `::error::input rendered is "True"; write true or false` + "\n",
		},
		"an upload that is neither": {
			with: map[string]string{"package": "my models", "upload": ""}, exit: 1, stdout: `::error::input upload is ""; write true or false` + "\n",
		},
		"a value of two lines": {
			with: map[string]string{"package": "my models", "upload": "50%\nfalse"}, exit: 1, stdout: `::error::input upload is "50%25%0Afalse"; write`,
		},
		"two that are neither": {
			with: map[string]string{"strict": "1", "rendered": "0"}, exit: 1,
			stdout: "::error::input strict is \"1\"; write true or false\n::error::input rendered is \"0\"; write true or false\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			got, output := a.run(t, workspace, test.with)
			assert.Equal(t, test.exit, got.Exit, "%s%s", got.Stdout, got.Stderr)
			assert.Contains(t, got.Stdout, test.stdout)
			if test.levels == nil {
				assert.Empty(t, output)
				return
			}
			assert.ElementsMatch(t, test.levels, sarifLevels(t, output))
		})
	}
}

// monorepo returns a repository with packages of every kind.
func monorepo(gpu string) tree {
	return tree{
		"apps/llama/base/kustomization.yaml":          "resources: [deployment.yaml]\n",
		"apps/llama/base/deployment.yaml":             strings.ReplaceAll(actionHost, "    autoscaling.modelhost.dev/rps: \"5\"\n", ""),
		"apps/llama/overlays/prod/kustomization.yaml": "namespace: prod\nresources: [../../base]\npatches: [{path: patch.yaml}]\n",
		"apps/llama/overlays/prod/patch.yaml":         "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: prt-depl-modelhost-llama, annotations: {autoscaling.modelhost.dev/gpu: '" + gpu + "'}}\n",
		"apps/llama/overlays/dev/kustomization.yaml":  "namespace: dev\nresources: [../../base]\n",
		"charts/llama/Chart.yaml":                     "apiVersion: v2\nname: llama\nversion: 1.0.0\n",
		"charts/llama/templates/deployment.yaml":      "kind: {{ .Values.kind }}\n",
		".github/workflows/ci.yaml":                   "on: push\n",
		"ansible/site.yml":                            "- hosts: all\n",
	}
}

// TestActionChecksAMonorepo uses the defaults of all inputs.
func TestActionChecksAMonorepo(t *testing.T) {
	a := readAction(t)
	workspace := t.TempDir()
	require.NoError(t, monorepo("70%").write(workspace))
	got, output := a.run(t, workspace, nil)
	assert.Equal(t, 1, got.Exit, "%s%s", got.Stdout, got.Stderr)
	assert.Contains(t, got.Stdout, "::error file=apps/llama/base/deployment.yaml,line=6,title=signal-target::Deployment prod/prt-depl-modelhost-llama: ")
	assert.Contains(t, sarifLevels(t, output), "error")

	require.NoError(t, monorepo("80").write(workspace))
	got, output = a.run(t, workspace, nil)
	assert.Zero(t, got.Exit, "%s%s", got.Stdout, got.Stderr)
	assert.Contains(t, got.Stdout, "2 model hosts checked in 2 packages; not checked: 1 Helm chart")
	assert.NotContains(t, sarifLevels(t, output), "error")
}

// TestActionIsSound runs shellcheck on the action's commands: actionlint only reads those of
// workflows.
func TestActionIsSound(t *testing.T) {
	t.Log(strings.Split(harness.Output(t, harness.Command{Args: []string{"shellcheck", "--version"}}), "\n")[1])
	dir, n := t.TempDir(), 0
	for _, step := range readAction(t).Runs.Steps {
		if step.Run == "" {
			continue
		}
		n++
		file := filepath.Join(dir, step.Name)
		require.NoError(t, os.WriteFile(file, []byte("#!/usr/bin/env bash\nset -eo pipefail\n"+step.Run), 0o600))
		got := harness.Run(t, harness.Command{Args: []string{"shellcheck", file}})
		assert.Zero(t, got.Exit, "%s%s", got.Stdout, got.Stderr)
	}
	require.NotZero(t, n)
}
