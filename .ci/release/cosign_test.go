package release

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// standIn is a cosign that signs nothing: the bundle has its arguments, one a line, and
// the file as it was when it was to be signed.
const standIn = `#!/bin/sh
for argument; do
  case $argument in --bundle=*) bundle=${argument#--bundle=} ;; esac
  file=$argument
done
[ ! -e "$bundle" ] || exit 1
{ printf '%s\n' "$@"; cat "$file"; } >"$bundle"
`

// cosign is a folder with the stand-in.
func cosign(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "cosign"), []byte(standIn), 0o700))
	return dir
}

// requireSigned has cosign be called once, for the checksums as they are released, with
// no key, without a question, and write the one bundle beside them.
func requireSigned(t *testing.T, dist string) {
	t.Helper()
	bundles, err := filepath.Glob(filepath.Join(dist, "*.sigstore.json"))
	require.NoError(t, err)
	require.Equal(t, []string{filepath.Join(dist, "checksums.txt.sigstore.json")}, bundles)
	const checksums = ".ci/release/dist/checksums.txt"
	want := []string{"sign-blob", "--yes", "--bundle=" + checksums + ".sigstore.json", checksums}
	assert.Equal(t, strings.Join(want, "\n")+"\n"+text(t, dist, "checksums.txt"), text(t, dist, "checksums.txt.sigstore.json"))
}
