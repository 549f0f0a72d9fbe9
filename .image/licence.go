package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
)

// licenceFile matches the names of licenses, and of notices that must accompany them.
var licenceFile = regexp.MustCompile(`(?i)^(licen[cs]e|copying|notice|patents|copyright)([.-].*)?$`)

// goPackage is a part of the output of `go list` for a package.
type goPackage struct {
	Dir      string
	Standard bool
	Module   *goModule
}

type goModule struct {
	Path, Version, Dir string
	Replace            *struct{ Version string }
}

// isOwn reports whether a module's code belongs to this repository: it is the main module, or a
// folder of the repository replaces it.
func (m *goModule) isOwn() bool {
	return m.Version == "" || m.Replace != nil && m.Replace.Version == ""
}

// licences returns the licenses of everything linked into the binaries for the platforms, in
// the folder licenses: the product's, Go's own, and each module's, at MODULE@VERSION. It looks
// next to each linked package and above it, because some modules contain third-party code in
// subfolders.
func licences(root string, platforms ...platform) ([]file, error) {
	own, err := os.ReadFile(filepath.Join(root, "LICENSE"))
	if err != nil {
		return nil, err
	}
	found := map[string][]byte{"licenses/scale-modelhosts/LICENSE": own}
	if err := ofGo(found, root); err != nil {
		return nil, err
	}
	for _, p := range platforms {
		packages, err := linked(root, p)
		if err != nil {
			return nil, err
		}
		for _, each := range packages {
			if each.Standard || each.Module.isOwn() {
				continue
			}
			if err := ofPackage(found, each); err != nil {
				return nil, err
			}
		}
	}
	var files []file
	for name, text := range found {
		files = append(files, file{name, 0o644, text})
	}
	sort.Slice(files, func(i, j int) bool { return files[i].path < files[j].path })
	return files, nil
}

// linked lists the packages in the binary, in the workspace that the build uses.
func linked(root string, p platform) ([]goPackage, error) {
	absolute, err := filepath.Abs(root)
	if err != nil {
		return nil, err
	}
	cmd := exec.Command("go", "list", "-deps", "-json=Dir,Standard,Module", ".")
	cmd.Dir = absolute
	cmd.Env = append(append(os.Environ(), p.env()...), "CGO_ENABLED=0", "GOWORK="+filepath.Join(absolute, ".build", "go.work"))
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	text, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go list for %s: %w\n%s", p, err, stderr.Bytes())
	}
	var packages []goPackage
	for decoder := json.NewDecoder(bytes.NewReader(text)); ; {
		var next goPackage
		if err := decoder.Decode(&next); errors.Is(err, io.EOF) {
			return packages, nil
		} else if err != nil {
			return nil, fmt.Errorf("go list for %s: %w", p, err)
		}
		packages = append(packages, next)
	}
}

// ofPackage adds the licenses in a package's folder and in those above it, up to the module's,
// which must have one.
func ofPackage(found map[string][]byte, of goPackage) error {
	module := path.Join("licenses", of.Module.Path+"@"+of.Module.Version)
	for dir := of.Dir; ; dir = filepath.Dir(dir) {
		below, err := filepath.Rel(of.Module.Dir, dir)
		if err != nil || strings.HasPrefix(below, "..") {
			return fmt.Errorf("package %s is not below its module %s", of.Dir, of.Module.Dir)
		}
		n, err := inFolder(found, dir, path.Join(module, filepath.ToSlash(below)))
		if err != nil {
			return err
		}
		if below != "." {
			continue
		}
		if n == 0 {
			return fmt.Errorf("module %s %s has no license file with a known name; see licenceFile", of.Module.Path, of.Module.Version)
		}
		return nil
	}
}

// inFolder adds the license files of one folder, and counts them.
func inFolder(found map[string][]byte, dir, as string) (n int, err error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return 0, err
	}
	for _, entry := range entries {
		if !entry.Type().IsRegular() || !licenceFile.MatchString(entry.Name()) || filepath.Ext(entry.Name()) == ".go" {
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, entry.Name()))
		if err != nil {
			return n, err
		}
		found[path.Join(as, entry.Name())] = text
		n++
	}
	return n, nil
}

// ofGo adds the license of the standard library and the runtime.
func ofGo(found map[string][]byte, root string) error {
	cmd := exec.Command("go", "env", "GOROOT", "GOVERSION")
	cmd.Dir = root
	output, err := cmd.Output()
	if err != nil {
		return fmt.Errorf("go env: %w", err)
	}
	dir, version, _ := strings.Cut(strings.TrimSpace(string(output)), "\n")
	n, err := inFolder(found, dir, path.Join("licenses", "go@"+strings.TrimPrefix(version, "go")))
	if err == nil && n == 0 {
		return fmt.Errorf("%s has no license of Go, as in some distributions; install Go from go.dev", dir)
	}
	return err
}
