package render

import (
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/source"
)

func TestLoadReportsWhatItCannotCheck(t *testing.T) {
	for name, test := range map[string]struct{ files, want string }{
		"values": {
			"-- values.yaml --\nreplicas: 1\n",
			`(values.yaml): document 1: is not checked: not a Kubernetes object; it needs an apiVersion and a kind`,
		},
		"a template of Helm": {
			"-- templates/x.yaml --\nkind: A\napiVersion: v1\nmetadata:\n  name: {{ .Values.name }}\n",
			"(templates/x.yaml): document 1: is not checked: it is a template. Check its rendered output",
		},
		"a template in quotes": {
			"-- x.yaml --\nkind: A\napiVersion: v1\nmetadata:\n  name: \"{{ .Release.Name }}-x\"\n",
			"is not checked: it is a template",
		},
		"a template with conditions": {
			"-- x.yaml --\n{{- if .Values.on }}\nkind: A\napiVersion: v1\n{{- end }}\n",
			"is not checked: it is a template",
		},
		"a kustomization further down": {"-- base/kustomization.yaml --\nnamePrefix: a\n-- base/patch.yaml --\nkind: A\napiVersion: v1\n", "(base/kustomization.yaml): is not checked: it is a separate kustomization, below a folder that is not one. Check "},
		"another function of kpt's":    {"-- Kptfile --\npipeline:\n  mutators:\n  - image: set-labels:v1\n", "(Kptfile): pipeline.mutators[0]: is not checked: set-labels:v1 is another function"},
		"another validator of kpt's":   {"-- Kptfile --\npipeline:\n  validators:\n  - image: kubeval:v1\n", "(Kptfile): pipeline.validators[0]: is not checked: kubeval:v1"},
		"text that is not YAML":        {"-- x.yml --\nhello, world\n", `a string, not a Kubernetes object; it needs an apiVersion and a kind`},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := Load(writePackage(t, test.files+settings), Options{})
			require.NoError(t, err)
			require.Len(t, got.Notes(), 1)
			assert.Contains(t, got.Notes()[0].String(), test.want)
			assert.Equal(t, finding.Info, got.Notes()[0].Severity)
			assert.Equal(t, "not-checked", got.Notes()[0].Rule)
			assert.Contains(t, source.DescribeObjects(got.Items), "ConfigMap settings")
			assert.NotContains(t, source.DescribeObjects(got.Items), "A ")
		})
	}
}

func TestLoadFailsOnWhatItCannotRead(t *testing.T) {
	for name, test := range map[string]struct {
		files, want string
		line        int
	}{
		"broken YAML after an object":    {"-- x.yaml --\nkind: B\napiVersion: v1\n---\nkind: [\n", "x.yaml: document 2 (line 3): yaml: line 5: did not find expected node content", 4},
		"metadata that is not an object": {"-- x.yaml --\nkind: A\napiVersion: v1\nmetadata: [x]\n", "metadata of this A is not an object", 1},
		"not text":                       {"-- x.yaml --\nkind: A\x00\n", "x.yaml: it is not text; fix it, remove it, or name it in .krmignore", 0},
		"an alias that contains itself":  {"-- x.yaml --\nkind: A\napiVersion: v1\nspec: &a\n  x: *a\n", "anchor", 1},
		"an alias without an anchor":     {"-- x.yaml --\n\nkind: A\napiVersion: v1\nspec: *a\n", "unknown anchor; quote a string that begins with *", 2},
		"a Kptfile that cannot be read":  {"-- Kptfile --\npipeline: [\n", "Kptfile: ", 0},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := Load(writePackage(t, test.files+settings), Options{})
			require.NoError(t, err)
			assert.Empty(t, got.Notes())
			require.Len(t, got.Failures, 1)
			require.ErrorContains(t, got.Err(), test.want)
			assert.Equal(t, test.line, got.Failures[0].Line)
			assert.Contains(t, source.DescribeObjects(got.Items), "ConfigMap settings")
		})
	}
}

// A document that is not an object may be anything, such as a values file with passwords.
func TestLoadQuotesNothingThatItCannotCheck(t *testing.T) {
	for _, file := range []string{"password: s3cr3t\n", "- s3cr3t\n", "s3cr3t\n", "password: *s3cr3t\n", "a: [\n s3cr3t: {\n", "kind: Secret\napiVersion: v1\nstringData: {password: *s3cr3t}\n", "s3cr3t: a\n\ts3cr3t: b\n", "password: 's3cr3t\n", "password: @s3cr3t\n", "password: %s3cr3t\n"} {
		got, err := Load(writePackage(t, "-- x.yaml --\n"+file), Options{})
		require.NoError(t, err)
		require.Equal(t, 1, len(got.Notes())+len(got.Failures), file)
		for _, f := range got.Notes() {
			assert.NotContains(t, f.String(), "s3cr3t")
		}
		for _, f := range got.Failures {
			assert.NotContains(t, f.Error(), "s3cr3t")
		}
	}
}

func TestLoadNamesFilesThatItDoesNotRead(t *testing.T) {
	dir := writePackage(t, "-- so.json --\n{\"apiVersion\": \"keda.sh/v1alpha1\", \"kind\": \"ScaledObject\"}\n-- package.json --\n{\"name\": \"x\"}\n")
	require.NoError(t, syscall.Mkfifo(filepath.Join(dir, "pipe.yaml"), 0o600))
	got, err := Load(dir, Options{})
	require.NoError(t, err)
	assert.Empty(t, got.Items)
	require.Len(t, got.Notes(), 1)
	assert.Contains(t, got.Notes()[0].String(), "info: (so.json): is not checked: the files of a package are YAML.")
	require.EqualError(t, got.Err(), "pipe.yaml: it is not a regular file; fix it, remove it, or name it in .krmignore")
}

func TestLoadOfFilesWithoutObjects(t *testing.T) {
	got, err := Load(writePackage(t, "-- a.yaml --\n# nothing\n-- b.yaml --\n"), Options{})
	require.NoError(t, err)
	assert.Empty(t, got.Items)
	assert.Empty(t, got.Notes())
}

func TestLoadTakesBracesInQuotes(t *testing.T) {
	got, err := Load(writePackage(t, "-- x.yaml --\nkind: PrometheusRule\napiVersion: v1\nmetadata: {name: x}\nsummary: \"{{ $labels.pod }}\"\n"), Options{})
	require.NoError(t, err)
	assert.Empty(t, got.Notes())
	assert.Len(t, got.Items, 1)
}

func TestLoadStreamReportsWhatItCannotCheck(t *testing.T) {
	got, err := LoadStream(strings.NewReader("---\n---\na: [\n---\nkind: A\napiVersion: v1\nmetadata: {name: a}\n"), Options{})
	require.NoError(t, err)
	assert.Equal(t, "A a", source.DescribeObjects(got.Items))
	require.Len(t, got.Failures, 1)
	require.EqualError(t, got.Err(), "document 2 (line 2): yaml: line 3: did not find expected node content")
}

func TestLoadOfAKustomizationThatCannotBeBuilt(t *testing.T) {
	_, err := Load(writePackage(t, "-- kustomization.yaml --\nresources: [missing.yaml]\n"), Options{})
	require.ErrorContains(t, err, "missing.yaml")
}

func TestLoadReportsAKustomizationWithoutTheFunction(t *testing.T) {
	got, err := Load(writePackage(t, "-- kustomization.yaml --\nresources: [settings.yaml]\n"+settings), Options{})
	require.NoError(t, err)
	assert.True(t, got.FunctionNotListed)
	got, err = Load(writePackage(t, settings), Options{})
	require.NoError(t, err)
	assert.False(t, got.FunctionNotListed)
}
