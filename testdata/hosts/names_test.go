package hosts

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"sigs.k8s.io/kustomize/kyaml/openapi"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/testdata/hosts/harness"
)

// fieldSpec is a field of a kind, as in kustomize's configurations.
type fieldSpec struct{ Group, Kind, Path string }

// names is config/kustomize/names.yaml.
type names struct {
	NameReference []struct {
		Group, Version, Kind string
		FieldSpecs           []fieldSpec `yaml:"fieldSpecs"`
	} `yaml:"nameReference"`
	NamePrefix []fieldSpec `yaml:"namePrefix"`
	NameSuffix []fieldSpec `yaml:"nameSuffix"`
}

func readNames(t *testing.T) (n names) {
	text, err := os.ReadFile(filepath.Join(root, "config", "kustomize", "names.yaml"))
	require.NoError(t, err)
	require.NoError(t, yaml.Unmarshal(text, &n))
	return n
}

// fields returns all listed fields, each once.
func (n names) fields() []fieldSpec {
	all := slices.Concat(n.NamePrefix, n.NameSuffix)
	for _, r := range n.NameReference {
		all = append(all, r.FieldSpecs...)
	}
	slices.SortFunc(all, func(a, b fieldSpec) int { return strings.Compare(a.String(), b.String()) })
	return slices.Compact(all)
}

func (f fieldSpec) String() string { return f.Group + "/" + f.Kind + " " + f.Path }

// schemaOf returns the schema of a kind in the CRD that its project publishes.
func schemaOf(t *testing.T, group, kind string) *yaml.RNode {
	files, err := filepath.Glob(filepath.Join(root, "testdata", "oracle", "keda", "crds", group+"_*.yaml"))
	require.NoError(t, err)
	for _, file := range files {
		crd, err := yaml.ReadFile(file)
		require.NoError(t, err)
		if name, _ := crd.GetString("spec.names.kind"); name == kind {
			schema, err := crd.Pipe(yaml.Lookup("spec", "versions", "0", "schema", "openAPIV3Schema"))
			require.NoError(t, err)
			return schema
		}
	}
	require.Fail(t, "there is no CRD", "%s/%s", group, kind)
	return nil
}

// at returns the schema of a field, or nil. Like kustomize, it ignores lists in the path.
func at(schema *yaml.RNode, path string) *yaml.RNode {
	for step := range strings.SplitSeq(path, "/") {
		if items := schema.Field("items"); items != nil {
			schema = items.Value
		}
		if properties := schema.Field("properties"); properties != nil && properties.Value.Field(step) != nil {
			schema = properties.Value.Field(step).Value
		} else if others := schema.Field("additionalProperties"); others != nil {
			schema = others.Value
		} else {
			return nil
		}
	}
	return schema
}

// TestNamesAreFields compares the configuration with the CRDs and with Kubernetes' own kinds:
// kustomize ignores a path that does not exist.
func TestNamesAreFields(t *testing.T) {
	for _, r := range readNames(t).NameReference {
		switch r.Group {
		case "keda.sh", "http.keda.sh":
			schemaOf(t, r.Group, r.Kind)
		case "argoproj.io":
			assert.Equal(t, "Rollout", r.Kind)
		default:
			kind := yaml.TypeMeta{APIVersion: strings.TrimPrefix(r.Group+"/v1", "/"), Kind: r.Kind}
			assert.NotNil(t, openapi.SchemaForResourceType(kind), kind)
		}
	}
	for _, f := range readNames(t).fields() {
		schema := at(schemaOf(t, f.Group, f.Kind), f.Path)
		if assert.NotNil(t, schema, "%s is no field", f) {
			text, _ := schema.GetString("type")
			assert.Equal(t, "string", text, f)
		}
	}
}

// noReference lists fields that look like the name of another object of the package, but are
// not.
var noReference = []string{
	// Names of triggers, of environment variables, of headers and of containers.
	"ScaledObject spec/triggers/name", "TriggerAuthentication spec/env/name", "TriggerAuthentication spec/env/containerName",
	"InterceptorRoute spec/rules/headers/name", "InterceptorRoute spec/staticRoutes/rules/headers/name", "HTTPScaledObject spec/headers/name", "ScaledObject spec/scaleTargetRef/envSourceContainerName",
	// Names outside of the cluster.
	"TriggerAuthentication spec/azureKeyVault/secrets/name", "TriggerAuthentication spec/awsSecretManager/secrets/name",
	"TriggerAuthentication spec/hashiCorpVault/secrets/pkiData/commonName",
	// Names of ports.
	"InterceptorRoute spec/target/portName", "InterceptorRoute spec/coldStart/fallback/service/portName",
	"HTTPScaledObject spec/scaleTargetRef/portName", "HTTPScaledObject spec/coldStartTimeoutFailoverRef/portName",
}

// TestNamesLeaveNoReferenceOut searches the CRDs of the generated kinds for fields that may be
// a name.
func TestNamesLeaveNoReferenceOut(t *testing.T) {
	var known []string
	for _, f := range readNames(t).fields() {
		known = append(known, f.Kind+" "+f.Path)
	}
	looksSo := regexp.MustCompile(`(?i)(name|service)$`)
	for group, kinds := range map[string][]string{
		"keda.sh":      {"ScaledObject", "TriggerAuthentication", "ClusterTriggerAuthentication"},
		"http.keda.sh": {"InterceptorRoute", "HTTPScaledObject"},
	} {
		for _, kind := range kinds {
			for _, path := range leaves(schemaOf(t, group, kind), "") {
				name := kind + " " + path
				if !strings.HasPrefix(path, "spec/") || !looksSo.MatchString(path) || slices.Contains(noReference, strings.TrimPrefix(name, "Cluster")) {
					continue
				}
				assert.True(t, slices.Contains(known, name), "%s may be a reference", name)
			}
		}
	}
}

// leaves returns the paths of all strings in a schema.
func leaves(schema *yaml.RNode, path string) []string {
	if items := schema.Field("items"); items != nil {
		return leaves(items.Value, path)
	}
	properties := schema.Field("properties")
	if properties == nil {
		if text, _ := schema.GetString("type"); text == "string" {
			return []string{path}
		}
		return nil
	}
	var all []string
	_ = properties.Value.VisitFields(func(f *yaml.MapNode) error {
		name := f.Key.YNode().Value
		all = append(all, leaves(f.Value, strings.TrimPrefix(path+"/"+name, "/"))...)
		return nil
	})
	return all
}

// TestNamesFollow renames a target of each kind with kustomize, and checks each field that
// names it: it follows with the component, and does not without.
func TestNamesFollow(t *testing.T) {
	dir := t.TempDir()
	files := tree{
		"with/kustomization.yaml":    "namePrefix: p-\nnamespace: prod\nresources: [../base]\ncomponents: [../names]\n",
		"without/kustomization.yaml": "namePrefix: p-\nnamespace: prod\nresources: [../base]\n",
		"base/kustomization.yaml":    "resources: [objects.yaml]\n",
	}
	type reference struct{ name, field string }
	var references []reference
	var text strings.Builder
	for i, r := range readNames(t).NameReference {
		target := fmt.Sprintf("t%d", i)
		fmt.Fprintf(&text, "---\napiVersion: %s\nkind: %s\nmetadata: {name: %s}\n", strings.TrimPrefix(r.Group+"/v1", "/"), r.Kind, target)
		for j, f := range r.FieldSpecs {
			name := fmt.Sprintf("r%d-%d", i, j)
			at, value := nested(schemaOf(t, f.Group, f.Kind), strings.Split(f.Path, "/"), target)
			fmt.Fprintf(&text, "---\napiVersion: %s/v1alpha1\nkind: %s\nmetadata: {name: %s}\n%s\n", f.Group, f.Kind, name, strings.TrimSuffix(strings.TrimPrefix(value, "{"), "}"))
			references = append(references, reference{f.Kind + "/p-" + name, at + " " + target})
		}
	}
	files["base/objects.yaml"] = text.String()
	require.NoError(t, files.write(dir))
	require.NoError(t, treeOf(t, filepath.Join(root, "config", "kustomize")).write(filepath.Join(dir, "names")))

	for folder, prefix := range map[string]string{"with": "p-", "without": ""} {
		built, err := parseObjects(harness.Output(t, kustomizeBuild(filepath.Join(dir, folder))))
		require.NoError(t, err)
		for _, r := range references {
			path, target, _ := strings.Cut(r.field, " ")
			o, err := built.only(r.name)
			require.NoError(t, err)
			got, err := o.field(path)
			require.NoError(t, err)
			assert.Equal(t, prefix+target+"\n", got, "%s %s %s the component", r.name, path, folder)
		}
	}
}

// nested returns a value at a path, as YAML in one line, and the path with list indexes.
func nested(schema *yaml.RNode, path []string, value string) (field, text string) {
	if items := schema.Field("items"); items != nil {
		below, text := nested(items.Value, path, value)
		return "0." + below, "[" + text + "]"
	}
	if len(path) == 0 {
		return "", value
	}
	below, text := nested(at(schema, path[0]), path[1:], value)
	return strings.TrimSuffix(path[0]+"."+below, "."), "{" + path[0] + ": " + text + "}"
}
