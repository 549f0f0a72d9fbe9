package cli_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/fn/cli"
)

const (
	goodHost = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: prt-depl-modelhost-llama
  namespace: models
  annotations: {autoscaling.modelhost.dev/gpu: "70"}
`
	goodList = "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems: []\n"
)

// printing are calls that print, by name. All succeed if they can print.
var printing = map[string]struct {
	args  []string
	stdin string
}{
	"help":                {args: []string{"--help"}},
	"help of a command":   {args: []string{"check", "--help"}},
	"help command":        {args: []string{"help", "render"}},
	"flag version":        {args: []string{"--version"}},
	"doc":                 {args: []string{"--doc"}},
	"version":             {args: []string{"version"}},
	"version as JSON":     {args: []string{"version", "-o", "json"}},
	"schema":              {args: []string{"schema"}},
	"reference":           {args: []string{"reference"}},
	"completion":          {args: []string{"completion"}},
	"completion bash":     {args: []string{"completion", "bash"}},
	"completion zsh":      {args: []string{"completion", "zsh"}},
	"completion fish":     {args: []string{"completion", "fish"}},
	"completion ps":       {args: []string{"completion", "powershell"}},
	"completion asks":     {args: []string{"__complete", "check", "-o", ""}},
	"render":              {args: []string{"render", "pkg"}},
	"render a stream":     {args: []string{"render", "-"}, stdin: goodHost},
	"check":               {args: []string{"check"}},
	"check as JSON":       {args: []string{"check", "-o", "json"}},
	"check as SARIF":      {args: []string{"check", "-o", "sarif"}},
	"check as JUnit":      {args: []string{"check", "-o", "junit"}},
	"check for GitHub":    {args: []string{"check", "-o", "github"}},
	"check a stream":      {args: []string{"check", "-"}, stdin: goodHost},
	"explain":             {args: []string{"explain", "pkg"}},
	"explain as JSON":     {args: []string{"explain", "pkg", "-o", "json"}},
	"explain as Markdown": {args: []string{"explain", "pkg", "-o", "markdown"}},
	"import":              {args: []string{"import", "hpa"}},
	"function":            {stdin: goodList},
	"function on YAML":    {stdin: goodHost},
}

// TestOutputThatCannotBeWrittenIsAFailure runs every command that prints with stdout on a full
// disk, and with stdout closed.
func TestOutputThatCannotBeWrittenIsAFailure(t *testing.T) {
	program, err := exec.LookPath("scale-modelhosts")
	require.NoError(t, err)
	dir := t.TempDir()
	write(t, dir, map[string]string{"pkg/host.yaml": goodHost, "hpa/hpa.yaml": hpaOfHost, "hpa/host.yaml": plainHost})
	for name, test := range printing {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for redirection, want := range map[string]int{"": 0, ">/dev/null": 0, ">/dev/full": 2, ">&-": 2, ">&- 2>&-": 2, "1<>/dev/null": 2} {
				cmd := exec.Command("sh", append([]string{"-c", `exec "$0" "$@" ` + redirection, program}, test.args...)...)
				cmd.Dir, cmd.Stdin = dir, strings.NewReader(test.stdin)
				var stderr bytes.Buffer
				cmd.Stderr = &stderr
				_ = cmd.Run() // the exit code is checked below
				assert.Equal(t, want, cmd.ProcessState.ExitCode(), "%s: %s", redirection, stderr.String())
				if want == 2 && !strings.Contains(redirection, "2>") {
					assert.Regexp(t, "(?m)^error: writing stdout: ", stderr.String(), redirection)
				}
			}
		})
	}
}

const (
	plainHost = `apiVersion: apps/v1
kind: Deployment
metadata: {name: prt-depl-modelhost-llama, namespace: models}
spec: {template: {spec: {containers: [{name: c, resources: {requests: {cpu: "1"}}}]}}}
`
	hpaOfHost = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: llama, namespace: models}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: prt-depl-modelhost-llama}
  maxReplicas: 5
  metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 80}}}]
`
)

// TestImportChangesNothingThatItCannotReport closes stdout.
func TestImportChangesNothingThatItCannotReport(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{"hpa.yaml": hpaOfHost, "host.yaml": plainHost})
	cmd := exec.Command("sh", "-c", "exec scale-modelhosts import . --write >&-")
	cmd.Dir = dir
	require.Error(t, cmd.Run())
	assert.Equal(t, 2, cmd.ProcessState.ExitCode())
	text, err := os.ReadFile(filepath.Join(dir, "host.yaml"))
	require.NoError(t, err)
	assert.Equal(t, plainHost, string(text))
}

// TestClosedPipeEndsTheProgram checks that the program ends silently by a signal, as others do.
func TestClosedPipeEndsTheProgram(t *testing.T) {
	cmd := exec.Command("bash", "-c", `scale-modelhosts reference | head -n 1; echo "${PIPESTATUS[0]}"`)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	require.NoError(t, cmd.Run())
	assert.Regexp(t, `\n(141|0)\n$`, stdout.String(), "0 where all fits the pipe")
	assert.Empty(t, stderr.String())
}

func write(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o755))
		require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
	}
}

// run runs the program in this process, in the current folder.
func run(stdin string, args ...string) (stdout, stderr string, code int) {
	var out, messages bytes.Buffer
	code = cli.Main(args, strings.NewReader(stdin), &out, &messages)
	return out.String(), messages.String(), code
}

// TestCheckIsReadableInEveryFormat parses the output in each format and case: with and without
// findings, with parts that cannot be read or built, and if check cannot run at all.
func TestCheckIsReadableInEveryFormat(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, ".", map[string]string{
		"good/host.yaml":                  goodHost,
		"bad/host.yaml":                   strings.Replace(goodHost, "gpu", "gpuu", 1),
		"broken/host.yaml":                "kind: [\napiVersion: v1\n",
		"unbuildable/kustomization.yaml":  "resources: [missing.yaml]\n",
		"values/values.yaml":              "a: 1\n",
		"names/\x1b[31m\"<&>\n.yaml":      goodHost,
		"names/b\x1b[31m\"<&>\n.yaml":     "kind: [\n",
		"names/k\x1b[31m/Kptfile":         "pipeline: [\n",
		"names/o\x1b]0;x/Chart.yaml":      "name: x\n",
		"unbuildable2/kustomization.yaml": "resources: [\"\\e[31mred.yaml\"]\n",
	})
	for _, test := range []struct {
		args []string
		code int
	}{
		{[]string{"good"}, 0},
		{[]string{"values"}, 0},
		{[]string{"bad"}, 1},
		{[]string{"values", "--fail-if-nothing-checked"}, 1},
		{[]string{"broken"}, 2},
		{[]string{"unbuildable"}, 2},
		{[]string{"unbuildable2"}, 2},
		{[]string{"nowhere"}, 2},
		{[]string{"no\x1b[31mwhere"}, 2},
		{[]string{"good", "bad", "broken", "unbuildable", "nowhere"}, 2},
		{[]string{"."}, 2},
		{[]string{"names"}, 2},
		{[]string{"good", "--config", "nowhere"}, 2},
		{[]string{"good", "--bogus\x1b[31m"}, 2},
	} {
		for _, format := range []string{"text", "json", "sarif", "github", "junit"} {
			stdout, stderr, code := run("", append([]string{"check", "-o", format}, test.args...)...)
			assert.Equal(t, test.code, code, "%s %v: %s", format, test.args, stderr)
			assert.NotContains(t, stdout+stderr, "\x1b", "%s %v", format, test.args)
			if code == 2 && format != "github" {
				assert.Regexp(t, "^error: ", stderr)
			}
			switch format {
			case "json", "sarif":
				assert.True(t, json.Valid([]byte(stdout)), "%v: %s", test.args, stdout)
				if code == 2 && format == "json" {
					assert.NotContains(t, stdout, `"errors": []`)
				}
			case "junit":
				require.NoError(t, xml.Unmarshal([]byte(stdout), new(struct {
					XMLName xml.Name `xml:"testsuites"`
				})), stdout)
			}
		}
	}
}
