package main

import (
	"archive/tar"
	"bytes"
	"encoding/json"
	"os/exec"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-containerregistry/pkg/v1/tarball"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// docker runs a command of the machine's Docker engine. A missing engine fails the test, so
// that nothing passes untested.
func docker(t *testing.T, args ...string) string {
	t.Helper()
	var stdout, stderr bytes.Buffer
	cmd := exec.Command("docker", args...)
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	require.NoError(t, cmd.Run(), "docker %s\n%sThis test needs a running Docker engine: see that `docker version` shows a server",
		strings.Join(args, " "), &stderr)
	return strings.TrimSpace(stdout.String())
}

func removeAfterwards(t *testing.T, references ...string) {
	t.Cleanup(func() { docker(t, append([]string{"image", "rm", "--force"}, references...)...) })
}

// ofThisMachine returns the image for the engine's platform.
func ofThisMachine(t *testing.T) image {
	t.Helper()
	for _, each := range theIndex(t).images {
		if each.platform.arch == runtime.GOARCH {
			return each
		}
	}
	require.FailNow(t, "the image is not made for "+runtime.GOARCH)
	return image{}
}

// hardened runs a container as a cluster does.
var hardened = []string{
	"run", "--rm", "--network", "none", "--read-only", "--cap-drop", "ALL", "--security-opt", "no-new-privileges",
}

func TestDockerPullsAndRuns(t *testing.T) {
	t.Log("Docker client and engine: " + docker(t, "version", "--format", "{{.Client.Version}} {{.Server.Version}}"))
	made := theIndex(t)
	tag, byDigest := push(t, made.index)
	docker(t, "pull", "--quiet", tag)
	removeAfterwards(t, tag)

	var digests []string
	require.NoError(t, json.Unmarshal([]byte(docker(t, "inspect", "--format", "{{json .RepoDigests}}", tag)), &digests))
	assert.Equal(t, []string{byDigest}, digests)
	requireRuns(t, tag)
}

func TestDockerLoadsAndRuns(t *testing.T) {
	made := theIndex(t)
	docker(t, "load", "--input", made.asked.out+"/docker.tar")
	removeAfterwards(t, made.asked.tag)
	assert.Equal(t, user, docker(t, "inspect", "--format", "{{.Config.User}}", made.asked.tag))
	requireRuns(t, made.asked.tag)
}

func requireRuns(t *testing.T, reference string) {
	t.Helper()
	output := docker(t, append(hardened, reference, "version")...)
	assert.Contains(t, output, "scale-modelhosts "+tagged+"\n")
	assert.Contains(t, output, "\ncommit "+strings.TrimSpace(git(t, theIndex(t).asked.root, "rev-parse", "HEAD"))+"\n")
}

// TestDockerfileGivesTheSameFiles builds the Dockerfile with the engine, from the files that
// this tool wrote.
func TestDockerfileGivesTheSameFiles(t *testing.T) {
	const tag = "scale-modelhosts:dockerfile-test"
	made := theIndex(t)
	docker(t, "build", "--quiet", "--build-arg", "TARGETARCH="+runtime.GOARCH, "--tag", tag, made.asked.root)
	removeAfterwards(t, tag)
	saved := t.TempDir() + "/saved.tar"
	docker(t, "save", "--output", saved, tag)
	got, err := tarball.ImageFromPath(saved, nil)
	require.NoError(t, err)

	want := ofThisMachine(t)
	requireSameFiles(t, unpack(t, want), unpack(t, got))
	wantConfig, err := want.ConfigFile()
	require.NoError(t, err)
	gotConfig, err := got.ConfigFile()
	require.NoError(t, err)
	assert.Equal(t, wantConfig.Config.User, gotConfig.Config.User)
	assert.Equal(t, wantConfig.Config.Entrypoint, gotConfig.Config.Entrypoint)
	for label, value := range gotConfig.Config.Labels {
		assert.Equal(t, wantConfig.Config.Labels[label], value, label)
	}
	assert.NotEmpty(t, gotConfig.Config.Labels)
}

func requireSameFiles(t *testing.T, want, got map[string]entry) {
	t.Helper()
	for name := range got {
		assert.Contains(t, want, name)
	}
	for name, f := range want {
		if !assert.Contains(t, got, name) {
			continue
		}
		other := got[name]
		assert.True(t, bytes.Equal(f.text, other.text), "%s: content", name)
		assert.Equal(t, f.header.Mode&0o7777, other.header.Mode&0o7777, "%s: mode", name)
		assert.Equal(t, f.header.Uid+f.header.Gid, other.header.Uid+other.header.Gid, "%s: owner", name)
		if f.header.Typeflag == tar.TypeReg {
			assert.True(t, f.header.ModTime.Equal(other.header.ModTime), "%s: time", name)
		}
	}
}
