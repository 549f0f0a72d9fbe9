package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-containerregistry/pkg/name"
	"github.com/google/go-containerregistry/pkg/v1/remote"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
)

// steps returns the scripts of the release job that builds the image, in order.
func steps(t *testing.T) map[string]string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", ".github", "workflows", "release.yaml"))
	require.NoError(t, err)
	var workflow struct {
		Jobs map[string]struct {
			Steps []struct{ Name, Run string }
		}
	}
	require.NoError(t, yaml.Unmarshal(text, &workflow))
	scripts := map[string]string{}
	for _, step := range workflow.Jobs["image"].Steps {
		if step.Run != "" {
			scripts[step.Name] = step.Run
		}
	}
	return scripts
}

// standIn is a fake program that records its arguments, and reads all of stdin as the real one
// may.
const standIn = "#!/bin/sh\necho \"$(basename \"$0\") $*\" >>\"$CALLS\"\ncat >>\"$CALLS.stdin\"\n"

// TestReleaseWorkflow runs the scripts of the release's image job unchanged, with its own
// registry. Docker and cosign, which would log in and sign, are fakes.
func TestReleaseWorkflow(t *testing.T) {
	made := theIndex(t)
	temp, registry := t.TempDir(), startRegistry(t)
	for _, program := range []string{"docker", "cosign"} {
		require.NoError(t, os.WriteFile(filepath.Join(temp, program), []byte(standIn), 0o700))
	}
	file := func(name string) string {
		text, err := os.ReadFile(filepath.Join(temp, name))
		require.NoError(t, err)
		return string(text)
	}
	scripts := steps(t)
	for _, step := range []string{"Log in", "Build and push", "Sign the image and attest its SBOM"} {
		require.Contains(t, scripts, step)
		cmd := exec.Command("bash", "-e", "-c", scripts[step])
		cmd.Dir = made.asked.root
		cmd.Env = append(os.Environ(), "PATH="+temp+string(os.PathListSeparator)+os.Getenv("PATH"), "CALLS="+filepath.Join(temp, "calls"),
			"RUNNER_TEMP="+temp, "GITHUB_OUTPUT="+filepath.Join(temp, "output"), "REGISTRY="+registry, "TOKEN=not-a-token", "GITHUB_ACTOR=octocat",
			"GITHUB_REPOSITORY=Acme/Scale-ModelHosts", "GITHUB_REF_NAME="+tagged, "GITHUB_SERVER_URL=https://github.com")
		said, err := cmd.CombinedOutput()
		require.NoError(t, err, "%s\n%s", step, said)
	}
	require.Len(t, scripts, 3, "a script that is not run here")

	// A registry accepts lower case only.
	image := registry + "/acme/scale-modelhosts"
	pushed, err := name.ParseReference(image + ":" + tagged)
	require.NoError(t, err)
	index, err := remote.Index(pushed)
	require.NoError(t, err)
	digest, err := index.Digest()
	require.NoError(t, err)
	assert.Equal(t, "image="+image+"\ndigest="+digest.String()+"\n", file("output"))
	manifest, err := index.IndexManifest()
	require.NoError(t, err)
	assert.Equal(t, "https://github.com/Acme/Scale-ModelHosts", manifest.Annotations["org.opencontainers.image.source"])

	want := "docker login " + registry + " --username octocat --password-stdin\ncosign sign --yes " + image + "@" + digest.String() + "\n"
	for i, p := range both {
		reference, predicate := image+"@"+manifest.Manifests[i].Digest.String(), filepath.Join(temp, p.folder()+".cdx.json")
		want += "cosign sign --yes " + reference + "\ncosign attest --yes --type cyclonedx --predicate " + predicate + " " + reference + "\n"
		requireListed(t, file(p.folder()+".cdx.json"), p)
	}
	assert.Equal(t, want, file("calls"))
	assert.Equal(t, "not-a-token\n", file("calls.stdin"), "only docker gets the token")
}

func requireListed(t *testing.T, document string, p platform) {
	t.Helper()
	type property struct{ Name, Value string }
	var bom struct {
		Metadata struct {
			Component  struct{ Version, Purl string }
			Properties []property
		}
		Components []struct{ Name string }
	}
	require.NoError(t, json.Unmarshal([]byte(document), &bom))
	assert.Equal(t, tagged, bom.Metadata.Component.Version)
	assert.Equal(t, "pkg:golang/modelhost.dev/scale-modelhosts@"+tagged, bom.Metadata.Component.Purl)
	assert.Contains(t, bom.Metadata.Properties, property{"cdx:gomod:build:env:GOARCH", p.arch})
	assert.Contains(t, bom.Components, struct{ Name string }{"github.com/prometheus/prometheus"})
	assert.True(t, strings.Contains(document, `"std"`), "Go's own library")
}
