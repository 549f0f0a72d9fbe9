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
)

// action is the GitHub Action at the root of the repository.
type action struct {
	Inputs map[string]struct{ Default string }
	Runs   struct{ Steps []actionStep }
}

type actionStep struct {
	Name, Shell, Run, Uses string
	Env                    map[string]string
}

func readAction(t *testing.T) action {
	text, err := os.ReadFile(filepath.Join(root, "action.yaml"))
	require.NoError(t, err)
	var a action
	require.NoError(t, yaml.Unmarshal(text, &a))
	return a
}

var inputExpression = regexp.MustCompile(`^\$\{\{ inputs\.(\w+) \}\}$`)

// run runs the action's own steps one after the other, in bash as a GitHub runner
// calls it, and gives the last one's outcome and what it put into GITHUB_OUTPUT.
func (a action) run(t *testing.T, workspace string, with map[string]string) (outcome, string) {
	absolute, err := filepath.Abs(root)
	require.NoError(t, err)
	temp := t.TempDir()
	outputs, paths := filepath.Join(temp, "outputs"), filepath.Join(temp, "paths")
	env := []string{"RUNNER_TEMP=" + temp, "GITHUB_ACTION_PATH=" + absolute, "GITHUB_OUTPUT=" + outputs, "GITHUB_PATH=" + paths}
	var got outcome
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
		got = run(t, command{args: []string{"bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step.Run}, dir: workspace, env: stepEnv})
		if got.exit != 0 {
			break
		}
	}
	text, err := os.ReadFile(outputs)
	if !os.IsNotExist(err) {
		require.NoError(t, err)
	}
	return got, strings.TrimSpace(string(text))
}

// sarifLevels are the levels of the results of the file that an output names.
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
		levels []string // nil: no SARIF
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
		"a package that cannot be read":    {with: map[string]string{"package": "broken"}, exit: 1},
		"a package that looks like a flag": {with: map[string]string{"package": "--help"}, exit: 1},
	} {
		t.Run(name, func(t *testing.T) {
			got, output := a.run(t, workspace, test.with)
			assert.Equal(t, test.exit, got.exit, "%s%s", got.stdout, got.stderr)
			assert.Contains(t, got.stdout, test.stdout)
			if test.levels == nil {
				assert.Empty(t, output)
				assert.Contains(t, got.stderr, "error: ")
				return
			}
			assert.ElementsMatch(t, test.levels, sarifLevels(t, output))
		})
	}
}
