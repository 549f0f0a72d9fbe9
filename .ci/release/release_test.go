package release

import (
	"bytes"
	"crypto/sha256"
	"debug/buildinfo"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// targets are the platforms that a release has an archive for.
var targets = []struct{ os, arch, archive, binary string }{
	{"linux", "amd64", "tar.gz", "scale-modelhosts"},
	{"linux", "arm64", "tar.gz", "scale-modelhosts"},
	{"darwin", "amd64", "tar.gz", "scale-modelhosts"},
	{"darwin", "arm64", "tar.gz", "scale-modelhosts"},
	{"windows", "amd64", "zip", "scale-modelhosts.exe"},
}

// TestRelease builds a release of a tagged copy twice, and does everything except publish it,
// because publishing and cosign need the network. A fake cosign records how it was called.
func TestRelease(t *testing.T) {
	dir := taggedCopy(t, root, filepath.Join(t.TempDir(), "a"))
	dist := makeRelease(t, dir)
	commit := strings.TrimSpace(git(t, dir, "rev-parse", "HEAD"))
	stem := "scale-modelhosts_" + strings.TrimPrefix(tag, "v")

	t.Run("versions", func(t *testing.T) { requirePinned(t, dir) })
	want := []string{}
	for _, target := range targets {
		name := stem + "_" + target.os + "_" + target.arch
		want = append(want, name+"."+target.archive, name+".cdx.json")
		t.Run(target.os+" "+target.arch, func(t *testing.T) {
			files := unpack(t, filepath.Join(dist, name+"."+target.archive))
			info, err := buildinfo.Read(bytes.NewReader(files[target.binary].text))
			require.NoError(t, err)
			requireBuilt(t, info, target.os, target.arch, commit)
			requireArchive(t, files, info, target.binary)
			requireListed(t, filepath.Join(dist, name+".cdx.json"), files[target.binary].text, info)
			t.Logf("%d files, the binary %.1f MB", len(files), float64(len(files[target.binary].text))/1e6)

			if target.os == runtime.GOOS && target.arch == runtime.GOARCH {
				requireAsMakeBuilds(t, dir, files[target.binary].text, commit)
			}
		})
	}
	t.Run("checksums", func(t *testing.T) { requireChecksums(t, dist, want) })
	t.Run("signed", func(t *testing.T) { requireSigned(t, dist) })
	t.Run("nothing is left in the work tree", func(t *testing.T) {
		assert.Empty(t, git(t, dir, "status", "--porcelain"))
	})
	t.Run("the same bytes from anywhere", func(t *testing.T) {
		before := syscall.Umask(0o077)
		defer syscall.Umask(before)
		t.Setenv("TZ", "Asia/Tokyo")
		other := makeRelease(t, taggedCopy(t, dir, filepath.Join(t.TempDir(), "another", "folder")))
		assert.Equal(t, text(t, dist, "checksums.txt"), text(t, other, "checksums.txt"))
	})
}

// makeRelease releases a repository and returns the folder with the result.
func makeRelease(t *testing.T, dir string) string {
	t.Helper()
	run(t, dir, nil, ".ci/release/run", "check")
	path := cosign(t) + string(os.PathListSeparator) + os.Getenv("PATH")
	run(t, dir, []string{"GITHUB_TOKEN=", "PATH=" + path}, ".ci/release/run", "release", "--clean", "--skip=publish")
	return filepath.Join(dir, ".ci", "release", "dist")
}

// requirePinned fails unless the pinned programs built the release.
func requirePinned(t *testing.T, dir string) {
	for _, c := range []struct{ binary, module, version string }{
		{"goreleaser", "github.com/goreleaser/goreleaser/v2", "v2.15.1"},
		{"cyclonedx-gomod", "github.com/CycloneDX/cyclonedx-gomod", "v1.10.0"},
	} {
		info, err := buildinfo.ReadFile(filepath.Join(dir, ".ci", "release", "out", "bin", c.binary))
		require.NoError(t, err)
		var found string
		for _, m := range append(info.Deps, &info.Main) {
			if m.Path == c.module {
				found = m.Version
			}
		}
		assert.Equal(t, c.version, found, c.module)
		t.Logf("%s %s", c.module, found)
	}
}

// requireBuilt checks the build information that Go recorded in the binary.
func requireBuilt(t *testing.T, info *debug.BuildInfo, system, arch, commit string) {
	t.Helper()
	assert.Equal(t, tag, info.Main.Version)
	settings := map[string]string{}
	for _, s := range info.Settings {
		settings[s.Key] = s.Value
	}
	for key, want := range map[string]string{
		"GOOS": system, "GOARCH": arch, "CGO_ENABLED": "0", "-trimpath": "true", "vcs.revision": commit, "vcs.modified": "false",
	} {
		assert.Equal(t, want, settings[key], key)
	}
}

func requireArchive(t *testing.T, files map[string]file, info *debug.BuildInfo, binary string) {
	t.Helper()
	at, err := time.Parse(time.RFC3339, committed)
	require.NoError(t, err)
	for name, f := range files {
		want := os.FileMode(0o644)
		if name == binary {
			want = 0o755
		}
		assert.Equal(t, want, f.mode, "%s: mode", name)
		assert.True(t, at.Equal(f.time), "%s: time %s", name, f.time)
		assert.Equal(t, "root:root", f.owner, "%s: owner", name)
	}
	for _, name := range []string{"LICENSE", "README.md"} {
		assert.Equal(t, text(t, root, name), string(files[name].text), name)
	}
	for _, shell := range []string{"bash", "zsh", "fish", "ps1"} {
		assert.Contains(t, string(files["completions/scale-modelhosts."+shell].text), "scale-modelhosts", shell)
	}
	licensed := []string{"go@" + strings.TrimPrefix(info.GoVersion, "go")}
	for _, m := range ofOthers(info) {
		licensed = append(licensed, m.Path+"@"+m.Version)
	}
	for _, module := range licensed {
		var found bool
		for name, f := range files {
			found = found || strings.HasPrefix(name, "licenses/"+module+"/LICENSE") && len(f.text) > 0
		}
		assert.True(t, found, "licenses/%s/LICENSE…", module)
	}
}

// ofOthers returns the linked modules, except those that a folder of this repository replaces.
func ofOthers(info *debug.BuildInfo) (modules []*debug.Module) {
	for _, m := range info.Deps {
		if m.Replace == nil || !strings.HasPrefix(m.Replace.Path, "./") {
			modules = append(modules, m)
		}
	}
	return modules
}

// requireListed reads a CycloneDX document, which must describe that binary.
func requireListed(t *testing.T, name string, binary []byte, info *debug.BuildInfo) {
	t.Helper()
	type component struct{ Name, Version, PURL string }
	type property struct{ Name, Value string }
	var document struct {
		BOMFormat    string
		SerialNumber string
		Metadata     struct {
			Component  component
			Properties []property
			Timestamp  string
		}
		Components []component
	}
	require.NoError(t, json.Unmarshal([]byte(text(t, filepath.Dir(name), filepath.Base(name))), &document))
	assert.Equal(t, "CycloneDX", document.BOMFormat)
	assert.Equal(t, component{"modelhost.dev/scale-modelhosts", tag, "pkg:golang/modelhost.dev/scale-modelhosts@" + tag}, document.Metadata.Component)
	sum := sha256.Sum256(binary)
	assert.Contains(t, document.Metadata.Properties, property{"cdx:gomod:binary:hash:SHA-256", hex.EncodeToString(sum[:])})
	assert.Empty(t, document.SerialNumber+document.Metadata.Timestamp, "what differs from run to run")
	assert.Contains(t, document.Components, component{"github.com/prometheus/prometheus", "v0.314.0", "pkg:golang/github.com/prometheus/prometheus@v0.314.0"})
	assert.Contains(t, document.Components, component{"std", info.GoVersion, "pkg:golang/std@" + info.GoVersion})
	for _, m := range ofOthers(info) {
		assert.Contains(t, document.Components, component{m.Path, m.Version, "pkg:golang/" + m.Path + "@" + m.Version})
	}
}

// requireAsMakeBuilds compares the binary with that of `make build`, which all other tests
// use.
func requireAsMakeBuilds(t *testing.T, dir string, released []byte, commit string) {
	t.Helper()
	made := filepath.Join(t.TempDir(), "scale-modelhosts")
	run(t, dir, nil, "make", "--no-print-directory", "build", "OUT="+made)
	assert.True(t, bytes.Equal([]byte(text(t, filepath.Dir(made), filepath.Base(made))), released), "the released binary is not what make build makes")

	said := run(t, dir, nil, made, "version")
	assert.Contains(t, said, "scale-modelhosts "+tag+"\n")
	assert.Contains(t, said, "commit "+commit+"\n")
}

// requireChecksums computes all checksums again.
func requireChecksums(t *testing.T, dist string, want []string) {
	t.Helper()
	var named []string
	for line := range strings.Lines(text(t, dist, "checksums.txt")) {
		sum, name, ok := strings.Cut(strings.TrimSpace(line), "  ")
		require.True(t, ok, line)
		got := sha256.Sum256([]byte(text(t, dist, name)))
		assert.Equal(t, sum, hex.EncodeToString(got[:]), name)
		named = append(named, name)
	}
	assert.ElementsMatch(t, want, named)
}

func text(t *testing.T, dir, name string) string {
	t.Helper()
	read, err := os.ReadFile(filepath.Join(dir, name))
	require.NoError(t, err)
	return string(read)
}
