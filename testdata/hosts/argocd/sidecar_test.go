package argocd

import (
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	corev1 "k8s.io/api/core/v1"

	"github.com/argoproj/argo-cd/v3/common"
)

// Where Argo CD looks for the sockets of its plugins and for the plugin's file.
const (
	sockets    = common.DefaultPluginSockFilePath
	pluginFile = "/home/argocd/cmp-server/config/plugin.yaml"
)

// sidecars lists the ways in which the tests run the plugin's server. The repo-server's code
// finds its socket until the test ends.
var sidecars = map[string]func(*testing.T, install) logs{"process": process, "container": inContainer}

// logs returns the log of the plugin's server so far.
type logs func() string

// forEachSidecar runs a test with each way to run the plugin of an install.
func forEachSidecar(t *testing.T, components []string, test func(*testing.T, logs)) {
	all := installed(t, components...)
	for name, start := range sidecars {
		t.Run(name, func(t *testing.T) { test(t, start(t, all)) })
	}
}

// process runs the plugin's server as a process, with the program that the tests have built.
func process(t *testing.T, all install) logs {
	dir := shortDir(t)
	writePlugin(t, all, dir, "/scale-modelhosts", filepath.Join(binDir, "scale-modelhosts"))
	cmd := exec.Command(filepath.Join(binDir, "argocd-cmp-server"), "--config-dir-path", dir)
	// No HOME and no PATH: it needs neither.
	cmd.Env = []string{common.EnvPluginSockFilePath + "=" + dir, common.EnvCMPWorkDir + "=" + t.TempDir()}
	out, err := os.Create(filepath.Join(dir, "log"))
	require.NoError(t, err)
	cmd.Stdout, cmd.Stderr = out, out
	require.NoError(t, cmd.Start())
	t.Cleanup(func() {
		require.NoError(t, cmd.Process.Kill())
		_ = cmd.Wait() // it was killed
		require.NoError(t, out.Close())
	})
	read := func() string {
		text, err := os.ReadFile(out.Name())
		require.NoError(t, err)
		return string(text)
	}
	connect(t, dir, read)
	return read
}

// inContainer runs the plugin's container of the repo-server's pod, as the pod specifies.
// Volumes are folders of this machine. There is no network, because no command of the plugin
// needs one.
func inContainer(t *testing.T, all install) logs {
	image(t)
	pod := all.repoServer(t)
	c := container(t, pod.Containers, "scale-modelhosts")
	dir := shortDir(t)
	writePlugin(t, all, dir, "", "")
	args := append(confined(t, c), "--detach", "--network=none", "--entrypoint="+c.Command[0])
	for _, m := range c.VolumeMounts {
		switch m.MountPath {
		case sockets:
			args = append(args, "--volume="+dir+":"+m.MountPath)
		case pluginFile:
			require.Equal(t, "plugin.yaml", m.SubPath)
			args = append(args, "--volume="+filepath.Join(dir, m.SubPath)+":"+m.MountPath+":ro")
		case filepath.Dir(c.Command[0]):
			args = append(args, "--volume="+binDir+":"+m.MountPath+":ro")
		default:
			args = append(args, "--tmpfs="+m.MountPath+":mode=0777")
		}
	}
	id := strings.TrimSpace(output(t, ".", "docker", append(append(append([]string{"run"}, args...), c.Image), append(c.Command[1:], c.Args...)...)...))
	t.Cleanup(func() { output(t, ".", "docker", "rm", "--force", id) })
	read := func() string {
		text, err := exec.Command("docker", "logs", id).CombinedOutput()
		require.NoError(t, err, string(text))
		return string(text)
	}
	connect(t, dir, read)
	return read
}

// confined returns Docker's arguments for the security context of a container.
func confined(t *testing.T, c corev1.Container) []string {
	t.Helper()
	s := c.SecurityContext
	var args []string
	if limit := c.Resources.Limits.Memory().Value(); limit > 0 {
		args = append(args, "--memory="+strconv.FormatInt(limit, 10))
	}
	if s.RunAsUser != nil {
		args = append(args, "--user="+strconv.FormatInt(*s.RunAsUser, 10))
	}
	if *s.ReadOnlyRootFilesystem {
		args = append(args, "--read-only")
	}
	if !*s.AllowPrivilegeEscalation {
		args = append(args, "--security-opt=no-new-privileges")
	}
	for _, capability := range s.Capabilities.Drop {
		args = append(args, "--cap-drop="+string(capability))
	}
	return args
}

// image tags the image of this repository with the tests' name in Docker.
func image(t *testing.T) {
	t.Helper()
	text, err := exec.Command("docker", "version", "--format", "client {{.Client.Version}}, engine {{.Server.Version}}").CombinedOutput()
	require.NoError(t, err, "the sidecar is tested with a running Docker engine, and there is none: %s", text)
	t.Logf("Docker %s", text)
	if given := os.Getenv("SCALE_MODELHOSTS_IMAGE"); given != "" {
		output(t, ".", "docker", "tag", given, testImage)
	} else if !loaded {
		out := t.TempDir()
		output(t, filepath.Join(root, ".image"), "go", "run", ".", "-platforms", "local", "-tag", testImage, "-out", out)
		output(t, ".", "docker", "load", "--input", filepath.Join(out, "docker.tar"))
	}
	loaded = true
}

// loaded reports whether the image exists already: one test process builds it once.
var loaded bool

// writePlugin writes the plugin of an install, with one string replaced.
func writePlugin(t *testing.T, all install, dir, old, new string) {
	t.Helper()
	var c corev1.ConfigMap
	all.the(t, "ConfigMap", "scale-modelhosts-plugin-", &c)
	text := c.Data["plugin.yaml"]
	if old != "" {
		require.Equal(t, 1, strings.Count(text, old))
		text = strings.Replace(text, old, new, 1)
	}
	require.NoError(t, os.WriteFile(filepath.Join(dir, "plugin.yaml"), []byte(text), 0o644))
}

// connect waits for a server at the plugin's socket, and makes the repo-server's code look for
// it there.
func connect(t *testing.T, dir string, read logs) {
	t.Helper()
	socket := filepath.Join(dir, "scale-modelhosts.sock")
	require.Eventually(t, func() bool {
		conn, err := net.Dial("unix", socket)
		return err == nil && conn.Close() == nil
	}, 20*time.Second, 20*time.Millisecond, "%s", textOf(read))
	t.Setenv(common.EnvPluginSockFilePath, dir)
}

// textOf reads a log when it is printed.
type textOf logs

func (read textOf) String() string { return read() }

// shortDir returns a world-writable folder whose name is short enough for the address of a
// socket.
func shortDir(t *testing.T) string {
	dir, err := os.MkdirTemp("", "cmp")
	require.NoError(t, err)
	require.NoError(t, os.Chmod(dir, 0o777))
	t.Cleanup(func() { require.NoError(t, os.RemoveAll(dir)) })
	return dir
}
