package main

import (
	"bytes"
	"debug/buildinfo"
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-containerregistry/pkg/v1/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestConfig(t *testing.T) {
	made := theIndex(t)
	commit := strings.TrimSpace(git(t, made.asked.root, "rev-parse", "HEAD"))
	want := map[string]string{
		"org.opencontainers.image.title":       "scale-modelhosts",
		"org.opencontainers.image.description": "KRM function that generates KEDA ScaledObjects from annotations on model hosts",
		"org.opencontainers.image.licenses":    "Apache-2.0",
		"org.opencontainers.image.created":     committed,
		"org.opencontainers.image.version":     tagged,
		"org.opencontainers.image.revision":    commit,
	}
	for _, each := range made.images {
		t.Run(each.platform.String(), func(t *testing.T) {
			config, err := each.ConfigFile()
			require.NoError(t, err)
			assert.Equal(t, each.platform.os, config.OS)
			assert.Equal(t, each.platform.arch, config.Architecture)
			assert.Equal(t, "65532:65532", config.Config.User)
			assert.Equal(t, []string{"/scale-modelhosts"}, config.Config.Entrypoint)
			assert.Empty(t, config.Config.Cmd)
			assert.Empty(t, config.Config.Env)
			assert.Equal(t, committed, config.Created.UTC().Format("2006-01-02T15:04:05Z07:00"))
			assert.Equal(t, want, config.Config.Labels)

			manifest, err := each.Manifest()
			require.NoError(t, err)
			assert.Equal(t, want, manifest.Annotations)
			assert.Equal(t, types.OCIManifestSchema1, manifest.MediaType)
		})
	}
	manifest, err := made.IndexManifest()
	require.NoError(t, err)
	assert.Equal(t, want, manifest.Annotations)
	assert.Equal(t, types.OCIImageIndex, manifest.MediaType)
}

// TestCreated prefers SOURCE_DATE_EPOCH to the commit's time.
func TestCreated(t *testing.T) {
	program := theIndex(t).images[0].root.files[len(theIndex(t).images[0].root.files)-1].text
	info, err := buildinfo.Read(bytes.NewReader(program))
	require.NoError(t, err)
	for _, c := range []struct{ epoch, want string }{
		{"", committed},
		{"1700000000", "2023-11-14T22:13:20Z"},
		{"yesterday", `SOURCE_DATE_EPOCH is "yesterday"; set it to seconds since 1970, or unset it for the commit's time`},
	} {
		t.Setenv("SOURCE_DATE_EPOCH", c.epoch)
		at, err := binary{info: info}.created()
		if err != nil {
			assert.EqualError(t, err, c.want)
			continue
		}
		text, err := json.Marshal(at)
		require.NoError(t, err)
		assert.JSONEq(t, `"`+c.want+`"`, string(text))
	}
}

func TestCommandLine(t *testing.T) {
	for _, c := range []struct{ args, want string }{
		{"-platforms windows/amd64", "-platforms: no image for windows/amd64; use linux/amd64, linux/arm64 or local"},
		{"-platforms linux", `-platforms: "linux" is not a platform; use a comma-separated list such as linux/amd64,linux/arm64, or local`},
		{"extra", "unexpected arguments: extra; see -help"},
	} {
		_, err := parse(strings.Fields(c.args), &bytes.Buffer{})
		assert.EqualError(t, err, c.want)
	}
	asked, err := parse(nil, &bytes.Buffer{})
	require.NoError(t, err)
	assert.Equal(t, both, asked.platforms)
	asked, err = parse(strings.Fields("-licenses out -platforms windows/amd64,local"), &bytes.Buffer{})
	require.NoError(t, err)
	assert.Equal(t, []platform{{"windows", "amd64"}, {"linux", runtime.GOARCH}}, asked.platforms)
}

// TestRunSaysWhatWasMade parses the output as a release workflow does.
func TestRunSaysWhatWasMade(t *testing.T) {
	made := theIndex(t)
	to := startRegistry(t) + "/scale-modelhosts"
	var stdout, stderr bytes.Buffer
	require.NoError(t, run([]string{"-root", made.asked.root, "-out", t.TempDir(), "-push", to + ":v0.1.0"}, &stdout, &stderr))
	index, err := made.Digest()
	require.NoError(t, err)
	want := "index " + to + "@" + index.String() + "\n"
	for _, each := range made.images {
		digest, err := each.Digest()
		require.NoError(t, err)
		want += each.platform.String() + " " + to + "@" + digest.String() + "\n"
	}
	assert.Equal(t, want, stdout.String())
}

// TestLicencesRemoveNothing tests that -licenses rejects a folder with any content, and does
// not change it.
func TestLicencesRemoveNothing(t *testing.T) {
	root, err := filepath.Abs("..")
	require.NoError(t, err)
	dir := t.TempDir()
	kept := filepath.Join(dir, "kept")
	require.NoError(t, os.WriteFile(kept, []byte("of others"), 0o600))
	t.Chdir(dir)
	for _, c := range []struct{ licenses, want string }{
		{dir, "-licenses: " + dir + " is not empty: it contains kept; use a new or empty folder"},
		{".", "-licenses: . is not empty: it contains kept; use a new or empty folder"},
		{"kept", "-licenses: open kept: not a directory; use a new or empty folder"},
	} {
		err := run([]string{"-root", root, "-licenses", c.licenses}, &bytes.Buffer{}, &bytes.Buffer{})
		require.EqualError(t, err, c.want)
		text, err := os.ReadFile(kept)
		require.NoError(t, err)
		assert.Equal(t, "of others", string(text))
		entries, err := os.ReadDir(dir)
		require.NoError(t, err)
		assert.Len(t, entries, 1)
	}
}

// TestLicencesOfOtherPlatforms finds the license of a module that only a binary for Windows
// links.
func TestLicencesOfOtherPlatforms(t *testing.T) {
	out := t.TempDir()
	require.NoError(t, run([]string{"-licenses", out, "-platforms", "local,windows/amd64"}, &bytes.Buffer{}, &bytes.Buffer{}))
	for _, want := range []string{"scale-modelhosts/LICENSE", "github.com/inconshreveable/mousetrap@v1.1.0/LICENSE", "k8s.io/apimachinery@v0.36.1/LICENSE"} {
		assert.FileExists(t, filepath.Join(out, filepath.FromSlash(want)))
	}
}
