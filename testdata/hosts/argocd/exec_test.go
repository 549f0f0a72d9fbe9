package argocd

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/argoproj/argo-cd/v3/pkg/apis/application/v1alpha1"
)

// installTools runs the init container of an install's repo-server, as the pod specifies, and
// puts the mounted files of the repo-server's own container, and kustomize, into PATH.
func installTools(t *testing.T, all install) {
	t.Helper()
	image(t)
	pod := all.repoServer(t)
	c := container(t, pod.InitContainers, "install-scale-modelhosts")
	require.Len(t, c.VolumeMounts, 1)
	volume, dir := c.VolumeMounts[0], shortDir(t)
	args := append([]string{"run", "--rm", "--network=none", "--volume=" + dir + ":" + volume.MountPath}, confined(t, c)...)
	output(t, ".", "docker", append(append(args, c.Image), c.Args...)...)

	mount := mountAt(t, container(t, pod.Containers, "argocd-repo-server"), "/usr/local/bin/scale-modelhosts")
	require.Equal(t, volume.Name, mount.Name)
	bin := t.TempDir()
	require.NoError(t, os.Symlink(filepath.Join(dir, mount.SubPath), filepath.Join(bin, filepath.Base(mount.MountPath))))
	require.NoError(t, os.Symlink(filepath.Join(binDir, "kustomize"), filepath.Join(bin, "kustomize")))
	t.Setenv("PATH", bin)
}

// TestKustomizeInTheRepoServerMatchesThePlugin tests the setup without a plugin.
func TestKustomizeInTheRepoServerMatchesThePlugin(t *testing.T) {
	all, repo := installed(t, "exec"), exampleRepository(t)
	options, err := settingsOf(t, all).GetKustomizeSettings()
	require.NoError(t, err)
	installTools(t, all)
	got, err := manifests(readApplication(t, "application-kustomize.yaml"), repo, options)
	require.NoError(t, err)
	assert.Equal(t, expected(t, "argocd", "llama", "expected.yaml"), got)
}

// TestKustomizeWithoutItsOptions tests the missing flag that the README warns about.
func TestKustomizeWithoutItsOptions(t *testing.T) {
	repo, app := exampleRepository(t), readApplication(t, "application-kustomize.yaml")
	got, err := manifests(app, repo, &v1alpha1.KustomizeOptions{BuildOptions: "--enable-alpha-plugins"})
	require.NoError(t, err, "no word of it")
	assert.True(t, hasKind(got, "HorizontalPodAutoscaler"))
	assert.False(t, hasKind(got, "ScaledObject"))

	options, err := defaultSettings(t).GetKustomizeSettings()
	require.NoError(t, err)
	_, err = manifests(app, repo, options)
	assert.ErrorContains(t, err, "external plugins disabled")
}

// TestKustomizeRejections tests that the function's error also reaches the UI without the
// plugin.
func TestKustomizeRejections(t *testing.T) {
	repo, app := exampleRepository(t), readApplication(t, "application-kustomize.yaml")
	file := filepath.Join(repo, app.Spec.Source.Path, "deployment.yaml")
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(file, []byte(strings.Replace(string(text), `gpu: "70"`, `gpu: "70%"`, 1)), 0o600))
	options, err := settingsOf(t, installed(t, "exec")).GetKustomizeSettings()
	require.NoError(t, err)
	_, err = manifests(app, repo, options)
	assert.ErrorContains(t, err, "[signal-target]")
	assert.ErrorContains(t, err, "couldn't execute function: exit status 1")
}

// TestWithExecRepositoriesRunTheirOwn shows why the README prefers the plugin: with exec,
// anyone who may commit to a repository can run programs in the repo-server.
func TestWithExecRepositoriesRunTheirOwn(t *testing.T) {
	options, err := settingsOf(t, installed(t, "exec")).GetKustomizeSettings()
	require.NoError(t, err)
	trace := filepath.Join(t.TempDir(), "trace")
	repo := repositoryOf(t, map[string]string{
		"app/kustomization.yaml": "resources: [map.yaml]\ntransformers: [own.yaml]\n",
		"app/map.yaml":           "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n",
		"app/own.yaml":           "apiVersion: v1\nkind: Own\nmetadata: {name: own, annotations: {config.kubernetes.io/function: \"exec: {path: ./own.sh}\"}}\n",
		"app/own.sh":             "#!/bin/sh\ntouch " + trace + "\ncat\n",
	})
	require.NoError(t, os.Chmod(filepath.Join(repo, "app", "own.sh"), 0o700))
	app := readApplication(t, "application-kustomize.yaml")
	app.Spec.Source.Path = "app"
	_, err = manifests(app, repo, options)
	require.NoError(t, err)
	assert.FileExists(t, trace)
}
