package kpt

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	sdk "github.com/kptdev/krm-functions-sdk/go/fn"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/config"
)

// TestDocMatchesTheSDK compares the output with that of the SDK's own main for the same files.
func TestDocMatchesTheSDK(t *testing.T) {
	var ours bytes.Buffer
	require.NoError(t, WriteDoc(&ours))
	assert.Equal(t, bySDK(t, "--doc"), strings.TrimSuffix(ours.String(), "\n"))
}

// bySDK returns the output of a function built with the SDK for this README and metadata.
func bySDK(t *testing.T, flag string) string {
	args, stdout := os.Args, os.Stdout
	t.Cleanup(func() { os.Args, os.Stdout = args, stdout })
	r, w, err := os.Pipe()
	require.NoError(t, err)
	os.Args, os.Stdout = []string{"function", flag}, w
	done := make(chan string)
	go func() {
		text, _ := io.ReadAll(r)
		done <- string(text)
	}()
	function := sdk.ResourceListProcessorFunc(func(*sdk.ResourceList) (bool, error) { return true, nil })
	require.NoError(t, sdk.AsMain(function, sdk.WithDocs([]byte(readme), metadata)))
	require.NoError(t, w.Close())
	return <-done
}

// TestMetadataMatchesTheCatalog checks the metadata against the catalog's schema: only
// these fields, the first three required, and only known tags.
func TestMetadataMatchesTheCatalog(t *testing.T) {
	decoder := yaml.NewDecoder(bytes.NewReader(metadata))
	decoder.KnownFields(true)
	var d Document
	require.NoError(t, decoder.Decode(&d))
	assert.NotEmpty(t, d.Image)
	assert.NotEmpty(t, d.Description)
	require.NotEmpty(t, d.Tags)
	assert.Subset(t, []string{"mutator", "validator", "viewer", "generator"}, d.Tags)
	assert.Equal(t, "Apache-2.0", d.License)
	for _, url := range d.ExamplePackageURLs {
		example := strings.TrimPrefix(url, d.SourceURL)
		assert.FileExists(t, filepath.Join("..", "..", filepath.FromSlash(example), "Kptfile"), url)
		assert.FileExists(t, filepath.Join("..", "..", filepath.FromSlash(example), ".expected", "diff.patch"), url)
	}
}

// TestNoSectionIsEmpty fails if a section is empty because its comment is missing.
func TestNoSectionIsEmpty(t *testing.T) {
	d, err := Read()
	require.NoError(t, err)
	for name, text := range map[string]string{"short": d.Short, "long": d.Long, "examples": d.Examples} {
		assert.NotEmpty(t, text, name)
		assert.NotContains(t, text, "mdtogo", name)
	}
	assert.Equal(t, d.Description, d.Short)
}

// TestFunctionConfigInTheDocLoads loads the functionConfig that readers copy.
func TestFunctionConfigInTheDocLoads(t *testing.T) {
	_, after, found := strings.Cut(readme, "```yaml\n")
	require.True(t, found)
	text, _, _ := strings.Cut(after, "```")
	node, err := yaml.Parse(text)
	require.NoError(t, err)
	require.True(t, config.IsOwn(node.YNode()))
	_, problems := config.Load(node.YNode())
	assert.Empty(t, problems)
}
