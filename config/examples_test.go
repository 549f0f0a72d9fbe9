package config_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"sigs.k8s.io/kustomize/kyaml/yaml"
	jsonyaml "sigs.k8s.io/yaml"

	"modelhost.dev/scale-modelhosts/config"
)

// compiled returns schema.json as an editor's validator reads it.
func compiled(t *testing.T) *jsonschema.Schema {
	t.Helper()
	document, err := jsonschema.UnmarshalJSON(strings.NewReader(string(config.Schema())))
	require.NoError(t, err)
	c := jsonschema.NewCompiler()
	require.NoError(t, c.AddResource("schema.json", document))
	s, err := c.Compile("schema.json")
	require.NoError(t, err, "the schema itself must be valid")
	return s
}

// accepted returns an error unless the schema accepts a functionConfig.
func accepted(t *testing.T, s *jsonschema.Schema, text string) error {
	t.Helper()
	asJSON, err := jsonyaml.YAMLToJSON([]byte(text))
	require.NoError(t, err)
	instance, err := jsonschema.UnmarshalJSON(strings.NewReader(string(asJSON)))
	require.NoError(t, err)
	return s.Validate(instance)
}

// functionConfigs returns the functionConfigs of the examples and the full ones, by file.
func functionConfigs(t *testing.T) map[string]string {
	t.Helper()
	found := map[string]string{}
	for _, root := range []string{"../examples", "testdata"} {
		require.NoError(t, filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || filepath.Ext(path) != ".yaml" {
				return err
			}
			text, err := os.ReadFile(path)
			if first, failed := yaml.Parse(string(text)); failed == nil && config.IsOwn(first.YNode()) {
				found[path] = string(text)
			}
			return err
		}))
	}
	require.Greater(t, len(found), 3)
	return found
}

func TestExamplesPassTheSchemaAndLoad(t *testing.T) {
	s := compiled(t)
	for path, text := range functionConfigs(t) {
		t.Run(path, func(t *testing.T) {
			assert.NoError(t, accepted(t, s, text))
			node, err := yaml.Parse(text)
			require.NoError(t, err)
			_, problems := config.Load(node.YNode())
			assert.Empty(t, problems)
		})
	}
}

func TestInvalidConfigsFailTheSchemaAndLoad(t *testing.T) {
	s := compiled(t)
	for name, text := range map[string]string{
		"no version":                       "kind: ScaleModelHosts\n",
		"another version":                  "apiVersion: autoscaling.modelhost.dev/v1\nkind: ScaleModelHosts\n",
		"another kind":                     "apiVersion: autoscaling.modelhost.dev/v1alpha1\nkind: ScaleModelHost\n",
		"a field beside the spec":          head + "data: {}\n",
		"an unknown field":                 head + "spec: {hpaPolcy: strip}\n",
		"one below":                        head + "spec: {prometheus: {url: 'http://p'}}\n",
		"one of an inlined type":           head + "spec: {profiles: {p: {minReplica: 1}}}\n",
		"a policy":                         head + "spec: {hpaPolicy: keep}\n",
		"a kind to select":                 head + "spec: {selector: {kinds: [Pod]}}\n",
		"a string for a boolean":           head + "spec: {strict: 'true'}\n",
		"a string for a number":            head + "spec: {limits: {maxReplicas: '5'}}\n",
		"a number for a string":            head + "spec: {namespace: 5}\n",
		"a list for an object":             head + "spec: {profiles: []}\n",
		"a negative limit":                 head + "spec: {limits: {maxReplicas: -1}}\n",
		"no replica":                       head + "spec: {defaults: {maxReplicas: 0}}\n",
		"a negative duration":              head + "spec: {defaults: {cooldownPeriod: -5}}\n",
		"no duration":                      head + "spec: {defaults: {cooldownPeriod: long}}\n",
		"a boolean for an amount":          head + "spec: {defaults: {signals: {gpu: {target: true}}}}\n",
		"a signal without a query":         head + "spec: {signals: {x: {unit: requests}}}\n",
		"a metric type":                    head + "spec: {signals: {x: {query: q, metricType: Utilization}}}\n",
		"metadata that is not a string":    head + "spec: {defaults: {triggers: [{type: cron, metadata: {x: 5}}]}}\n",
		"a mode":                           head + "spec: {authentication: {a: {mode: Bearer, secret: {name: s, keys: {token: t}}}}}\n",
		"a secret without its keys":        head + "spec: {authentication: {a: {secret: {name: s}}}}\n",
		"a secret's source":                head + "spec: {authentication: {a: {secret: {name: s, keys: {token: t}, source: vault}}}}\n",
		"a reference without a name":       head + "spec: {authentication: {a: {secretTargetRef: [{parameter: p, key: k}]}}}\n",
		"a raw part that is not an object": head + "spec: {defaults: {scaledObject: [x]}}\n",
	} {
		t.Run(name, func(t *testing.T) {
			assert.Error(t, accepted(t, s, text))
			_, problems := load(t, text)
			assert.NotEmpty(t, problems)
		})
	}
}

// TestFullHasEveryField compares the schema with the full functionConfigs.
func TestFullHasEveryField(t *testing.T) {
	files, err := filepath.Glob("testdata/full*.yaml")
	require.NoError(t, err)
	seen, s := map[*jsonschema.Schema]map[string]bool{}, compiled(t)
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		var full any
		require.NoError(t, jsonyaml.Unmarshal(text, &full))
		visit(s, full, seen)
	}
	for s, properties := range seen {
		for name := range s.Properties {
			assert.True(t, properties[name], "%s: %s", s.Location, name)
		}
	}
	assert.Greater(t, len(seen), 25)
}

// visit records which properties of each object's schema an instance has.
func visit(s *jsonschema.Schema, instance any, seen map[*jsonschema.Schema]map[string]bool) {
	for s.Ref != nil {
		s = s.Ref
	}
	switch value := instance.(type) {
	case map[string]any:
		visitObject(s, value, seen)
	case []any:
		if s.Items2020 == nil && len(s.AnyOf) > 0 {
			s = s.AnyOf[0]
		}
		for _, item := range value {
			visit(s.Items2020, item, seen)
		}
	}
}

func visitObject(s *jsonschema.Schema, object map[string]any, seen map[*jsonschema.Schema]map[string]bool) {
	others, _ := s.AdditionalProperties.(*jsonschema.Schema)
	if len(s.Properties) > 0 && seen[s] == nil {
		seen[s] = map[string]bool{}
	}
	for name, value := range object {
		if property, ok := s.Properties[name]; ok {
			seen[s][name] = true
			visit(property, value, seen)
		} else if others != nil {
			visit(others, value, seen)
		}
	}
}

// TestExamplesNameTheSchemaToEditors checks the comment by which the YAML language server finds the
// schema of an example's functionConfig.
func TestExamplesNameTheSchemaToEditors(t *testing.T) {
	for file, text := range functionConfigs(t) {
		if !strings.HasPrefix(filepath.ToSlash(file), "../examples/") || filepath.Base(file) == "expected.yaml" {
			continue
		}
		first, _, _ := strings.Cut(text, "\n")
		name, ok := strings.CutPrefix(first, "# yaml-language-server: $schema=")
		require.True(t, ok, "%s does not begin with the comment, but with %s", file, first)
		named, err := os.ReadFile(filepath.Join(filepath.Dir(file), filepath.FromSlash(name)))
		require.NoError(t, err, file)
		assert.Equal(t, string(config.Schema()), string(named), "%s names another schema", file)
	}
}
