package release

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// standIn is a fake cosign that signs nothing. Its bundle contains its arguments, one per
// line, and the file to be signed as it was at that time.
const standIn = `#!/bin/sh
for argument; do
  case $argument in --bundle=*) bundle=${argument#--bundle=} ;; esac
  file=$argument
done
[ ! -e "$bundle" ] || exit 1
{ printf '%s\n' "$@"; cat "$file"; } >"$bundle"
`

// cosign returns a folder with the fake cosign.
func cosign(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "cosign"), []byte(standIn), 0o700))
	return dir
}

// requireSigned fails unless cosign was called once, for the released checksums, with no key
// and no prompt, and wrote one bundle next to them.
func requireSigned(t *testing.T, dist string) {
	t.Helper()
	bundles, err := filepath.Glob(filepath.Join(dist, "*.sigstore.json"))
	require.NoError(t, err)
	require.Equal(t, []string{filepath.Join(dist, "checksums.txt.sigstore.json")}, bundles)
	const checksums = ".ci/release/dist/checksums.txt"
	want := []string{"sign-blob", "--yes", "--bundle=" + checksums + ".sigstore.json", checksums}
	assert.Equal(t, strings.Join(want, "\n")+"\n"+text(t, dist, "checksums.txt"), text(t, dist, "checksums.txt.sigstore.json"))
}
