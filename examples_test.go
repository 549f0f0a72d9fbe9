package main

import (
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/diff"
	"github.com/stretchr/testify/require"
	"sigs.k8s.io/kustomize/kyaml/kio"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/render"
)

var update = flag.Bool("update", false, "rewrite what examples and READMEs show")

const (
	expectedFile = "expected.yaml"
	configFile   = "scale-modelhosts.yaml"
)

// TestExamples renders every folder with an expected output: once as its README does, and again
// with the output as input, which must change nothing. testdata/hosts compares the same files in
// the orchestrators.
func TestExamples(t *testing.T) {
	for _, dir := range examples(t) {
		t.Run(filepath.ToSlash(dir), func(t *testing.T) {
			first, err := render.Dir(dir, render.Options{Function: fn.Function{}})
			require.NoError(t, err)
			requireNoFindings(t, first.Findings)

			again, err := render.Stream(strings.NewReader(string(first.YAML)), render.Options{Function: fn.Function{}, Config: configOf(t, dir)})
			require.NoError(t, err)
			requireNoFindings(t, again.Findings)
			requireSame(t, "the first run's output", string(first.YAML), string(again.YAML))

			requireExpected(t, dir, string(first.YAML))
		})
	}
}

// examples returns the folders with an expected output.
func examples(t *testing.T) []string {
	var dirs []string
	require.NoError(t, filepath.WalkDir("examples", func(path string, entry fs.DirEntry, err error) error {
		if err == nil && entry.Name() == expectedFile {
			dirs = append(dirs, filepath.Dir(path))
		}
		return err
	}))
	require.GreaterOrEqual(t, len(dirs), 5)
	return dirs
}

// configOf returns the functionConfig of a folder. Orchestrators remove it from their output.
func configOf(t *testing.T, dir string) *yaml.RNode {
	config, err := yaml.ReadFile(filepath.Join(dir, configFile))
	require.NoError(t, err)
	return config
}

func requireNoFindings(t *testing.T, findings finding.List) {
	for _, f := range findings {
		t.Error(f)
	}
}

func requireExpected(t *testing.T, dir, got string) {
	file := filepath.Join(dir, expectedFile)
	if isKpt(dir) {
		want, err := os.ReadFile(file)
		require.NoError(t, err)
		require.Equal(t, forCluster(t, string(want)), forCluster(t, got), "kpt's output is other than render's; see %s/README.md", dir)
		return
	}
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	requireSame(t, file, string(want), got)
}

// requireSame shows only the differences between two texts.
func requireSame(t *testing.T, file, want, got string) {
	if changes := diff.Diff(file, []byte(want), "now", []byte(got)); changes != nil {
		t.Fatalf("%s\nif that is wanted: go test . -update", changes)
	}
}

// isKpt reports whether a folder is for kpt only.
func isKpt(dir string) bool {
	_, kpt := os.Stat(filepath.Join(dir, "Kptfile"))
	_, kustomize := os.Stat(filepath.Join(dir, "kustomization.yaml"))
	return kpt == nil && kustomize != nil
}

// forCluster returns the objects of a stream that are more than local configuration, sorted, since
// kpt writes them in the order of its files.
func forCluster(t *testing.T, stream string) []string {
	objects, err := kio.FromBytes([]byte(stream))
	require.NoError(t, err)
	var all []string
	for _, o := range objects {
		if o.GetAnnotations()["config.kubernetes.io/local-config"] == "true" {
			continue
		}
		for _, hosts := range []string{"config.kubernetes.io/index", "internal.config.kubernetes.io/index", "internal.config.kubernetes.io/seqindent"} {
			require.NoError(t, o.PipeE(yaml.ClearAnnotation(hosts)))
		}
		require.NoError(t, yaml.ClearEmptyAnnotations(o))
		text, err := o.MarshalJSON()
		require.NoError(t, err)
		all = append(all, string(text))
	}
	slices.Sort(all)
	return all
}
