package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var (
	namedTest    = regexp.MustCompile("`(Test[A-Za-z]+)[`/]")
	declaredTest = regexp.MustCompile(`(?m)^func (Test[A-Za-z]+)\(`)
	namedFile    = regexp.MustCompile("`((?:config|examples|fn|testdata|\\.[a-z]+)/[A-Za-z0-9_/.-]+)`")
)

// TestContributingNamesWhatIsThere tests that the tests and files that CONTRIBUTING.md names
// exist, except the files of its two examples.
func TestContributingNamesWhatIsThere(t *testing.T) {
	text, err := os.ReadFile(".github/CONTRIBUTING.md")
	require.NoError(t, err)
	tests := declaredTests(t)
	for _, m := range namedTest.FindAllStringSubmatch(string(text), -1) {
		assert.True(t, tests[m[1]], "there is no %s", m[1])
	}
	written := map[string]bool{
		"fn/rule/polling_interval_long.go": true, "fn/rule/testdata/polling-interval-long.txtar": true,
		"testdata/hosts/.bin": true,
	}
	for _, m := range namedFile.FindAllStringSubmatch(string(text), -1) {
		if !written[m[1]] {
			_, err := os.Stat(m[1])
			assert.NoError(t, err)
		}
	}
}

// declaredTests returns the names of all tests, those of other modules included.
func declaredTests(t *testing.T) map[string]bool {
	t.Helper()
	tests := map[string]bool{}
	require.NoError(t, filepath.WalkDir(".", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		for _, m := range declaredTest.FindAllSubmatch(text, -1) {
			tests[string(m[1])] = true
		}
		return err
	}))
	return tests
}
