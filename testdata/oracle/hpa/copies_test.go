package hpa_test

import (
	"bytes"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/printer"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/testdata/oracle/hpa/keda"
	"modelhost.dev/scale-modelhosts/testdata/oracle/hpa/kubernetes"
)

const (
	kedaModule       = "github.com/kedacore/keda/v2"
	kubernetesModule = "k8s.io/kubernetes"
)

// module returns the version and folder of a module, of go.mod or at a version.
func module(t *testing.T, name string) (version, dir string) {
	out, err := exec.Command("go", "mod", "download", "-json", name).Output()
	require.NoError(t, err)
	var got struct{ Version, Dir string }
	require.NoError(t, json.Unmarshal(out, &got))
	return got.Version, got.Dir
}

// TestReleases tests that the oracle is compiled from the releases that it names.
func TestReleases(t *testing.T) {
	version, dir := module(t, kedaModule)
	assert.Equal(t, keda.Version, version)
	version, _ = module(t, kubernetesModule)
	assert.Equal(t, kubernetes.Version, version)

	copier, err := os.ReadFile("upstream/main.go")
	require.NoError(t, err)
	assert.Contains(t, string(copier), `"`+kubernetesModule+"@"+kubernetes.BetaVersion+`"`)

	for ours, theirs := range map[string]string{
		"keda/upstream_hpa.go":                  "controllers/keda/hpa.go",
		"scalers/upstream_cpu_memory_scaler.go": "pkg/scalers/cpu_memory_scaler.go",
	} {
		got, err := os.ReadFile(ours)
		require.NoError(t, err)
		want, err := os.ReadFile(filepath.Join(dir, theirs))
		require.NoError(t, err)
		assert.Equal(t, string(want), string(got), "%s: go run ./upstream", ours)
	}
}

// TestBetasConvertToTheSameType guards against silent misreading: the betas' conversions are
// from another release than the type that they convert to.
func TestBetasConvertToTheSameType(t *testing.T) {
	_, dir := module(t, kubernetesModule)
	_, beta := module(t, kubernetesModule+"@"+kubernetes.BetaVersion)
	assert.Equal(t, types(t, dir), types(t, beta))
}

// types returns the declarations of the internal HPA's types, without comments.
func types(t *testing.T, dir string) string {
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, filepath.Join(dir, "pkg/apis/autoscaling/types.go"), nil, parser.SkipObjectResolution)
	require.NoError(t, err)
	var out bytes.Buffer
	for _, decl := range file.Decls {
		if d, ok := decl.(*ast.GenDecl); ok && d.Tok == token.TYPE {
			require.NoError(t, (&printer.Config{Mode: printer.RawFormat}).Fprint(&out, files, d))
			out.WriteString("\n")
		}
	}
	require.Contains(t, out.String(), "type HorizontalPodAutoscalerSpec struct")
	return out.String()
}
