package main

import (
	"archive/tar"
	"bytes"
	"debug/buildinfo"
	"debug/elf"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// most is the promised maximum size of an unpacked image.
const most = 30_000_000

// entry is one file of an image, as an engine unpacks it.
type entry struct {
	header *tar.Header
	text   []byte
}

// unpack flattens an image with the registry library's own reader.
func unpack(t *testing.T, from v1.Image) map[string]entry {
	t.Helper()
	all := map[string]entry{}
	stream := mutate.Extract(from)
	defer func() { require.NoError(t, stream.Close()) }()
	for r := tar.NewReader(stream); ; {
		header, err := r.Next()
		if errors.Is(err, io.EOF) {
			return all
		}
		require.NoError(t, err)
		text, err := io.ReadAll(r)
		require.NoError(t, err)
		all[strings.TrimSuffix(header.Name, "/")] = entry{header, text}
	}
}

func TestContent(t *testing.T) {
	at, err := time.Parse(time.RFC3339, committed)
	require.NoError(t, err)
	for _, each := range theIndex(t).images {
		t.Run(each.platform.String(), func(t *testing.T) {
			files := unpack(t, each)
			var beside []string
			var size int
			for name, f := range files {
				size += len(f.text)
				if !strings.HasPrefix(name, "licenses/") {
					beside = append(beside, name)
				}
				assert.Zero(t, f.header.Uid+f.header.Gid, "%s: owner", name)
				assert.True(t, at.Equal(f.header.ModTime), "%s: time %s", name, f.header.ModTime)
				want := int64(0o644)
				if f.header.Typeflag == tar.TypeDir || name == "scale-modelhosts" {
					want = 0o755
				}
				assert.Equal(t, want, f.header.Mode, "%s: mode", name)
			}
			assert.ElementsMatch(t, []string{"scale-modelhosts", "etc", "etc/passwd", "licenses"}, beside)
			assert.Less(t, size, most)
			assert.EqualValues(t, each.size, size)
			t.Logf("%.1f MB unpacked, %d licence files", float64(size)/1e6, len(files)-len(beside))
		})
	}
}

// TestBinaryIsStatic checks the ELF headers: no loader, no libraries.
func TestBinaryIsStatic(t *testing.T) {
	machines := map[string]elf.Machine{"amd64": elf.EM_X86_64, "arm64": elf.EM_AARCH64}
	for _, each := range theIndex(t).images {
		t.Run(each.platform.String(), func(t *testing.T) {
			program, err := elf.NewFile(bytes.NewReader(unpack(t, each)["scale-modelhosts"].text))
			require.NoError(t, err)
			assert.Equal(t, machines[each.platform.arch], program.Machine)
			require.NotEmpty(t, program.Progs)
			for _, p := range program.Progs {
				assert.NotEqual(t, elf.PT_INTERP, p.Type)
			}
			libraries, err := program.ImportedLibraries()
			require.NoError(t, err)
			assert.Empty(t, libraries)
		})
	}
}

// TestEveryLinkedModuleHasItsLicence uses the list of modules in the binary.
func TestEveryLinkedModuleHasItsLicence(t *testing.T) {
	for _, each := range theIndex(t).images {
		t.Run(each.platform.String(), func(t *testing.T) {
			files := unpack(t, each)
			info, err := buildinfo.Read(bytes.NewReader(files["scale-modelhosts"].text))
			require.NoError(t, err)
			of := []string{"go@" + strings.TrimPrefix(info.GoVersion, "go"), "scale-modelhosts"}
			for _, m := range info.Deps {
				if standsIn(m) {
					continue
				}
				of = append(of, m.Path+"@"+m.Version)
			}
			for _, module := range of {
				var found bool
				for name, f := range files {
					found = found || strings.HasPrefix(name, "licenses/"+module+"/LICENSE") && len(f.text) > 0
				}
				assert.True(t, found, "licenses/%s/LICENSE…", module)
			}
			assert.Contains(t, of, "github.com/prometheus/prometheus@v0.314.0")
			assert.NotEmpty(t, files["licenses/github.com/prometheus/prometheus@v0.314.0/NOTICE"].text)

			own, err := os.ReadFile(filepath.Join("..", "LICENSE"))
			require.NoError(t, err)
			assert.Equal(t, string(own), string(files["licenses/scale-modelhosts/LICENSE"].text))
		})
	}
}

// standsIn reports whether a folder of this repository replaces the module.
func standsIn(m *debug.Module) bool {
	return m.Replace != nil && strings.HasPrefix(m.Replace.Path, "./")
}

func TestModuleWithoutLicenceIsRejected(t *testing.T) {
	dir := t.TempDir()
	bare := goPackage{Dir: dir, Module: &goModule{Path: "example.com/bare", Version: "v1.0.0", Dir: dir}}
	require.ErrorContains(t, ofPackage(map[string][]byte{}, bare), "module example.com/bare v1.0.0 has no license")

	require.NoError(t, os.WriteFile(filepath.Join(dir, "COPYING"), []byte("as you like"), 0o600))
	inside := filepath.Join(dir, "third_party", "deep")
	require.NoError(t, os.MkdirAll(inside, 0o700))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "third_party", "NOTICE.md"), []byte("of another"), 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "third_party", "license.go"), []byte("package deep"), 0o600))
	bare.Dir = inside
	found := map[string][]byte{}
	require.NoError(t, ofPackage(found, bare))
	assert.Equal(t, map[string][]byte{
		"licenses/example.com/bare@v1.0.0/COPYING":               []byte("as you like"),
		"licenses/example.com/bare@v1.0.0/third_party/NOTICE.md": []byte("of another"),
	}, found)
}
