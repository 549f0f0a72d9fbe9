package argocd

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/argoproj/gitops-engine/pkg/utils/kube"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
)

// testImage replaces the image in the reader's own registry. Each test process has its own
// name, because it removes the image at its end.
var testImage = fmt.Sprintf("localhost/scale-modelhosts:argocd-%d", os.Getpid())

// upstream returns the folder of Argo CD's own files.
func upstream(t *testing.T) string {
	return strings.TrimSpace(output(t, ".", "go", "list", "-m", "-f", "{{.Dir}}", argoCD))
}

// install is what a platform team applies to its cluster.
type install []*unstructured.Unstructured

var installs = map[string]install{}

// installed returns Argo CD's install.yaml with components of config/argocd, as kustomize
// builds them: "." is the plugin. The kustomization is the one in the README of config/argocd,
// except for its list of components.
func installed(t *testing.T, components ...string) install {
	t.Helper()
	key := strings.Join(components, " ")
	if installs[key] == nil {
		objects, err := kube.SplitYAML([]byte(output(t, platform(t, components), "kustomize", "build", ".")))
		require.NoError(t, err)
		require.Greater(t, len(objects), 40)
		installs[key] = objects
	}
	return installs[key]
}

// platform returns the platform team's folder.
func platform(t *testing.T, components []string) string {
	t.Helper()
	readme, err := os.ReadFile(filepath.Join(root, "config", "argocd", "README.md"))
	require.NoError(t, err)
	_, text, _ := strings.Cut(string(readme), "```yaml\n")
	text, _, _ = strings.Cut(text, "```")
	manifests, err := os.ReadFile(filepath.Join(upstream(t), "manifests", "install.yaml"))
	require.NoError(t, err)
	name, tag, _ := strings.Cut(testImage, ":")
	list := ""
	for _, component := range components {
		list += "  - " + path.Join("config", "argocd", component) + "\n"
	}
	for _, change := range [][2]string{
		{"  - https://raw.githubusercontent.com/argoproj/argo-cd/v3.2.12/manifests/install.yaml\n", "  - install.yaml\n"},
		{"  - config/argocd\n  - config/argocd/health\n", list},
		{"newName: registry.example.com/platform/scale-modelhosts\n", "newName: " + name + "\n"},
		{"newTag: v0.1.0\n", "newTag: " + tag + "\n"},
	} {
		require.Equal(t, 1, strings.Count(text, change[0]), "the README's kustomization has %s", change[0])
		text = strings.Replace(text, change[0], change[1], 1)
	}

	dir := t.TempDir()
	require.NoError(t, os.CopyFS(filepath.Join(dir, "config", "argocd"), os.DirFS(filepath.Join(root, "config", "argocd"))))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "install.yaml"), manifests, 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "kustomization.yaml"), []byte(text), 0o600))
	return dir
}

// the decodes the only object with a kind and a name strictly into its Kubernetes type. If the
// name ends in a hyphen, a hash follows it.
func (all install) the(t *testing.T, kind, name string, into any) {
	t.Helper()
	found := 0
	for _, o := range all {
		if o.GetKind() == kind && (o.GetName() == name || strings.HasSuffix(name, "-") && strings.HasPrefix(o.GetName(), name)) {
			found++
			require.Equal(t, "argocd", o.GetNamespace())
			require.NoError(t, runtime.DefaultUnstructuredConverter.FromUnstructuredWithValidation(o.Object, into, true))
		}
	}
	require.Equal(t, 1, found, "%s %s", kind, name)
}

// repoServer returns the pod that renders.
func (all install) repoServer(t *testing.T) corev1.PodSpec {
	t.Helper()
	var d appsv1.Deployment
	all.the(t, "Deployment", "argocd-repo-server", &d)
	return d.Spec.Template.Spec
}

// config returns argocd-cm.
func (all install) config(t *testing.T) *corev1.ConfigMap {
	t.Helper()
	var c corev1.ConfigMap
	all.the(t, "ConfigMap", "argocd-cm", &c)
	return &c
}

func container(t *testing.T, all []corev1.Container, name string) corev1.Container {
	t.Helper()
	for _, c := range all {
		if c.Name == name {
			return c
		}
	}
	require.Fail(t, "there is no container "+name)
	return corev1.Container{}
}

// TestComponentsFitArgoCD tests, for each list of components, that every mount has its volume
// and that no name occurs twice, which the API server would reject.
func TestComponentsFitArgoCD(t *testing.T) {
	for name, components := range map[string][]string{
		"plugin": {"."}, "plugin with discovery": {".", "discovery"}, "exec": {"exec"}, "all": {".", "discovery", "exec", "health"},
	} {
		t.Run(name, func(t *testing.T) {
			pod := installed(t, components...).repoServer(t)
			volumes, containers := map[string]int{}, map[string]int{}
			for _, v := range pod.Volumes {
				volumes[v.Name]++
				assert.Equal(t, 1, volumes[v.Name], v.Name)
			}
			for _, c := range append(pod.InitContainers, pod.Containers...) {
				containers[c.Name]++
				assert.Equal(t, 1, containers[c.Name], c.Name)
				paths := map[string]int{}
				for _, m := range c.VolumeMounts {
					assert.Contains(t, volumes, m.Name, "%s mounts it", c.Name)
					paths[m.MountPath]++
					assert.Equal(t, 1, paths[m.MountPath], m.MountPath)
				}
			}
		})
	}
}

// TestSidecarIsConfined tests what the README of config/argocd says about the sidecar.
func TestSidecarIsConfined(t *testing.T) {
	all := installed(t, ".")
	pod := all.repoServer(t)
	assert.False(t, *pod.AutomountServiceAccountToken, "Argo CD's own setting: nothing of the pod gets a token")
	sidecar := container(t, pod.Containers, "scale-modelhosts")
	own := container(t, pod.Containers, "argocd-repo-server")
	assert.Equal(t, testImage, sidecar.Image, "kustomize's images: reaches it")
	assert.Equal(t, int64(999), *sidecar.SecurityContext.RunAsUser)
	assert.Equal(t, own.SecurityContext.Capabilities, sidecar.SecurityContext.Capabilities)
	assert.Equal(t, own.SecurityContext.SeccompProfile, sidecar.SecurityContext.SeccompProfile)
	assert.True(t, *sidecar.SecurityContext.RunAsNonRoot && *sidecar.SecurityContext.ReadOnlyRootFilesystem)
	assert.False(t, *sidecar.SecurityContext.AllowPrivilegeEscalation)
	assert.NotEqual(t, mountAt(t, own, "/tmp").Name, mountAt(t, sidecar, "/tmp").Name, "the repo-server's repositories are its own")
	assert.Equal(t, mountAt(t, own, sockets).Name, mountAt(t, sidecar, sockets).Name)

	var plugin corev1.ConfigMap
	all.the(t, "ConfigMap", "scale-modelhosts-plugin-", &plugin)
	volume := mountAt(t, sidecar, pluginFile).Name
	for _, v := range pod.Volumes {
		if v.Name == volume {
			assert.Equal(t, plugin.Name, v.ConfigMap.Name, "its hash changes with the plugin, and the pod with it")
		}
	}
}

func mountAt(t *testing.T, c corev1.Container, path string) corev1.VolumeMount {
	t.Helper()
	for _, m := range c.VolumeMounts {
		if m.MountPath == path {
			return m
		}
	}
	require.Fail(t, c.Name+" has nothing mounted at "+path)
	return corev1.VolumeMount{}
}
