package keda_test

import (
	"encoding/json"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	kedav1alpha1 "github.com/kedacore/keda/v2/apis/keda/v1alpha1"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/fn/keda"
	oracle "modelhost.dev/scale-modelhosts/testdata/oracle/keda"
)

// TestTypesMatchKEDA tests that the product's own types have KEDA's fields, and no others.
func TestTypesMatchKEDA(t *testing.T) {
	t.Log("KEDA", oracle.Version)
	cases := []struct{ ours, theirs reflect.Type }{
		{reflect.TypeFor[keda.ScaledObjectSpec](), reflect.TypeFor[kedav1alpha1.ScaledObjectSpec]()},
		{reflect.TypeFor[keda.TriggerAuthenticationSpec](), reflect.TypeFor[kedav1alpha1.TriggerAuthenticationSpec]()},
	}
	for _, c := range cases {
		t.Run(c.theirs.Name(), func(t *testing.T) {
			ours, theirs := paths(c.ours), paths(c.theirs)
			for path, why := range allowed {
				if theirs[path] != "" && ours[path] == "" {
					t.Logf("left out: %s: %s", path, why)
					delete(theirs, path)
				}
			}
			assert.Equal(t, slices.Sorted(maps.Keys(theirs)), slices.Sorted(maps.Keys(ours)))
			for path, kind := range theirs {
				if kind != custom && ours[path] != custom && ours[path] != "" {
					assert.Equal(t, kind, ours[path], path)
				}
			}
		})
	}
}

// allowed lists fields of KEDA that the product's types omit, with the reason.
var allowed = map[string]string{}

// custom marks types that decode themselves from JSON, such as a Quantity.
const custom = "custom"

// paths returns all JSON field paths of a type, each with the kind of JSON value.
func paths(t reflect.Type) map[string]string {
	found := map[string]string{}
	walk(t, "", found)
	return found
}

func walk(t reflect.Type, path string, found map[string]string) {
	switch {
	case reflect.PointerTo(t).Implements(reflect.TypeFor[json.Unmarshaler]()):
		found[path] = custom
	case t.Kind() == reflect.Pointer:
		walk(t.Elem(), path, found)
	case t.Kind() == reflect.Slice:
		walk(t.Elem(), path+"[]", found)
	case t.Kind() == reflect.Map:
		walk(t.Elem(), path+"{}", found)
	case t.Kind() == reflect.Struct:
		walkFields(t, path, found)
	case slices.Contains([]reflect.Kind{reflect.Int32, reflect.Int64, reflect.Int}, t.Kind()):
		found[path] = "integer"
	default:
		found[path] = t.Kind().String()
	}
}

func walkFields(t reflect.Type, path string, found map[string]string) {
	for f := range t.Fields() {
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case name == "-" || !f.IsExported():
		case name == "" && (f.Anonymous || options == "inline"):
			walk(f.Type, path, found)
		default:
			walk(f.Type, strings.TrimPrefix(path+"."+name, "."), found)
		}
	}
}

// TestCRDsMatchModule tests that the CRDs here are those of the KEDA version in go.mod.
func TestCRDsMatchModule(t *testing.T) {
	version, dir := module(t)
	assert.Equal(t, oracle.Version, version)
	copies, err := filepath.Glob("crds/keda.sh_*.yaml")
	require.NoError(t, err)
	require.Len(t, copies, 3)
	for _, path := range copies {
		ours, err := os.ReadFile(path)
		require.NoError(t, err)
		theirs, err := os.ReadFile(filepath.Join(dir, "config", "crd", "bases", filepath.Base(path)))
		require.NoError(t, err)
		assert.Equal(t, string(theirs), string(ours), path)
	}
}

// TestCRDsMatchReleases tests that third-party CRDs are those of the releases in
// crds/README.md.
func TestCRDsMatchReleases(t *testing.T) {
	readme, err := os.ReadFile("crds/README.md")
	require.NoError(t, err)
	for ours, theirs := range map[string][2]string{
		"http.keda.sh_httpscaledobjects.yaml":            {"github.com/kedacore/http-add-on v0.12.0", "config/crd/bases/http.keda.sh_httpscaledobjects.yaml"},
		"http.keda.sh_interceptorroutes_v0.15.0.yaml":    {"github.com/kedacore/http-add-on v0.15.0", "config/crd/bases/http.keda.sh_interceptorroutes.yaml"},
		"networking.istio.io_virtualservices.yaml":       {"istio.io/api v1.29.2", "kubernetes/customresourcedefinitions.gen.yaml"},
		"gateway.networking.k8s.io_httproutes.yaml":      {"sigs.k8s.io/gateway-api v1.4.1", "config/crd/standard/gateway.networking.k8s.io_httproutes.yaml"},
		"gateway.networking.k8s.io_referencegrants.yaml": {"sigs.k8s.io/gateway-api v1.4.1", "config/crd/standard/gateway.networking.k8s.io_referencegrants.yaml"},
	} {
		assert.Contains(t, string(readme), theirs[0], ours)
		copied, err := os.ReadFile(filepath.Join("crds", ours))
		require.NoError(t, err)
		original, err := os.ReadFile(filepath.Join(release(t, theirs[0]), theirs[1]))
		require.NoError(t, err)
		assert.True(t, strings.Contains(string(original), string(copied)), ours)
	}
}

// release returns the folder of a module that is not in go.mod, "path version".
func release(t *testing.T, module string) string {
	out, err := exec.Command("go", "mod", "download", "-json", strings.Replace(module, " ", "@", 1)).Output()
	var got struct{ Dir, Error string }
	require.NoError(t, json.Unmarshal(out, &got))
	require.NoError(t, err, got.Error)
	return got.Dir
}

// module returns KEDA's version and folder.
func module(t *testing.T) (version, dir string) {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Version}} {{.Dir}}", "github.com/kedacore/keda/v2").Output()
	require.NoError(t, err)
	version, dir, _ = strings.Cut(strings.TrimSpace(string(out)), " ")
	return version, dir
}
