package main

import (
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// picture is the diagram of groups of packages in CONTRIBUTING.md.
type picture struct {
	// groups maps packages to their groups.
	groups map[string]string
	arrows map[string][]string
}

var (
	pictureGroup = regexp.MustCompile(`^(\w+)\["<b>[^<]*</b>(.*)"\]$`)
	pictureArrow = regexp.MustCompile(`^(\w+) --> (\w+)$`)
)

func readPicture(t *testing.T) picture {
	t.Helper()
	text, err := os.ReadFile(".github/CONTRIBUTING.md")
	require.NoError(t, err)
	_, diagram, found := strings.Cut(string(text), "```mermaid\n")
	require.True(t, found, "CONTRIBUTING.md has no diagram")
	diagram, _, _ = strings.Cut(diagram, "```")
	p := picture{groups: map[string]string{}, arrows: map[string][]string{}}
	for line := range strings.Lines(diagram) {
		line = strings.TrimSpace(line)
		if m := pictureGroup.FindStringSubmatch(line); m != nil {
			for _, pkg := range strings.Split(strings.TrimPrefix(m[2], "<br/>"), "<br/>") {
				require.Empty(t, p.groups[pkg], "%s is in two groups", pkg)
				p.groups[pkg] = m[1]
			}
		} else if m := pictureArrow.FindStringSubmatch(line); m != nil {
			p.arrows[m[1]] = append(p.arrows[m[1]], m[2])
		} else {
			require.Equal(t, "flowchart TD", line)
		}
	}
	return p
}

// leads reports whether arrows lead from one group to another.
func (p picture) leads(from, to string) bool {
	seen := map[string]bool{}
	for open := p.arrows[from]; len(open) > 0; {
		next := open[0]
		open = open[1:]
		if next == to {
			return true
		}
		if !seen[next] {
			seen[next] = true
			open = append(slices.Clone(open), p.arrows[next]...)
		}
	}
	return false
}

// TestContributingShowsTheImports compares the diagram in CONTRIBUTING.md with the imports.
// Every package is in it. An import from one group to another follows the arrows, over other
// groups or directly, and each arrow has such an import.
func TestContributingShowsTheImports(t *testing.T) {
	graph, p := imports(t), readPicture(t)
	require.Equal(t, slices.Sorted(maps.Keys(graph)), slices.Sorted(maps.Keys(p.groups)), "the packages, and those in the diagram")
	direct := map[string][]string{}
	for pkg, imported := range graph {
		for _, other := range imported {
			from, to := p.groups[pkg], p.groups[other]
			if from == to {
				continue
			}
			direct[from] = append(direct[from], to)
			assert.True(t, p.leads(from, to), "%s imports %s, but no arrow leads from %s to %s", pkg, other, from, to)
		}
	}
	for from, all := range p.arrows {
		for _, to := range all {
			assert.Contains(t, direct[from], to, "no package of %s imports one of %s", from, to)
			assert.False(t, p.leads(to, from), "the arrows between %s and %s are a circle", from, to)
		}
	}
}
