package fn_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/fn/krm"
)

var update = flag.Bool("update", false, "write what comes out into testdata")

// Each file tests one behaviour, which its comment describes. The comment is followed by
//
//	items.yaml      the package
//	config.yaml     the functionConfig, if any
//	namespace       the namespace of hosts that set none, if any
//
// and the expected result: the items removed, edited and created, and the findings. All other items
// stay unchanged.
func TestRun(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) { runFile(t, file) })
	}
}

func runFile(t *testing.T, file string) {
	archive, err := txtar.ParseFile(file)
	require.NoError(t, err)
	require.NotEmpty(t, strings.TrimSpace(string(archive.Comment)), "say which behaviour this is")
	given, expected := sections(archive)
	in := input(t, given)
	out, c := run(t, in)
	again(t, in, out)
	got := map[string]string{
		"removed":      strings.Join(append(c.removed, ""), "\n"),
		"edited.yaml":  stream(c.edited),
		"created.yaml": stream(c.created),
		"findings":     c.findings,
	}
	if *update {
		write(t, file, archive, got)
		return
	}
	for _, name := range results {
		assert.Equal(t, expected[name], got[name], "%s; with -update the file is written anew", name)
	}
}

// results returns the sections of an expected output.
var results = []string{"removed", "edited.yaml", "created.yaml", "findings"}

func sections(archive *txtar.Archive) (given, expected map[string]string) {
	given, expected = map[string]string{}, map[string]string{}
	for _, name := range results {
		expected[name] = ""
	}
	for _, f := range archive.Files {
		if _, result := expected[f.Name]; result {
			expected[f.Name] = string(f.Data)
		} else {
			given[f.Name] = string(f.Data)
		}
	}
	return given, expected
}

func input(t require.TestingT, given map[string]string) krm.Input {
	in := krm.Input{Items: mustParse(t, given["items.yaml"]), Namespace: strings.TrimSpace(given["namespace"])}
	if text := given["config.yaml"]; text != "" {
		in.FunctionConfig = mustParse(t, text)[0]
	}
	return in
}

func write(t *testing.T, file string, archive *txtar.Archive, got map[string]string) {
	archived := &txtar.Archive{Comment: archive.Comment}
	for _, f := range archive.Files {
		if _, result := got[f.Name]; !result {
			archived.Files = append(archived.Files, f)
		}
	}
	for _, name := range results {
		if got[name] != "" {
			archived.Files = append(archived.Files, txtar.File{Name: name, Data: []byte(got[name])})
		}
	}
	require.NoError(t, os.WriteFile(file, txtar.Format(archived), 0o644), fmt.Sprint("writing ", file))
}
