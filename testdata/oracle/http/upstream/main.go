// Command upstream copies the code of the HTTP add-on that the oracle needs and cannot import:
// files of its programs, and the one that would dial a real network. It rewrites only the
// package's name and import paths. The names of the copies begin with upstream_, and Git
// ignores them.
//
// Run it in the module's folder, before you build anything there.
package main

import (
	"encoding/json"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

const (
	prefix = "upstream_"
	module = "github.com/kedacore/http-add-on"
	here   = "modelhost.dev/scale-modelhosts/testdata/oracle/http/"
)

// source is a folder to copy files from, and the package to copy them to.
type source struct {
	folder string
	files  []string
	into   string
	// rewritten lists pairs of replacements, each exactly once over all files.
	rewritten []string
}

var sources = []source{
	{
		folder: "interceptor", files: []string{"proxy.go", "admin.go"}, into: "interceptor",
		rewritten: []string{`"` + module + `/pkg/net"`, `"` + here + `dial"`},
	},
	{
		folder: "scaler", files: []string{"handlers.go", "naming.go", "queue_pinger.go"}, into: "scaler",
		rewritten: []string{`"net/http"`, `http "` + here + `network"`},
	},
	{
		folder: "pkg/net", files: []string{"dial_context.go"}, into: "dial",
		rewritten: []string{"\t\"net\"\n", "\tnet \"" + here + "network\"\n"},
	},
}

func main() {
	log.SetFlags(0)
	dir, err := download()
	for _, s := range sources {
		if err == nil {
			err = s.copy(dir)
		}
	}
	if err != nil {
		log.Fatal(err)
	}
}

// download returns the folder of the module, in the version of go.mod.
func download() (string, error) {
	out, err := exec.Command("go", "mod", "download", "-json", module).Output()
	var got struct{ Dir, Error string }
	if parseErr := json.Unmarshal(out, &got); parseErr != nil {
		return "", fmt.Errorf("go mod download: %w: %w", err, parseErr)
	}
	if got.Error != "" {
		return "", fmt.Errorf("go mod download: %s", got.Error)
	}
	return got.Dir, err
}

func (s source) copy(dir string) error {
	found := 0
	for _, name := range s.files {
		read, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(s.folder), name))
		if err != nil {
			return err
		}
		text := string(read)
		found += strings.Count(text, s.rewritten[0])
		text = strings.NewReplacer(s.rewritten...).Replace(text)
		for _, was := range []string{"package main\n", "package net\n"} {
			text = strings.Replace(text, was, "package "+s.into+"\n", 1)
		}
		if err := os.WriteFile(filepath.Join(s.into, prefix+name), []byte(text), 0o644); err != nil {
			return err
		}
	}
	if found != 1 {
		return fmt.Errorf("%s: %q is there %d times, not once", s.folder, s.rewritten[0], found)
	}
	return nil
}
