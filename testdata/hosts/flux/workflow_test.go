package flux

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-containerregistry/pkg/crane"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/testdata/hosts/harness"
)

// TestPush pushes every cluster's rendered output, and Flux's own command pulls the same bytes
// with the tag in the cluster's OCIRepository.
func TestPush(t *testing.T) {
	registry := newRegistry(t)
	r := newRunner(t, registry)
	got, failed := r.runs(t, "push", nil)
	require.Empty(t, failed, got.Stdout+got.Stderr)

	for _, cluster := range clusters(t) {
		t.Run(cluster, func(t *testing.T) {
			tag := fleetOf(t, cluster).repository.Spec.Reference.Tag
			pulled := t.TempDir()
			harness.Output(t, harness.Command{Args: []string{"flux", "pull", "artifact", fmt.Sprintf("oci://%s/%s:%s", registry, cluster, tag), "--output", pulled}})
			entries, err := os.ReadDir(pulled)
			require.NoError(t, err)
			require.Len(t, entries, 1, "the cluster applies every file of the artifact")
			assert.Equal(t, read(t, example, "clusters", cluster, "models", "expected.yaml"), read(t, pulled, "models.yaml"))

			manifest, err := crane.Manifest(fmt.Sprintf("%s/%s:%s", registry, cluster, commit))
			require.NoError(t, err)
			assert.Contains(t, string(manifest), `"org.opencontainers.image.revision":"main@sha1:`+commit+`"`)
			assert.Contains(t, string(manifest), `"org.opencontainers.image.source":"https://github.com/acme/fleet"`)

			applied, err := controllerBuild(t, pulled, ".", fleetOf(t, cluster).kustomization.Spec)
			require.NoError(t, err)
			assert.Equal(t, forCluster(t, read(t, pulled, "models.yaml")), forCluster(t, applied))
		})
	}
}

// TestRenderByHand tests the output in the README.
func TestRenderByHand(t *testing.T) {
	out := t.TempDir()
	got := harness.Output(t, harness.Command{Args: []string{"./render.sh", ".", out}, Dir: copyOf(t, example), Env: []string{"GITHUB_ACTIONS="}})
	assert.Contains(t, read(t, example, "README.md"), "$ ./render.sh . /tmp/rendered\n"+got+"```\n")
	for _, cluster := range clusters(t) {
		assert.Equal(t, read(t, example, "clusters", cluster, "models", "expected.yaml"), read(t, out, cluster, "models.yaml"))
	}
}

// TestFaultsAreNotPushed tests that the workflow stops before anything is pushed, and reports
// the errors of every cluster.
func TestFaultsAreNotPushed(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*runner)
		says   []string
	}{
		"an invalid value, in a base of two clusters": {
			func(r *runner) { r.replace(t, "apps/chat/deployment.yaml", `gpu: "70"`, `gpu: "many"`) },
			[]string{
				"== eu-prod\n::error file=apps/chat/deployment.yaml,line=7,title=signal-target::",
				"== us-prod\n::error file=apps/chat/deployment.yaml,line=7,title=signal-target::",
			},
		},
		"the function is not listed": {
			func(r *runner) {
				r.replace(t, "clusters/us-prod/models/kustomization.yaml", "transformers:\n  - scale-modelhosts.yaml\n", "")
				r.replace(t, "clusters/us-prod/models/scale-modelhosts.yaml", "prometheus-operator", "prometheus-community")
			},
			[]string{"error: ScaledObject models/prt-keda-modelhost-chat: would be configured"},
		},
		"Flux is to rename": {
			func(r *runner) {
				r.replace(t, "clusters/us-prod/flux/models.yaml", "  path: ./\n", "  path: ./\n  namePrefix: us-\n")
			},
			[]string{"error: ScaledObject models/us-prt-keda-modelhost-chat: would be configured"},
		},
		"Flux is to move": {
			func(r *runner) {
				r.replace(t, "clusters/us-prod/flux/models.yaml", "  path: ./\n", "  path: ./\n  targetNamespace: us\n")
			},
			[]string{"error: ScaledObject us/prt-keda-modelhost-chat: would be configured"},
		},
		"no cluster": {
			func(r *runner) { require.NoError(t, os.RemoveAll(filepath.Join(r.workspace, "clusters"))) },
			[]string{"there is no ./clusters/*/models"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			registry := newRegistry(t)
			r := newRunner(t, registry)
			c.change(r)
			got, failed := r.runs(t, "push", nil)
			assert.Equal(t, "Render every cluster", failed)
			for _, says := range c.says {
				assert.Contains(t, got.Stdout+got.Stderr, says)
			}
			repositories, err := crane.Catalog(strings.Split(registry, "/")[0])
			require.NoError(t, err)
			assert.Empty(t, repositories)
		})
	}
}

// TestPullRequestShowsWhatChanges tests that a pull request renders both sides, pushes
// nothing, and has the difference in the summary.
func TestPullRequestShowsWhatChanges(t *testing.T) {
	r := newRunner(t, "registry.invalid")
	r.git(t, "init", "-q", "-b", "main")
	r.git(t, "add", "--all")
	r.git(t, "commit", "-q", "-m", "before")
	base := r.git(t, "rev-parse", "HEAD")
	r.replace(t, "clusters/eu-prod/models/scaling.yaml", `"8"`, `"12"`)
	r.git(t, "commit", "-q", "-a", "-m", "more for chat")

	got, failed := r.runs(t, "pull_request", map[string]string{"${{ github.event.pull_request.base.sha }}": base})
	require.Empty(t, failed, got.Stdout+got.Stderr)
	summary := read(t, r.summary)
	assert.Contains(t, summary, "-  maxReplicaCount: 8\n+  maxReplicaCount: 12\n")
	assert.Contains(t, summary, "rendered/eu-prod/models.yaml")
	assert.NotContains(t, summary, "us-prod", "nothing changes there")
}

// TestPullRequestsCanWriteNothing tests the token's permissions, because anyone who opens a
// pull request can run scripts.
func TestPullRequestsCanWriteNothing(t *testing.T) {
	w := readWorkflow(t)
	jobs := w.of(t, "pull_request")
	require.NotEmpty(t, jobs)
	for _, j := range jobs {
		assert.Equal(t, map[string]string{"contents": "read"}, w.permitted(j))
	}
	for _, event := range []string{"push", "schedule"} {
		jobs := w.of(t, event)
		assert.Equal(t, map[string]string{"contents": "read", "packages": "write"}, w.permitted(jobs[len(jobs)-1]), event)
	}
}

// TestGuard tests that the guard detects pushes that bypass the workflow, and removes what it
// pulled.
func TestGuard(t *testing.T) {
	registry := newRegistry(t)
	r := newRunner(t, registry)
	got, failed := r.runs(t, "push", nil)
	require.Empty(t, failed, got.Stdout+got.Stderr)
	temp := t.TempDir()
	r.env = append(r.env, "TMPDIR="+temp)
	_, failed = r.runs(t, "schedule", nil)
	require.Empty(t, failed)

	harness.Output(t, harness.Command{Args: []string{
		"flux", "push", "artifact", "oci://" + registry + "/us-prod:latest", "--path", filepath.Join(example, "apps", "chat"), "--source", "by hand", "--revision", "none",
	}})
	got, failed = r.runs(t, "schedule", nil)
	assert.Equal(t, "Check what each cluster applies", failed)
	assert.Contains(t, got.Stdout, "prt-keda-modelhost-chat: would be created")
	assert.Contains(t, got.Stdout, "== eu-prod\n2 model hosts checked, no problems\n")
	left, err := os.ReadDir(temp)
	require.NoError(t, err)
	assert.Empty(t, left)
}
