package resourcelist

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	sdk "github.com/kptdev/krm-functions-sdk/go/fn"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"sigs.k8s.io/kustomize/kyaml/kio"
	"sigs.k8s.io/kustomize/kyaml/yaml"
)

// The output of kustomize, kpt and the SDK for the examples is read line by line.
func TestListsOfHostsAreReadByLines(t *testing.T) {
	lists := 0
	require.NoError(t, filepath.WalkDir("../../examples", func(file string, _ fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(file) != ".yaml" || strings.Contains(file, "templates") {
			return err
		}
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		items, err := (&kio.ByteReader{Reader: bytes.NewReader(text), SetAnnotations: map[string]string{"internal.config.kubernetes.io/path": file}}).Read()
		if err != nil || len(items) == 0 {
			return nil // some examples are not objects
		}
		var list bytes.Buffer
		writer := kio.ByteWriter{Writer: &list, KeepReaderAnnotations: true, WrappingAPIVersion: kio.ResourceListAPIVersion, WrappingKind: kio.ResourceListKind, FunctionConfig: items[0]}
		require.NoError(t, writer.Write(items))
		for name, text := range map[string][]byte{"kustomize and kpt": list.Bytes(), "the SDK": fromSDK(t, list.Bytes())} {
			_, ok := split(text)
			assert.True(t, ok, "%s of %s:\n%s", name, file, text)
			l, err := Read(text)
			require.NoError(t, err)
			assert.Nil(t, l.codec.document, "%s of %s", name, file)
			lists++
		}
		return nil
	}))
	assert.Greater(t, lists, 50)
}

func fromSDK(t *testing.T, text []byte) []byte {
	t.Helper()
	list, err := sdk.ParseResourceList(text)
	require.NoError(t, err)
	out, err := list.ToYAML()
	require.NoError(t, err)
	return out
}

// The line reader accepts the YAML library's encoding of ordinary values.
func TestOrdinaryValuesAreReadByLines(t *testing.T) {
	for _, value := range []string{
		"a: -1\n", "a: --flag=x\n", "a: :8080\n", "a: it's\n", "a: \"yes\"\n", "a: 'x: y'\n", "a: \"a\\tb\"\n", "a: {}\nb: []\n", "a: [--x, c, \"1\"]\n", "a: {b: c, d: [e]}\n",
		"a: |\n  - x: \"\n\n    y\n", "a: |-\n  x\n", "a: >-\n  x\n  y\n", "a: |+\n  x\n\n", "a:\n- - b\n  - c\n- d: e\n  f:\n  - g\n", "a/b.c-d_e: f\n\"1\": x\n", "a: b # c\n# d\ne: f\n",
		"a: http://b/c?d=e#f\n", "a: ${B}\n", "a: é\n", "a:\nb: null\n", "a: \"{{ x }}\"\n", "a: x,y\n",
	} {
		node, err := yaml.Parse("kind: A\n" + value)
		require.NoError(t, err)
		var list bytes.Buffer
		writer := kio.ByteWriter{Writer: &list, WrappingAPIVersion: kio.ResourceListAPIVersion, WrappingKind: kio.ResourceListKind}
		require.NoError(t, writer.Write([]*yaml.RNode{node}))
		_, ok := split(list.Bytes())
		assert.True(t, ok, "%s", list.String())
	}
}
