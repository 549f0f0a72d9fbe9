package rule_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/fn"
	"modelhost.dev/scale-modelhosts/fn/finding"
)

var update = flag.Bool("update", false, "write the findings into testdata")

// TestRules runs the cases of each rule. A file of testdata has the cases of one rule: each part is a
// package with one host, in short form. Those under fires/ get a finding, those under silent/ do not.
// The part messages has the findings.
func TestRules(t *testing.T) {
	for _, r := range fn.Rules() {
		t.Run(r.ID, func(t *testing.T) { testRule(t, r) })
	}
}

func TestEveryFileBelongsToARule(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	require.NoError(t, err)
	for _, file := range files {
		id := strings.TrimSuffix(filepath.Base(file), ".txtar")
		assert.True(t, slices.ContainsFunc(fn.Rules(), func(r finding.Rule) bool { return r.ID == id }), "there is no rule %s", id)
	}
}

func TestIDsDiffer(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range fn.Rules() {
		assert.False(t, seen[r.ID], r.ID)
		assert.NotEmpty(t, r.Summary, r.ID)
		assert.NotEmpty(t, r.Consequence, r.ID)
		seen[r.ID] = true
	}
}

func testRule(t *testing.T, r finding.Rule) {
	file := filepath.Join("testdata", r.ID+".txtar")
	archive, err := txtar.ParseFile(file)
	require.NoError(t, err)
	cases := map[string]int{}
	var messages strings.Builder
	expected := ""
	for _, part := range archive.Files {
		if part.Name == "messages" {
			expected = string(part.Data)
			continue
		}
		what, name, _ := strings.Cut(part.Name, "/")
		cases[what]++
		found := readShort(t, part).findings(t)
		own := slices.DeleteFunc(slices.Clone(found), func(f finding.Finding) bool { return f.Rule != r.ID })
		switch what {
		case "fires":
			assert.NotEmpty(t, own, "%s does not fire; there is %v", part.Name, found)
		case "silent":
			assert.Empty(t, own, "%s fires", part.Name)
			assert.False(t, found.HasErrors(), "%s is not a sound package: %v", part.Name, found)
		default:
			t.Errorf("%s is neither under fires/ nor under silent/", part.Name)
		}
		for _, f := range own {
			assert.Equal(t, r.Severity, f.Severity)
			fmt.Fprintf(&messages, "%s: %s\n", name, f)
		}
	}
	assert.NotZero(t, cases["fires"], "no case fires the rule")
	assert.NotZero(t, cases["silent"], "no case leaves the rule silent")
	if *update {
		archive.Files = slices.DeleteFunc(archive.Files, func(f txtar.File) bool { return f.Name == "messages" })
		archive.Files = append(archive.Files, txtar.File{Name: "messages", Data: []byte(messages.String())})
		require.NoError(t, os.WriteFile(file, txtar.Format(archive), 0o644))
		return
	}
	assert.Equal(t, expected, messages.String(), "run with -update to write the file")
}
