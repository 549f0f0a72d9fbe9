package flux

import (
	"io"
	"log"
	"maps"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-containerregistry/pkg/registry"
	"github.com/stretchr/testify/require"
	"sigs.k8s.io/yaml"

	"modelhost.dev/scale-modelhosts/testdata/hosts/harness"
)

// workflow is the part of the example's GitHub workflow that the tests read.
type workflow struct {
	Env         map[string]string
	Permissions map[string]string
	Jobs        map[string]job
}

type job struct {
	If, Needs   string
	Permissions map[string]string
	Steps       []step
}

type step struct {
	Name, If, Run, Uses string
	Env                 map[string]string
	With                map[string]any
}

func readWorkflow(t testing.TB) workflow {
	t.Helper()
	var w workflow
	require.NoError(t, yaml.Unmarshal([]byte(read(t, example, ".github/workflows/models.yaml")), &w))
	require.NotEmpty(t, w.Jobs)
	return w
}

// of returns the jobs that an event starts, each after the one it needs.
func (w workflow) of(t testing.TB, event string) []job {
	t.Helper()
	var started []job
	for done := map[string]bool{"": true}; len(done) <= len(w.Jobs); {
		before := len(done)
		for _, name := range slices.Sorted(maps.Keys(w.Jobs)) {
			j := w.Jobs[name]
			if done[name] || !done[j.Needs] {
				continue
			}
			done[name] = true
			if holds(t, j.If, event) {
				started = append(started, j)
			}
		}
		require.Greater(t, len(done), before, "a job needs one that does not exist")
	}
	return started
}

// permitted returns the permissions of a job's token.
func (w workflow) permitted(j job) map[string]string {
	if j.Permissions != nil {
		return j.Permissions
	}
	return w.Permissions
}

// runner simulates a GitHub runner: it has a clone of the example, and runs the workflow's own
// commands in it.
type runner struct {
	workspace, summary string
	workflow           workflow
	env                []string
}

// installs is the step that copies the binary from its image.
const installs = "Install scale-modelhosts"

// commit is the commit that the runner has checked out.
const commit = "0123456789abcdef0123456789abcdef01234567"

func newRunner(t testing.TB, registry string) *runner {
	t.Helper()
	r := &runner{workspace: copyOf(t, example), summary: filepath.Join(t.TempDir(), "summary"), workflow: readWorkflow(t)}
	r.env = []string{
		"REGISTRY=" + registry, "GITHUB_STEP_SUMMARY=" + r.summary, "GITHUB_ACTIONS=true",
		"GITHUB_SERVER_URL=https://github.com", "GITHUB_REPOSITORY=acme/fleet", "GITHUB_REF_NAME=main", "GITHUB_SHA=" + commit,
	}
	return r
}

// runs runs the steps of an event up to the first that fails, and returns its name. Programs
// that a step would install are in PATH already; installs is tested separately. Jobs do not
// share files, because each has its own machine.
func (r *runner) runs(t testing.TB, event string, expressions map[string]string) (harness.Outcome, string) {
	t.Helper()
	var all harness.Outcome
	for _, j := range r.workflow.of(t, event) {
		temp := "RUNNER_TEMP=" + t.TempDir()
		for _, s := range j.Steps {
			if s.Run == "" || s.Name == installs || !holds(t, s.If, event) {
				continue
			}
			env := append(slices.Clone(r.env), temp)
			for name, value := range s.Env {
				given, ok := expressions[value]
				require.True(t, ok, "%s: %s", s.Name, value)
				env = append(env, name+"="+given)
			}
			got := r.run(t, s, env)
			all.Stdout, all.Stderr, all.Exit = all.Stdout+got.Stdout, all.Stderr+got.Stderr, got.Exit
			if got.Exit != 0 {
				return all, s.Name
			}
		}
	}
	return all, ""
}

// run runs the commands of a step as a runner does if the step sets no shell.
func (r *runner) run(t testing.TB, s step, env []string) harness.Outcome {
	t.Helper()
	require.NotContains(t, s.Run, "${{", "%s: an expression in a command is a way in for whoever names a branch", s.Name)
	return harness.Run(t, harness.Command{Args: []string{"bash", "-e", "-c", s.Run}, Dir: r.workspace, Env: env})
}

var condition = regexp.MustCompile(`^github\.event_name (==|!=) '(\w+)'$`)

func holds(t testing.TB, expression, event string) bool {
	if expression == "" {
		return true
	}
	found := condition.FindStringSubmatch(expression)
	require.NotNil(t, found, expression)
	return (found[1] == "==") == (found[2] == event)
}

// newRegistry returns an empty registry on this machine.
func newRegistry(t testing.TB) string {
	t.Helper()
	server := httptest.NewServer(registry.New(registry.Logger(log.New(io.Discard, "", 0))))
	t.Cleanup(server.Close)
	return strings.TrimPrefix(server.URL, "http://") + "/acme/models"
}

// write replaces a file of the clone.
func (r *runner) write(t testing.TB, path, content string) {
	t.Helper()
	require.NoError(t, os.WriteFile(filepath.Join(r.workspace, path), []byte(content), 0o644))
}

// replace changes a file of the clone.
func (r *runner) replace(t testing.TB, path, old, now string) {
	t.Helper()
	before := read(t, r.workspace, path)
	require.Contains(t, before, old)
	r.write(t, path, strings.ReplaceAll(before, old, now))
}

// git runs git in the clone.
func (r *runner) git(t testing.TB, args ...string) string {
	t.Helper()
	return strings.TrimSpace(harness.Output(t, harness.Command{
		Args: append([]string{"git", "-c", "user.name=reader", "-c", "user.email=reader@example.com"}, args...), Dir: r.workspace,
		Env: []string{"GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null"},
	}))
}
