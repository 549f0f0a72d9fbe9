package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/fn/cli"
)

// program returns what the program prints on stdout, and its exit code.
func program(t *testing.T, stdin string, args ...string) (stdout string, code int) {
	t.Helper()
	var out, messages bytes.Buffer
	code = cli.Main(args, strings.NewReader(stdin), &out, &messages)
	require.Empty(t, messages.String())
	return out.String(), code
}

// TestExamplesAreCheckedAsTheyAre checks that check reports nothing about an example or its output,
// and that --rendered distinguishes the two.
func TestExamplesAreCheckedAsTheyAre(t *testing.T) {
	for _, dir := range examples(t) {
		t.Run(filepath.ToSlash(dir), func(t *testing.T) {
			out, code := program(t, "", "check", dir, "--strict")
			assert.Zero(t, code, out)
			assert.Regexp(t, `^\d+ model hosts? checked, no problems\n$`, out)

			// A kustomization that lists the function renders itself; kpt packages are files.
			out, code = program(t, "", "check", dir, "--rendered")
			if _, err := os.Stat(filepath.Join(dir, "kustomization.yaml")); err == nil {
				assert.Zero(t, code, out)
			} else {
				assert.Equal(t, 1, code)
				assert.Contains(t, out, "[not-rendered]")
			}

			rendered, code := program(t, "", "render", dir)
			require.Zero(t, code)
			out, code = program(t, rendered, "check", "-", "--rendered", "--config", filepath.Join(dir, configFile))
			assert.Zero(t, code, out)
		})
	}
}

// TestExamplesAreExplained checks that explain prints what every example scales on, in every
// format.
func TestExamplesAreExplained(t *testing.T) {
	for _, dir := range examples(t) {
		t.Run(filepath.ToSlash(dir), func(t *testing.T) {
			for _, format := range []string{"text", "json", "markdown"} {
				out, code := program(t, "", "explain", dir, "--format", format)
				assert.Zero(t, code, out)
				assert.Contains(t, out, "→ more replicas")
				assert.Contains(t, out, "is created")
			}
		})
	}
}
