// Command upstream copies the code of KEDA and Kubernetes that the oracle needs and cannot
// import: files in packages with too many dependencies, and packages that the newest release
// no longer has. It rewrites only import paths. The names of the copies begin with upstream_,
// and Git ignores them.
//
// Run it in the module's folder, before you build anything there.
package main

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

const (
	prefix = "upstream_"
	here   = "modelhost.dev/scale-modelhosts/testdata/oracle/hpa/"
)

// source is a folder to copy files from, and the folder to copy them to.
type source struct {
	// module is a module of go.mod, or one at a version with the checksum sum.
	module, sum string
	folder      string
	// files lists the files; nil means all except tests and protocol buffers.
	files []string
	into  string
}

var sources = []source{
	{module: "github.com/kedacore/keda/v2", folder: "controllers/keda", files: []string{"hpa.go"}, into: "keda"},
	{module: "github.com/kedacore/keda/v2", folder: "pkg/scalers", files: []string{"cpu_memory_scaler.go", "cron_scaler.go", "scaler.go"}, into: "scalers"},
	betaTypes("v2beta1"), betaTypes("v2beta2"),
	betaConversion("v2beta1"), betaConversion("v2beta2"),
}

func betaTypes(version string) source {
	return source{
		module: "k8s.io/api@v0.35.4", sum: "h1:P7nFYKl5vo9AGUp1Z+Pmd3p2tA7bX2wbFWCvDeRv988=",
		folder: "autoscaling/" + version, into: "kubernetes/api/" + version,
	}
}

func betaConversion(version string) source {
	return source{
		module: "k8s.io/kubernetes@v1.35.4", sum: "h1:o/8dBC/pHVpYoGV4OAIytAlNPZbdYVTXJHoYvXC4qzM=",
		folder: "pkg/apis/autoscaling/" + version, into: "kubernetes/" + version,
	}
}

var imports = strings.NewReplacer(
	`"k8s.io/api/autoscaling/v2beta1"`, `"`+here+`kubernetes/api/v2beta1"`,
	`"k8s.io/api/autoscaling/v2beta2"`, `"`+here+`kubernetes/api/v2beta2"`,
)

func main() {
	log.SetFlags(0)
	if err := run(); err != nil {
		log.Fatal(err)
	}
}

func run() error {
	if err := clear("."); err != nil {
		return err
	}
	for _, s := range sources {
		if err := s.copy(); err != nil {
			return fmt.Errorf("%s of %s: %w", s.folder, s.module, err)
		}
	}
	return nil
}

// clear removes old copies, which may be from another release.
func clear(root string) error {
	return filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasPrefix(d.Name(), prefix) {
			return err
		}
		return os.Remove(path)
	})
}

func (s source) copy() error {
	module, err := s.download()
	if err != nil {
		return err
	}
	folder := filepath.Join(module, filepath.FromSlash(s.folder))
	files := s.files
	if files == nil {
		if files, err = plain(folder); err != nil {
			return err
		}
	}
	if err := os.MkdirAll(s.into, 0o755); err != nil {
		return err
	}
	for _, name := range files {
		text, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(s.into, prefix+name), []byte(imports.Replace(string(text))), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// download returns the folder of the module. Go verifies modules of go.mod with go.sum; this
// function verifies the others.
func (s source) download() (string, error) {
	out, err := exec.Command("go", "mod", "download", "-json", s.module).Output()
	var got struct{ Dir, Sum, Error string }
	if parseErr := json.Unmarshal(out, &got); parseErr != nil {
		return "", fmt.Errorf("go mod download: %w: %w", err, parseErr)
	}
	switch {
	case got.Error != "":
		return "", fmt.Errorf("go mod download: %s", got.Error)
	case s.sum != "" && got.Sum != s.sum:
		return "", fmt.Errorf("the checksum is %s instead of %s", got.Sum, s.sum)
	}
	return got.Dir, err
}

func plain(folder string) ([]string, error) {
	entries, err := os.ReadDir(folder)
	var names []string
	for _, e := range entries {
		if name := e.Name(); strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") && !strings.HasPrefix(name, "generated.") {
			names = append(names, name)
		}
	}
	return names, err
}
