package main

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// mostWords is the length that the README may have. It introduces the product; the reference is beside the code.
const mostWords = 2000

func TestReadmeIsShort(t *testing.T) {
	text, err := os.ReadFile("README.md")
	require.NoError(t, err)
	assert.LessOrEqual(t, len(strings.Fields(string(text))), mostWords)
}

var (
	fencedBlock = regexp.MustCompile("(?ms)^ *```.*?^ *```$")
	codeSpan    = regexp.MustCompile("`[^`\n]*`")
	pageLink    = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	pageHeading = regexp.MustCompile(`(?m)^#+ +(.+)$`)
	notInAnchor = regexp.MustCompile(`[^\p{L}\p{N} _-]`)
)

// pages returns the text of all pages of the repository, without code blocks, by path.
func pages(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	require.NoError(t, filepath.WalkDir(".", func(file string, entry fs.DirEntry, err error) error {
		if err == nil && entry.IsDir() && (entry.Name() == ".git" || entry.Name() == ".keda") {
			return filepath.SkipDir
		}
		if err != nil || path.Ext(file) != ".md" {
			return err
		}
		text, err := os.ReadFile(file)
		all[filepath.ToSlash(file)] = fencedBlock.ReplaceAllString(string(text), "")
		return err
	}))
	return all
}

// anchors returns the anchors that GitHub gives the headings of a page.
func anchors(text string) map[string]bool {
	all := map[string]bool{}
	for _, m := range pageHeading.FindAllStringSubmatch(text, -1) {
		anchor := strings.ReplaceAll(notInAnchor.ReplaceAllString(strings.ToLower(m[1]), ""), " ", "-")
		for n := 0; all[anchor]; n++ {
			anchor = fmt.Sprintf("%s-%d", strings.TrimSuffix(anchor, fmt.Sprintf("-%d", n-1)), n)
		}
		all[anchor] = true
	}
	return all
}

// links returns the files in this repository that a page links to, and calls broken for links that lead nowhere.
func links(all map[string]string, page string, broken func(link string)) []string {
	var files []string
	for _, m := range pageLink.FindAllStringSubmatch(codeSpan.ReplaceAllString(all[page], ""), -1) {
		file, anchor, hasAnchor := strings.Cut(m[1], "#")
		if strings.Contains(m[1], ":") {
			continue // of the web
		}
		target := page
		if file != "" {
			target = path.Join(path.Dir(page), file)
		}
		if _, err := os.Stat(target); err != nil || hasAnchor && !anchors(all[target])[anchor] {
			broken(m[1])
		}
		files = append(files, target)
	}
	return files
}

func TestLinksLeadSomewhere(t *testing.T) {
	all := pages(t)
	for page := range all {
		links(all, page, func(link string) { assert.Fail(t, "a broken link", "%s: %s", page, link) })
	}
}

// TestEveryPageIsTwoClicksAway tests that readers find every page from the README, except the templates of GitHub
// and the expectations of tests.
func TestEveryPageIsTwoClicksAway(t *testing.T) {
	all := pages(t)
	found := map[string]bool{"README.md": true}
	for range 2 {
		next := map[string]bool{}
		for page := range found {
			for _, file := range links(all, page, func(string) {}) {
				next[file] = true
				next[path.Join(file, "README.md")] = true // GitHub shows it below the folder
			}
		}
		for file := range next {
			found[file] = true
		}
	}
	for page := range all {
		isTemplate := strings.HasPrefix(page, ".github/ISSUE_TEMPLATE") || page == ".github/pull_request_template.md"
		if !isTemplate && !strings.Contains(page, "/testdata/") {
			assert.True(t, found[page], "%s is not linked", page)
		}
	}
}
