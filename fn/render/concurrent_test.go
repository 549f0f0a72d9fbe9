package render

import (
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"modelhost.dev/scale-modelhosts/fn"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Builds, folders and streams that are rendered concurrently in one process, with and without a
// root, each give the same as alone. go test -race checks that they share nothing else.
func TestConcurrentPackages(t *testing.T) {
	type work struct {
		name string
		run  func() string
	}
	var all []work
	add := func(name, dir string, o Options) {
		all = append(all,
			work{name + ", rendered", func() string { got, err := Dir(dir, o); return fmt.Sprint(string(got.YAML), got.Findings, err) }},
			work{name + ", loaded", func() string {
				got, err := Load(dir, o)
				text := fmt.Sprint(got.Notes(), got.FunctionNotListed, err)
				for _, item := range got.Items {
					text += item.MustString()
				}
				return text
			}})
	}
	packages := map[string]string{
		"a plain folder": "-- app.yaml --\n<app.yaml\n",
		"a kpt package":  "-- app.yaml --\n<app.yaml\n-- Kptfile --\n{apiVersion: kpt.dev/v1, kind: Kptfile, metadata: {name: a}}\n",
		"outside":        "-- kustomization.yaml --\nresources: [../other]\n",
		"remote":         "-- kustomization.yaml --\nresources: [app.yaml, \"git@example.invalid:a/b\"]\n-- app.yaml --\n<app.yaml\n",
		"broken":         "-- kustomization.yaml --\nresources: [app.yaml]\n-- app.yaml --\nkind: [\n",
		"a panic":        "-- kustomization.yaml --\nresources: [app.yaml]\ncommonLabels: {a: b}\n-- app.yaml --\n{apiVersion: v1, kind: Pod, metadata: []}\n",
	}
	for name, files := range schemas {
		packages[name] = files + schemaObjects
	}
	for name, files := range packages {
		dir := writePackage(t, files)
		// Without a root, remote entries would be fetched.
		if name != "remote" {
			add(name, dir, Options{Function: runOnly(scale)})
		}
		add(name+", rooted", dir, Options{Function: runOnly(scale), Root: open(t, dir)})
	}
	// One root for many packages.
	parent := writePackage(t, "-- a/kustomization.yaml --\nresources: [../b]\n-- b/kustomization.yaml --\nresources: [app.yaml]\n-- b/app.yaml --\n<app.yaml\n-- c/app.yaml --\n<app.yaml\n")
	root := open(t, parent)
	for _, name := range []string{"a", "b", "c"} {
		add(name+" of one root", filepath.Join(parent, name), Options{Function: runOnly(scale), Root: root})
	}
	// The same with the real function.
	for _, example := range []string{"quickstart", "kustomize-overlay/overlays/prod", "argocd/models/mistral"} {
		dir := filepath.Join("..", "..", "examples", filepath.FromSlash(example))
		_, err := os.Stat(dir)
		require.NoError(t, err)
		add(example, dir, Options{Function: fn.Function{}, Namespace: "models"})
	}

	want := make([]string, len(all))
	for i, w := range all {
		want[i] = w.run()
	}
	var group sync.WaitGroup
	for range 3 {
		for i, w := range all {
			group.Go(func() { assert.Equal(t, want[i], w.run(), w.name) })
		}
	}
	group.Wait()
}
