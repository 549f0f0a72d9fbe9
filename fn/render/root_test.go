package render

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/fn/krm"
	"modelhost.dev/scale-modelhosts/fn/rooted"
)

// open opens a directory as a root.
func open(t testing.TB, dir string) *rooted.Root {
	t.Helper()
	root, err := rooted.Open(dir)
	require.NoError(t, err)
	return root
}

// A plugin must not give access to what its server's network reaches.
func TestRootedFetchesNothing(t *testing.T) {
	var asked atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked.Add(1)
		_, _ = w.Write([]byte("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: fetched}\n"))
	}))
	defer server.Close()
	address := server.URL + "/x.yaml"
	shouted := "HTTP" + strings.TrimPrefix(address, "http")
	for name, kustomization := range map[string]string{
		"a resource":                   "resources: [\"" + address + "\"]",
		"a resource in capitals":       "resources: [\"" + shouted + "\"]",
		"a file":                       "configMapGenerator: [{name: a, files: [\"a=" + address + "\"]}]",
		"envs":                         "configMapGenerator: [{name: a, envs: [\"" + address + "\"]}]",
		"an env of old":                "configMapGenerator: [{name: a, env: \"" + address + "\"}]",
		"a file of a secret":           "secretGenerator: [{name: a, files: [\"" + address + "\"]}]",
		"a patch":                      "resources: [app.yaml]\npatches: [{path: \"" + address + "\"}]",
		"an old patch":                 "resources: [app.yaml]\npatchesStrategicMerge: [\"" + address + "\"]",
		"an old JSON patch":            "resources: [app.yaml]\npatchesJson6902: [{target: {version: v1, kind: A, name: a}, path: \"" + address + "\"}]",
		"a replacement":                "resources: [app.yaml]\nreplacements: [{path: \"" + address + "\"}]",
		"crds":                         "resources: [app.yaml]\ncrds: [\"" + address + "\"]",
		"configurations":               "resources: [app.yaml]\nconfigurations: [\"" + address + "\"]",
		"a schema":                     "resources: [app.yaml]\nopenapi: {path: \"" + address + "\"}",
		"a transformer":                "resources: [app.yaml]\ntransformers: [\"" + address + "\"]",
		"a generator":                  "resources: [app.yaml]\ngenerators: [\"" + address + "\"]",
		"a validator":                  "resources: [app.yaml]\nvalidators: [\"" + address + "\"]",
		"a plugin of kustomize's":      "resources: [app.yaml]\ntransformers: [\"{apiVersion: builtin, kind: PatchTransformer, metadata: {name: a}, path: '" + address + "'}\"]",
		"a plugin's field in capitals": "resources: [app.yaml]\ntransformers: [\"{apiVersion: builtin, kind: PatchTransformer, metadata: {name: a}, PATH: '" + address + "'}\"]",
		"a list of plugins":            "resources: [app.yaml]\ntransformers: [\"{apiVersion: v1, kind: List, items: [{apiVersion: builtin, kind: PatchTransformer, metadata: {name: a}, path: '" + address + "'}]}\"]",
		"a JSON patch of a plugin":     "resources: [app.yaml]\ntransformers: [\"{apiVersion: builtin, kind: PatchJson6902Transformer, metadata: {name: a}, target: {name: app}, path: '" + address + "'}\"]",
		"patches of a plugin":          "resources: [app.yaml]\ntransformers: [\"{apiVersion: builtin, kind: PatchStrategicMergeTransformer, metadata: {name: a}, paths: ['" + address + "']}\"]",
		"replacements of a plugin":     "resources: [app.yaml]\ntransformers: [\"{apiVersion: builtin, kind: ReplacementTransformer, metadata: {name: a}, replacements: [{path: '" + address + "'}]}\"]",
		"values of a plugin":           "resources: [app.yaml]\nvalidators: [\"{apiVersion: builtin, kind: ValueAddTransformer, metadata: {name: a}, targetFilePath: '" + address + "'}\"]",
		"a generator of kustomize's":   "generators: [\"{apiVersion: builtin, kind: ConfigMapGenerator, metadata: {name: a}, files: ['a=" + address + "']}\"]",
		"a secret of kustomize's":      "generators: [\"{apiVersion: builtin, kind: SecretGenerator, metadata: {name: a}, envs: ['" + address + "']}\"]",
		"a plugin in a file":           "resources: [app.yaml]\ntransformers: [plugins/plugin.yaml]",
		"a plugin in a folder":         "resources: [app.yaml]\ntransformers: [plugins]",
		"a generator in a folder":      "generators: [plugins]",
		"a validator in a folder":      "resources: [app.yaml]\nvalidators: [plugins]",
		"a plugin that is patched in":  "resources: [app.yaml]\ntransformers: [patched]",
	} {
		t.Run(name, func(t *testing.T) {
			plugin := "{apiVersion: builtin, kind: PatchTransformer, metadata: {name: a}, path: \"" + address + "\"}"
			if strings.Contains(kustomization, "generators: [plugins]") {
				plugin = "{apiVersion: builtin, kind: ConfigMapGenerator, metadata: {name: a}, files: [\"" + address + "\"]}"
			}
			dir := writePackage(t, "-- app.yaml --\n<app.yaml\n-- kustomization.yaml --\n"+kustomization+
				"\n-- plugins/kustomization.yaml --\nresources: [plugin.yaml]\n-- plugins/plugin.yaml --\n"+plugin+
				"\n-- patched/kustomization.yaml --\nresources: [plugin.yaml]\npatches: [{target: {kind: PatchTransformer}, patch: '[{\"op\": \"replace\", \"path\": \"/path\", \"value\": \""+address+"\"}]'}]"+
				"\n-- patched/plugin.yaml --\n{apiVersion: builtin, kind: PatchTransformer, metadata: {name: a}, path: app.yaml}\n")
			_, err := Dir(dir, Options{Function: runOnly(scale), Root: open(t, dir)})
			require.ErrorContains(t, err, "is remote, and nothing is fetched here")
			require.Zero(t, asked.Load(), "the server was asked")
			field := kustomization[strings.LastIndex(kustomization, "\n")+1:]
			field, _, _ = strings.Cut(field, ":")
			require.ErrorContains(t, err, "kustomization.yaml: "+field)

			_, _ = Dir(dir, Options{Function: runOnly(scale)})
			require.NotZero(t, asked.Swap(0), "nobody would have asked the server anyway")
		})
	}
}

// Git is never run for a folder, whether or not a folder of that name exists.
func TestRootedClonesNothing(t *testing.T) {
	bin := t.TempDir()
	asked := filepath.Join(bin, "asked")
	require.NoError(t, os.WriteFile(filepath.Join(bin, "git"), []byte("#!/bin/sh\necho \"$@\" >>"+asked+"\nexit 1\n"), 0o755))
	t.Setenv("PATH", bin)
	for _, entry := range []string{
		"git@example.com:org/repo", "ssh://example.com/org/repo", "file:///org/repo", "git::file:///org/repo", "GIT::ssh://example.com/org/repo",
		"github.com/org/repo", "GitHub.com:org/repo", "me@here/org/app",
	} {
		for _, field := range []string{"resources", "components", "generators", "transformers", "validators"} {
			t.Run(field+" "+entry, func(t *testing.T) {
				dir := writePackage(t, "-- app.yaml --\n<app.yaml\n-- me@here/org/app/kustomization.yaml --\nresources: [../../../app.yaml]\n-- kustomization.yaml --\nconfigMapGenerator: [{name: a}]\n"+field+": [\""+entry+"\"]\n")
				_, err := Dir(dir, Options{Function: runOnly(scale), Root: open(t, dir)})
				require.ErrorContains(t, err, "kustomization.yaml: "+field+"[0]: ")
				require.ErrorContains(t, err, "nothing is fetched here")
				require.NoFileExists(t, asked)
			})
		}
	}
	_, _ = Dir(writePackage(t, "-- kustomization.yaml --\nresources: [me@here/org/app]\n"), Options{Function: runOnly(scale)})
	require.FileExists(t, asked, "git would not have been asked anyway")
}

// A folder whose path looks like an address is a folder.
func TestPackagePathIsNotAnAddress(t *testing.T) {
	dir := writePackage(t, "-- github.com/org/repo/kustomization.yaml --\nresources: [app.yaml]\n-- github.com/org/repo/app.yaml --\n<app.yaml\n")
	t.Chdir(dir)
	got, err := Dir("github.com/org/repo", Options{Function: runOnly(scale)})
	require.NoError(t, err)
	require.Contains(t, string(got.YAML), "name: app-so")
}

// The process's global state stays unchanged.
func TestRootedBuildsChangeNothingGlobal(t *testing.T) {
	transport, path, stderr := http.DefaultTransport, os.Getenv("PATH"), os.Stderr
	dir := writePackage(t, "-- app.yaml --\n<app.yaml\n-- fn.yaml --\n<fn.yaml\n-- kustomization.yaml --\nresources: [app.yaml]\ntransformers: [fn.yaml]\n")
	ran := false
	_, err := Dir(dir, Options{Root: open(t, dir), Function: runOnly(func(in krm.Input) krm.Outcome {
		ran = true
		assert.Same(t, transport, http.DefaultTransport)
		assert.Equal(t, path, os.Getenv("PATH"))
		assert.Same(t, stderr, os.Stderr)
		return scale(in)
	})})
	require.NoError(t, err)
	require.True(t, ran)
}

const (
	canary  = "hunter2"
	outside = `
-- outside/secret.yaml --
apiVersion: v1
kind: ConfigMap
metadata: {name: hunter2}
data: {password: hunter2}
-- outside/kustomization.yaml --
resources: [secret.yaml]
-- outside/component/kustomization.yaml --
apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
resources: [secret.yaml]
-- outside/component/secret.yaml --
apiVersion: v1
kind: ConfigMap
metadata: {name: hunter2}
-- outside/plugins/kustomization.yaml --
resources: [plugin.yaml]
-- outside/plugins/plugin.yaml --
apiVersion: builtin
kind: AnnotationsTransformer
metadata: {name: hunter2}
annotations: {password: hunter2}
fieldSpecs: [{path: metadata/annotations, create: true}]
-- outside/settings.env --
PASSWORD=hunter2
-- outside/patch.yaml --
[{"op": "add", "path": "/metadata/annotations/a", "value": "hunter2"}]
-- outside/.krmignore --
hunter2
-- outside/Kptfile --
apiVersion: kpt.dev/v1
kind: Kptfile
metadata: {name: hunter2}
-- repo/base/kustomization.yaml --
resources: [app.yaml]
-- repo/base/app.yaml --
<app.yaml
-- repo/app/app.yaml --
<app.yaml
`
)

// link adds links to a package: path to target.
func link(t testing.TB, dir string, links map[string]string) {
	t.Helper()
	for path, target := range links {
		path = filepath.Join(dir, filepath.FromSlash(path))
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.Symlink(strings.ReplaceAll(target, "$TOP", dir), path))
	}
}

// rootedPackages are packages in repo/app that name something outside repo. The error names file
// and field.
var rootedPackages = map[string]struct {
	files string
	links map[string]string
	want  []string
}{
	"a folder": {"-- repo/app/kustomization.yaml --\nresources: [../../outside]\n", nil, []string{"kustomization.yaml: resources[0]: ../../outside "}},
	"a folder that is not there": {
		"-- repo/app/kustomization.yaml --\nresources: [../../nowhere]\n", nil, []string{"kustomization.yaml: resources[0]: ../../nowhere leads outside the root and is not read. Copy it into the root, or choose a higher root"},
	},
	"a folder of a base": {
		"-- repo/app/kustomization.yaml --\nresources: [../base2]\n-- repo/base2/kustomization.yaml --\nresources: [../../outside]\n", nil,
		[]string{"../base2/kustomization.yaml: resources[0]: ../../outside "},
	},
	"a folder by an old field": {"-- repo/app/kustomization.yaml --\nbases: [../../outside]\n", nil, []string{"resources[0]: ../../outside "}},
	"a link to a folder":       {"-- repo/app/kustomization.yaml --\nresources: [link]\n", map[string]string{"repo/app/link": "../../outside"}, []string{"resources[0]: link "}},
	"a folder behind a link":   {"-- repo/app/kustomization.yaml --\nresources: [link/plugins]\n", map[string]string{"repo/app/link": "../../outside"}, []string{"resources[0]: link/plugins "}},
	"an absolute link":         {"-- repo/app/kustomization.yaml --\nresources: [link]\n", map[string]string{"repo/app/link": "$TOP/outside"}, []string{"resources[0]: link "}},
	"a chain of links":         {"-- repo/app/kustomization.yaml --\nresources: [a]\n", map[string]string{"repo/app/a": "../b", "repo/b": "../c", "c": "outside"}, []string{"resources[0]: a "}},
	"a link to a file":         {"-- repo/app/kustomization.yaml --\nresources: [link.yaml]\n", map[string]string{"repo/app/link.yaml": "../../outside/secret.yaml"}, []string{"resources[0]: link.yaml "}},
	"a file":                   {"-- repo/app/kustomization.yaml --\nresources: [../../outside/secret.yaml]\n", nil, []string{"resources[0]: ../../outside/secret.yaml "}},
	"an absolute path":         {"-- repo/app/kustomization.yaml --\nresources: [/etc/passwd]\n", nil, []string{"resources[0]: /etc/passwd "}},
	"a folder in odd writing":  {"-- repo/app/kustomization.yaml --\nresources: [\"{x/../../../outside\"]\n", nil, []string{"resources[0]: the file that it names "}},
	"a component":              {"-- repo/app/kustomization.yaml --\nresources: [app.yaml]\ncomponents: [../../outside/component]\n", nil, []string{"components[0]: "}},
	"crds":                     {"-- repo/app/kustomization.yaml --\nresources: [app.yaml]\ncrds: [../../outside/secret.yaml]\n", nil, []string{"crds[0]: "}},
	"configurations":           {"-- repo/app/kustomization.yaml --\nresources: [app.yaml]\nconfigurations: [link.yaml]\n", map[string]string{"repo/app/link.yaml": "../../outside/secret.yaml"}, []string{"configurations[0]: link.yaml "}},
	"a schema":                 {"-- repo/app/kustomization.yaml --\nresources: [app.yaml]\nopenapi: {path: link.json}\n", map[string]string{"repo/app/link.json": "../../outside/secret.yaml"}, []string{"openapi.path: link.json "}},
	"a patch":                  {"-- repo/app/kustomization.yaml --\nresources: [app.yaml]\npatches: [{path: link.yaml, target: {kind: Deployment}}]\n", map[string]string{"repo/app/link.yaml": "../../outside/patch.yaml"}, []string{"patches[0].path: link.yaml "}},
	"an old patch":             {"-- repo/app/kustomization.yaml --\nresources: [app.yaml]\npatchesStrategicMerge: [../../outside/secret.yaml]\n", nil, []string{"patchesStrategicMerge[0]: "}},
	"an old JSON patch":        {"-- repo/app/kustomization.yaml --\nresources: [app.yaml]\npatchesJson6902: [{target: {group: apps, version: v1, kind: Deployment, name: app}, path: ../../outside/patch.yaml}]\n", nil, []string{"patchesJson6902[0].path: "}},
	"a replacement":            {"-- repo/app/kustomization.yaml --\nresources: [app.yaml]\nreplacements: [{path: ../../outside/secret.yaml}]\n", nil, []string{"replacements[0].path: "}},
	"a generator's file":       {"-- repo/app/kustomization.yaml --\nconfigMapGenerator: [{name: a, files: [a=link.yaml]}]\n", map[string]string{"repo/app/link.yaml": "../../outside/secret.yaml"}, []string{"configMapGenerator[0].files[0]: link.yaml "}},
	"a generator's envs":       {"-- repo/app/kustomization.yaml --\nconfigMapGenerator: [{name: a, envs: [../../outside/settings.env]}]\n", nil, []string{"configMapGenerator[0].envs[0]: "}},
	"a generator's env":        {"-- repo/app/kustomization.yaml --\nconfigMapGenerator: [{name: a, env: ../../outside/settings.env}]\n", nil, []string{"configMapGenerator[0].envs[0]: "}},
	"a secret's file":          {"-- repo/app/kustomization.yaml --\nsecretGenerator: [{name: a, files: [../../outside/secret.yaml]}]\n", nil, []string{"secretGenerator[0].files[0]: the file that it names leads outside"}},
	"a secret's envs":          {"-- repo/app/kustomization.yaml --\nsecretGenerator: [{name: a, envs: [link.env]}]\n", map[string]string{"repo/app/link.env": "../../outside/settings.env"}, []string{"secretGenerator[0].envs[0]: "}},
	"a transformer":            {"-- repo/app/kustomization.yaml --\nresources: [app.yaml]\ntransformers: [../../outside/plugins]\n", nil, []string{"transformers[0]: "}},
	"a transformer's file":     {"-- repo/app/kustomization.yaml --\nresources: [app.yaml]\ntransformers: [link.yaml]\n", map[string]string{"repo/app/link.yaml": "../../outside/plugins/plugin.yaml"}, []string{"transformers[0]: link.yaml "}},
	"a generator":              {"-- repo/app/kustomization.yaml --\nresources: [app.yaml]\ngenerators: [../../outside/plugins]\n", nil, []string{"generators[0]: "}},
	"a validator":              {"-- repo/app/kustomization.yaml --\nresources: [app.yaml]\nvalidators: [../../outside/plugins]\n", nil, []string{"validators[0]: "}},
	"a plugin's file":          {"-- repo/app/kustomization.yaml --\nresources: [app.yaml]\ntransformers: [\"{apiVersion: builtin, kind: PatchTransformer, metadata: {name: a}, target: {kind: Deployment}, path: link.yaml}\"]\n", map[string]string{"repo/app/link.yaml": "../../outside/patch.yaml"}, []string{"transformers[0].path: link.yaml "}},
	"a built plugin's file": {
		"-- repo/app/kustomization.yaml --\nresources: [app.yaml]\ntransformers: [plugins]\n-- repo/app/plugins/kustomization.yaml --\nresources: [p.yaml]\n-- repo/app/plugins/p.yaml --\n{apiVersion: builtin, kind: PatchTransformer, metadata: {name: a}, target: {kind: Deployment}, path: link.yaml}\n",
		map[string]string{"repo/app/link.yaml": "../../outside/patch.yaml"},
		[]string{"transformers[0].path: link.yaml "},
	},
	"the kustomization file": {"", map[string]string{"repo/app/kustomization.yaml": "../../outside/kustomization.yaml"}, []string{"kustomization.yaml: the file is a symbolic link that leads outside the root"}},
	"a base's kustomization file": {
		"-- repo/app/kustomization.yaml --\nresources: [../base2]\n-- repo/base2/app.yaml --\n<app.yaml\n",
		map[string]string{"repo/base2/Kustomization": "../../outside/kustomization.yaml"},
		[]string{"../base2/Kustomization: the file is a symbolic link that leads outside the root"},
	},
	"several": {
		"-- repo/app/kustomization.yaml --\nresources: [../../outside]\nsecretGenerator: [{name: a, files: [/etc/passwd]}]\n", nil,
		[]string{"resources[0]: ", "secretGenerator[0].files[0]: "},
	},
	"a file of a plain folder":  {"", map[string]string{"repo/app/link.yaml": "../../outside/secret.yaml"}, []string{"link.yaml: the file is a symbolic link that leads outside the root"}},
	"a Kptfile":                 {"", map[string]string{"repo/app/Kptfile": "../../outside/Kptfile"}, []string{"Kptfile: the file is a symbolic link that leads outside the root"}},
	"a Kptfile of a subpackage": {"-- repo/app/sub/a.yaml --\n<local.yaml\n", map[string]string{"repo/app/sub/Kptfile": "../../../outside/Kptfile"}, []string{"sub/Kptfile: the file is a symbolic link that leads outside the root"}},
	"a .krmignore of a package": {"-- repo/app/Kptfile --\n{apiVersion: kpt.dev/v1, kind: Kptfile, metadata: {name: a}}\n", map[string]string{"repo/app/.krmignore": "../../outside/.krmignore"}, []string{".krmignore: the file is a symbolic link that leads outside the root"}},
	"a file that is not there":  {"", map[string]string{"repo/app/link.yaml": "../../nowhere.yaml"}, []string{"link.yaml: the file is a symbolic link that leads outside the root"}},
}

func TestRootedReadsNothingOutside(t *testing.T) {
	for name, test := range rootedPackages {
		t.Run(name, func(t *testing.T) {
			top := writePackage(t, outside+test.files)
			link(t, top, test.links)
			dir := filepath.Join(top, "repo", "app")
			t.Chdir(dir)
			options := Options{Function: runOnly(scale), Root: open(t, filepath.Join(top, "repo"))}
			for how, read := range map[string]func() (string, error){
				"render": func() (string, error) { got, err := Dir(".", options); return string(got.YAML), err },
				"load": func() (string, error) {
					got, err := Load(".", options)
					return fmt.Sprint(got), errors.Join(err, got.Err())
				},
			} {
				got, err := read()
				require.Error(t, err, how)
				require.NotContains(t, got, canary, how)
				lines := strings.Split(err.Error(), "\n")
				require.Len(t, lines, len(test.want), how)
				for i, line := range lines {
					t.Log(line)
					require.Contains(t, line, test.want[i], how)
					require.Contains(t, line, "leads outside the root and is not read", how)
					require.NotContains(t, line, top, how)
					require.NotContains(t, line, canary, how)
				}
			}
		})
	}
}

// What is inside is read, by whatever path, and the output is the same as without a root.
func TestRootedReadsWhatIsInside(t *testing.T) {
	for name, test := range map[string]struct {
		files string
		links map[string]string
	}{
		"a base":                 {"-- repo/app/kustomization.yaml --\nresources: [../base]\n", nil},
		"a link to a base":       {"-- repo/app/kustomization.yaml --\nresources: [link]\n", map[string]string{"repo/app/link": "../base"}},
		"an absolute link":       {"-- repo/app/kustomization.yaml --\nresources: [link]\n", map[string]string{"repo/app/link": "$TOP/repo/base"}},
		"a link that leaves":     {"-- repo/app/kustomization.yaml --\nresources: [link]\n", map[string]string{"repo/app/link": "../../repo/base"}},
		"an entry that leaves":   {"-- repo/app/kustomization.yaml --\nresources: [../../repo/base]\n", nil},
		"a linked file":          {"-- repo/app/kustomization.yaml --\nresources: [link.yaml]\n", map[string]string{"repo/app/link.yaml": "app.yaml"}},
		"a linked kustomization": {"-- repo/app/real.yaml --\nresources: [app.yaml]\n", map[string]string{"repo/app/kustomization.yaml": "real.yaml"}},
		"a base reached twice":   {"-- repo/app/kustomization.yaml --\nresources: [a, b]\n-- repo/app/a/kustomization.yaml --\nnamePrefix: a-\nresources: [../../base]\n-- repo/app/b/kustomization.yaml --\nnamePrefix: b-\nresources: [../link]\n", map[string]string{"repo/app/link": "../base"}},
		"a linked plain file":    {"", map[string]string{"repo/app/app2.yaml": "../shared.yaml"}},
		"plugins in files":       {"-- repo/app/kustomization.yaml --\nresources: [app.yaml]\ntransformers: [p.yaml, fn.yaml]\nvalidators: [v.yaml]\n-- repo/app/v.yaml --\n{apiVersion: builtin, kind: AnnotationsTransformer, metadata: {name: v}}\n-- repo/app/fn.yaml --\n<fn.yaml\n-- repo/app/p.yaml --\n{apiVersion: builtin, kind: PatchTransformer, metadata: {name: a}, target: {kind: Deployment}, path: patch.yaml}\n-- repo/app/patch.yaml --\n[{\"op\": \"add\", \"path\": \"/metadata/annotations\", \"value\": {\"a\": \"b\"}}]\n", nil},
		"plugins in folders":     {"-- repo/app/kustomization.yaml --\nresources: [app.yaml]\ngenerators: [gen]\ntransformers: [p, f]\nvalidators: [v]\nbuildMetadata: [originAnnotations, transformerAnnotations]\n-- repo/app/v/kustomization.yaml --\nresources: [v.yaml]\n-- repo/app/v/v.yaml --\n{apiVersion: builtin, kind: AnnotationsTransformer, metadata: {name: v}}\n-- repo/app/f/kustomization.yaml --\nresources: [fn.yaml]\n-- repo/app/f/fn.yaml --\n<fn.yaml\n-- repo/app/gen/kustomization.yaml --\nresources: [g.yaml]\n-- repo/app/gen/g.yaml --\n{apiVersion: builtin, kind: ConfigMapGenerator, metadata: {name: a}, files: [patch.yaml]}\n-- repo/app/p/kustomization.yaml --\nresources: [p.yaml]\n-- repo/app/p/p.yaml --\n{apiVersion: builtin, kind: PatchTransformer, metadata: {name: a}, target: {kind: Deployment}, path: patch.yaml}\n-- repo/app/patch.yaml --\n[{\"op\": \"add\", \"path\": \"/metadata/annotations/a\", \"value\": \"b\"}]\n", nil},
		"an address in a value":  {"-- repo/app/kustomization.yaml --\nresources: [app.yaml]\ntransformers: [\"{apiVersion: builtin, kind: AnnotationsTransformer, metadata: {name: a}, annotations: {path: 'https://example.com/a', file: ../../outside}, fieldSpecs: [{path: metadata/annotations, create: true}]}\"]\npatches: [{target: {kind: Deployment}, patch: '[{\"op\": \"add\", \"path\": \"/metadata/annotations/a\", \"value\": \"../../../outside\"}]'}]\nconfigMapGenerator: [{name: a, literals: [a=https://example.com/a]}]\n", nil},
		"everything else":        {"-- repo/app/kustomization.yaml --\nresources: [app.yaml]\ncrds: [crd.json]\nconfigurations: [refs.yaml]\npatches: [{path: patch.yaml}]\npatchesStrategicMerge: [patch.yaml, \"{apiVersion: apps/v1, kind: Deployment, metadata: {name: app, annotations: {x: ../../../outside}}}\"]\nreplacements: [{path: r.yaml}]\nconfigMapGenerator: [{name: a, files: [p=patch.yaml], envs: [a.env]}]\n-- repo/app/crd.json --\n{}\n-- repo/app/refs.yaml --\n<refs.yaml\n-- repo/app/a.env --\nA=b\n-- repo/app/r.yaml --\n{source: {kind: Deployment, name: app, fieldPath: metadata.name}, targets: [{select: {kind: Deployment, name: app}, fieldPaths: [metadata.annotations.zebra]}]}\n-- repo/app/patch.yaml --\n{apiVersion: apps/v1, kind: Deployment, metadata: {name: app, annotations: {b: c}}}\n", nil},
	} {
		t.Run(name, func(t *testing.T) {
			shared := strings.Replace(strings.Replace(outside, "repo/base/app.yaml", "repo/shared.yaml", 1), "<app.yaml", "<local.yaml", 1)
			top := writePackage(t, shared+"-- repo/base/app.yaml --\n<app.yaml\n"+test.files)
			link(t, top, test.links)
			link(t, top, map[string]string{"to-repo": "repo", "to-app": "repo/app"})
			want, err := Dir(filepath.Join(top, "repo", "app"), Options{Function: runOnly(scale)})
			require.NoError(t, err)
			require.NotEmpty(t, want.YAML)
			for _, way := range [][2]string{{"repo", "repo/app"}, {"to-repo", "repo/app"}, {"repo", "to-app"}, {"to-repo", "to-repo/app"}} {
				root := open(t, filepath.Join(top, way[0]))
				got, err := Dir(filepath.Join(top, way[1]), Options{Function: runOnly(scale), Root: root})
				require.NoError(t, err, way)
				require.Equal(t, string(want.YAML), string(got.YAML), way)
				_, err = Load(filepath.Join(top, way[1]), Options{Function: runOnly(scale), Root: root})
				require.NoError(t, err, way)
			}
		})
	}
}

func TestPackageOutsideTheRootIsRejected(t *testing.T) {
	top := writePackage(t, outside+"-- repo/app/kustomization.yaml --\nresources: [app.yaml]\n")
	t.Chdir(top)
	for _, dir := range []string{"outside", ".", "repo/../outside"} {
		_, err := Dir(dir, Options{Function: runOnly(scale), Root: open(t, "repo")})
		require.EqualError(t, err, dir+" leads outside the root and is not read. Copy it into the root, or choose a higher root")
	}
}
