package render

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestMissingEntriesAreNamedByTheirFields(t *testing.T) {
	for name, test := range map[string]struct{ files, want string }{
		"a file, and another": {
			"-- kustomization.yaml --\nresources: [app.yaml, gone.yaml]\ntransformers: [config.yaml]\n-- app.yaml --\n<app.yaml\n",
			"kustomization.yaml: resources[1]: gone.yaml does not exist; add it, or remove the entry\n" +
				"kustomization.yaml: transformers[0]: config.yaml does not exist; add it, or remove the entry",
		},
		"a folder of a base": {
			"-- kustomization.yaml --\nresources: [base]\n-- base/kustomization.yaml --\nresources: [../gone]\n",
			"base/kustomization.yaml: resources[0]: ../gone does not exist; add it, or remove the entry",
		},
		"a component": {
			"-- kustomization.yaml --\nresources: [app.yaml]\ncomponents: [names]\n-- app.yaml --\n<app.yaml\n",
			"kustomization.yaml: components[0]: names does not exist; add it, or remove the entry",
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := writePackage(t, test.files)
			_, err := Dir(dir, Options{Function: runOnly(scale)})
			require.Error(t, err)
			require.Equal(t, test.want, strings.ReplaceAll(err.Error(), dir+"/", ""))
		})
	}
}

// A file that exists and cannot be read is left for kustomize to report.
func TestUnreadableFilesAreNotMissing(t *testing.T) {
	_, err := Dir(writePackage(t, "-- kustomization.yaml --\nresources: [app.yaml]\n-- app.yaml --\nno object\n"), Options{Function: runOnly(scale)})
	require.ErrorContains(t, err, "app.yaml")
	require.NotContains(t, err.Error(), "there is no")
}

func TestHelmChartIsReported(t *testing.T) {
	_, err := Dir(writePackage(t, "-- Chart.yaml --\napiVersion: v2\nname: models\n-- templates/a.yaml --\nkind: {{ a }}\n"), Options{Function: runOnly(scale)})
	require.ErrorContains(t, err, "is a Helm chart, which only Helm renders; pipe `helm template` into `scale-modelhosts render -`")
}

// kustomize's errors quote their subject. No such text may reach a log, or Argo CD's UI.
func TestFailuresQuoteNothing(t *testing.T) {
	const secret = "hunter2"
	const host = "-- app.yaml --\n<app.yaml\n-- fn.yaml --\n<fn.yaml\n-- digit.yaml --\nkind: [\n-- bytes.env --\nKEY=hunter2\xff\xfe\n"
	address := func(scheme string) string { return scheme + "me:" + secret + "@127.0.0.1:9/x.yaml?token=" + secret }
	for name, kustomization := range map[string]string{
		"a patch without a name":           "patches: [{patch: \"apiVersion: v1\\nkind: Secret\\nstringData: {password: hunter2}\\n\"}]",
		"a patch that is not YAML":         "patches: [{patch: \"kind: Secret\\nstringData: {password: hunter2\\n\"}]",
		"a patch without a target":         "patches: [{patch: \"apiVersion: v1\\nkind: Secret\\nmetadata: {name: nobody}\\nstringData: {password: hunter2}\\n\"}]",
		"a JSON patch that does not fit":   "patches: [{target: {kind: Deployment}, patch: '[{\"op\": \"replace\", \"path\": \"/spec/none/x\", \"value\": \"hunter2\"}]'}]",
		"an old patch":                     "patchesStrategicMerge: [\"kind: Secret\\nstringData: {password: hunter2\"]",
		"a literal without a key":          "secretGenerator: [{name: a, literals: [hunter2]}]",
		"a literal of a ConfigMap":         "configMapGenerator: [{name: a, literals: [hunter2]}]",
		"an object in place of its file":   "resources: [\"apiVersion: v1\\nkind: Secret\\nstringData: {p: hunter2}\"]",
		"a literal of a generator":         "generators: [\"apiVersion: builtin\\nkind: SecretGenerator\\nmetadata: {name: a}\\nliterals: [hunter2]\\n\"]",
		"a JSON patch without a target":    "patches: [{patch: '[{\"op\": \"add\", \"path\": \"/a\", \"value\": \"hunter2\"}]'}]",
		"two patches in one":               "patches: [{target: {kind: Deployment}, patch: \"kind: A\\nmetadata: {name: a}\\ndata: {a: hunter2}\\n---\\nkind: A\\nmetadata: {name: b}\\n\"}]",
		"a patch and a path":               "patches: [{patch: 'a: hunter2', path: app.yaml}]",
		"an old JSON patch":                "patchesJson6902: [{target: {version: v1, kind: A, name: a}, patch: '[{\"op\" \"hunter2\"}]'}]",
		"a file that looks remote":         "secretGenerator: [{name: c, files: [\"dsn=db.example.com:5432;password=hunter2\"]}]",
		"envs that look remote":            "secretGenerator: [{name: c, envs: [\"https://db.example.com/hunter2\"]}]",
		"a quote in the password":          "resources: [\"https://me:p'hunter2@127.0.0.1:9/x\"]",
		"a slash in the password":          "resources: [\"https://me:p/hunter2@127.0.0.1:9/x\"]",
		"a replacement out of bounds":      "secretGenerator: [{name: s, literals: ['dsn=me:hunter2']}]\nreplacements: [{source: {kind: Deployment, name: app, fieldPath: spec.template.spec.containers.0.name, options: {delimiter: ':', index: 7}}, targets: [{select: {kind: Deployment}, fieldPaths: [metadata.name]}]}]",
		"bytes that are not text":          "secretGenerator: [{name: s, envs: [bytes.env]}]",
		"braces in an address":             "resources: [\"https://127.0.0.1:9/${HUNTER}?ref=${TAG}\"]",
		"a file that is a literal":         "secretGenerator: [{name: a, files: [\"a=b=hunter2\"]}]",
		"a file that is missing":           "secretGenerator: [{name: a, files: [\"hunter2\"]}]",
		"envs":                             "secretGenerator: [{name: a, envs: [\"" + address("https://") + "\"]}]",
		"a base over https":                "resources: [\"" + address("https://") + "\"]",
		"a base over http":                 "resources: [\"" + address("http://") + "\"]",
		"a base over ssh":                  "resources: [\"" + address("ssh://") + "\"]",
		"a base with git in front":         "resources: [\"" + address("git::https://") + "\"]",
		"a base of another user":           "resources: [\"me:hunter2@127.0.0.1:org/x\"]",
		"an @ in the password":             "resources: [\"https://me:p@hunter2@127.0.0.1:9/x\"]",
		"a component":                      "components: [\"" + address("https://") + "\"]",
		"the path of a patch":              "patches: [{path: \"" + address("https://") + "\"}]",
		"the path of a replacement":        "replacements: [{path: \"" + address("https://") + "\"}]",
		"crds":                             "crds: [\"" + address("https://") + "\"]",
		"configurations":                   "configurations: [\"" + address("https://") + "\"]",
		"a file of a ConfigMap":            "configMapGenerator: [{name: a, files: [\"a=" + address("https://") + "\"]}]",
		"a remote and another fault":       "components: [\"" + address("https://") + "\"]\nresources: [digit.yaml]",
		"one resource twice":               "resources: [app.yaml, app.yaml]",
		"a patch that is missing":          "patches: [{path: nope.yaml}]",
		"a file outside":                   "resources: [../outside.yaml]",
		"a transformer of another program": "transformers: [\"{apiVersion: x.dev/v1, kind: Labeler, metadata: {name: team}, password: hunter2}\"]",
	} {
		for _, isRooted := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s/%t", name, isRooted), func(t *testing.T) {
				if !strings.Contains(kustomization, "resources:") {
					kustomization += "\nresources: [app.yaml]"
				}
				dir := filepath.Join(writePackage(t, "-- outside.yaml --\npassword: hunter2\n"+strings.ReplaceAll(host, "-- ", "-- package/")+
					"-- package/kustomization.yaml --\n"+kustomization+"\n"), "package")
				t.Chdir(dir)
				options := Options{Function: runOnly(scale)}
				if isRooted {
					options.Root = open(t, dir)
				}
				got, err := Dir(".", options)
				require.Error(t, err)
				require.Empty(t, got.YAML)
				for line := range strings.SplitSeq(err.Error(), "\n") {
					t.Log(line)
					require.NotContains(t, line, secret)
					require.NotContains(t, line, filepath.Dir(dir), "where the machine has it")
					require.NotContains(t, line, "evalsymlink")
				}
			})
		}
	}
}
