package render

import (
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// places are the entries of drawn kustomizations, relative to repo/app: inside, outside, by links
// of every kind, or missing.
var places = []string{
	"app.yaml", "../base", "../base/app.yaml", "../../repo/base", "in", "in.yaml", "abs-in", "../app/in.yaml", "sub", "./sub/../app.yaml",
	"patch.yaml", "settings.env", "plugins", "component", "plugins/plugin.yaml", "nowhere", "in/../in.yaml",
	"../../outside", "../../outside/secret.yaml", "../../outside/plugins", "../../outside/component", "out", "out/secret.yaml", "out.yaml", "out.env",
	"abs-out", "abs-out/secret.yaml", "chain", "chain/secret.yaml", "../../../../../../../../etc/hostname", "/etc/hostname", "out-component", "out-plugins",
	"../out-base", "out/../app.yaml", "{x/../../../outside", "linked-kustomization", "../../repo/../outside",
}

// drawnLinks are the links in a drawn package.
var drawnLinks = map[string]string{
	"repo/app/in": "../base", "repo/app/in.yaml": "app.yaml", "repo/app/abs-in": "$TOP/repo/base", "repo/app/out": "../../outside",
	"repo/app/out.yaml": "../../outside/secret.yaml", "repo/app/out.env": "../../outside/settings.env", "repo/app/abs-out": "$TOP/outside",
	"repo/app/chain": "../hop", "repo/hop": "app/out", "repo/app/out-component": "../../outside/component", "repo/app/out-plugins": "../../outside/plugins",
	"repo/out-base": "../outside", "repo/app/linked-kustomization/kustomization.yaml": "../../../outside/kustomization.yaml",
	"repo/app/linked-kustomization/secret.yaml": "../../../outside/secret.yaml",
}

const drawnFiles = outside + `
-- repo/app/sub/kustomization.yaml --
resources: [app.yaml]
namePrefix: sub-
-- repo/app/sub/app.yaml --
<app.yaml
-- repo/app/patch.yaml --
[{"op": "add", "path": "/metadata/annotations", "value": {"a": "b"}}]
-- repo/app/settings.env --
A=b
-- repo/app/component/kustomization.yaml --
apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
commonAnnotations: {a: b}
-- repo/app/plugins/kustomization.yaml --
resources: [plugin.yaml]
-- repo/app/plugins/plugin.yaml --
{apiVersion: builtin, kind: PatchTransformer, metadata: {name: a}, target: {kind: Deployment}, path: patch.yaml}
`

// drawKustomization draws the text of a kustomization file.
func drawKustomization(t *rapid.T) string {
	place := func(label string) string { return rapid.SampledFrom(places).Draw(t, label) }
	fields := []string{"resources: [" + fmt.Sprintf("%q", place("resource")) + "]"}
	for range rapid.IntRange(0, 2).Draw(t, "fields") {
		at := place("entry")
		entry := fmt.Sprintf("%q", at)
		fields = append(fields, rapid.SampledFrom([]string{
			"components: [" + entry + "]", "bases: [" + entry + "]", "crds: [" + entry + "]", "configurations: [" + entry + "]",
			"patches: [{path: " + entry + ", target: {kind: Deployment}}]", "replacements: [{path: " + entry + "}]", "openapi: {path: " + entry + "}",
			"configMapGenerator: [{name: g, files: [" + fmt.Sprintf("%q", "k="+at) + "]}]", "configMapGenerator: [{name: g, envs: [" + entry + "]}]",
			"secretGenerator: [{name: g, files: [" + entry + "]}]", "transformers: [" + entry + "]", "generators: [" + entry + "]", "validators: [" + entry + "]",
			"patchesStrategicMerge: [" + entry + "]", "patchesJson6902: [{target: {group: apps, version: v1, kind: Deployment, name: app}, path: " + entry + "}]",
			"transformers: [\"{apiVersion: builtin, kind: PatchTransformer, metadata: {name: p}, target: {kind: Deployment}, path: '" + at + "'}\"]",
			"generators: [\"{apiVersion: builtin, kind: ConfigMapGenerator, metadata: {name: p}, files: ['" + at + "']}\"]",
		}).Draw(t, "field"))
	}
	return strings.Join(fields, "\n") + "\n"
}

// Whatever a kustomization names, a build with a root outputs nothing from outside. If kustomize by
// itself reads nothing outside, the output with the root is the same.
func TestRootedBuildsMatchKustomizeOrAreRejected(t *testing.T) {
	top := writePackage(t, drawnFiles)
	link(t, top, drawnLinks)
	app, base := filepath.Join(top, "repo", "app"), filepath.Join(top, "repo", "base", "kustomization.yaml")
	plain, err := os.ReadFile(base)
	require.NoError(t, err)
	root := open(t, filepath.Join(top, "repo"))
	rejected, same := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		require.NoError(t, os.WriteFile(filepath.Join(app, "kustomization.yaml"), []byte(drawKustomization(t)), 0o600))
		text := plain
		if rapid.Bool().Draw(t, "a drawn base") {
			text = []byte(strings.ReplaceAll(drawKustomization(t), "\"../base", "\"../app"))
		}
		require.NoError(t, os.WriteFile(base, text, 0o600))
		got, err := Dir(app, Options{Function: runOnly(scale), Root: root})
		require.NotContains(t, string(got.YAML), canary)
		want, wantErr := Dir(app, Options{Function: runOnly(scale)})
		if err != nil {
			require.NotContains(t, err.Error(), canary)
			if strings.Contains(err.Error(), "leads outside") {
				rejected++
				return
			}
			require.Error(t, wantErr, "%v", err)
			return
		}
		require.NoError(t, wantErr)
		require.Equal(t, string(want.YAML), string(got.YAML))
		same++
	})
	require.NotZero(t, rejected)
	require.NotZero(t, same)
}

// FuzzRooted builds any kustomization file with a root and links that lead out of it: the output
// contains nothing from outside, and nothing is fetched.
func FuzzRooted(f *testing.F) {
	for _, place := range places {
		for _, field := range []string{"resources: [%q]", "components: [%q]", "configMapGenerator: [{name: a, files: [%q]}]", "transformers: [%q]"} {
			f.Add(fmt.Sprintf("resources: [app.yaml]\n"+field, place))
		}
	}
	for _, test := range rootedPackages {
		if _, text, ok := strings.Cut(test.files, "-- repo/app/kustomization.yaml --\n"); ok {
			f.Add(text)
		}
	}
	f.Add("resources: [\"http://127.0.0.1:1/a\"]")
	transport := http.DefaultTransport
	http.DefaultTransport = unreachable{f}
	f.Cleanup(func() { http.DefaultTransport = transport })
	top := writePackage(f, drawnFiles)
	link(f, top, drawnLinks)
	app, root := filepath.Join(top, "repo", "app"), open(f, filepath.Join(top, "repo"))
	const limit = 10 * time.Second
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ReplaceAll(text, canary, "")
		require.NoError(t, os.WriteFile(filepath.Join(app, "kustomization.yaml"), []byte(text), 0o600))
		start := time.Now()
		got, err := Dir(app, Options{Function: runOnly(scale), Root: root})
		require.Less(t, time.Since(start), limit)
		require.NotContains(t, string(got.YAML), canary)
		if err != nil {
			require.NotContains(t, err.Error(), canary)
		}
	})
}

// unreachable is a network that fails the test when it is used.
type unreachable struct{ f *testing.F }

func (u unreachable) RoundTrip(r *http.Request) (*http.Response, error) {
	u.f.Errorf("%s was asked for", r.URL)
	return nil, errors.New("nothing is fetched here")
}
