package rule_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/reference"
	"modelhost.dev/scale-modelhosts/fn/rule"
)

const page = "README.md"

// tableRow is the beginning of a row in the table of rules.
var tableRow = regexp.MustCompile("(?m)^\\| `([a-z-]+)` \\|")

const pageHead = `# The rules

The tests generate this page from the code, and run each example. The first example of each
rule breaks it and gets the message below the example; the second does not. An error is
certain to be rejected or to fail, and leaves the package unchanged. A warning is certain to
have no effect, or right only if something outside the package is; with ` + "`strict`" + `,
warnings are errors.

If an example shows a ScaledObject without its Deployment, the package contains that
Deployment. If a Deployment has no spec, its pods do not matter.
`

// TestPage compares the page of all rules with the rules and their cases.
func TestPage(t *testing.T) {
	var b strings.Builder
	b.WriteString(pageHead)
	b.WriteString("\n# All rules\n\n" + tableRow.ReplaceAllString(reference.Sections()["rules"], "| [`$1`](#$1) |"))
	layers := map[string]rule.Layer{}
	for _, r := range rule.Catalogue() {
		layers[r.ID] = r.Layer
	}
	layer := rule.Layer("")
	for _, r := range fn.Rules() {
		if layers[r.ID] != layer {
			layer = layers[r.ID]
			fmt.Fprintf(&b, "\n# Rules: %s\n", layer)
		}
		writeRule(t, &b, r)
	}
	b.WriteString("\n# What is not checked\n\n" + reference.Sections()["unchecked"])
	if *update {
		require.NoError(t, os.WriteFile(page, []byte(b.String()), 0o644))
		return
	}
	written, err := os.ReadFile(page)
	require.NoError(t, err)
	assert.Equal(t, b.String(), string(written), "run with -update to write the page")
}

func writeRule(t *testing.T, b *strings.Builder, r finding.Rule) {
	archive, err := txtar.ParseFile(filepath.Join("testdata", r.ID+".txtar"))
	require.NoError(t, err)
	fmt.Fprintf(b, "\n## %s\n\n**%s**: %s.\n\nOn a cluster: %s.\n", r.ID, r.Severity, r.Summary, r.Consequence)
	for _, kind := range []struct{ folder, title string }{{"fires/", "Bad:"}, {"silent/", "Good:"}} {
		i := slices.IndexFunc(archive.Files, func(f txtar.File) bool { return strings.HasPrefix(f.Name, kind.folder) })
		require.GreaterOrEqual(t, i, 0)
		s := readShort(t, archive.Files[i])
		fmt.Fprintf(b, "\n%s\n\n```yaml\n%s```\n", kind.title, s.shown(t))
		if kind.folder != "fires/" {
			continue
		}
		for _, f := range s.findings(t) {
			if f.Rule == r.ID {
				fmt.Fprintf(b, "\n> %s\n", f)
				break
			}
		}
	}
}

// shown returns the package as the page shows it, without irrelevant fields.
func (s short) shown(t *testing.T) string {
	if s.Stream != "" {
		return s.Stream
	}
	var parts []string
	for _, name := range slices.Sorted(maps.Keys(s.Folder)) {
		parts = append(parts, "# "+name+"\n"+s.Folder[name])
	}
	if s.Folder != nil {
		return strings.Join(parts, "---\n")
	}
	if s.Config.Kind != 0 {
		parts = append(parts, text(t, s.functionConfig(t)))
	}
	if !s.Alone && (s.Written.Kind == 0 || s.Pod.Kind != 0 || len(s.Annotations) > 0) {
		parts = append(parts, text(t, s.shownHost(t)))
	}
	for _, o := range s.others() {
		parts = append(parts, text(t, o))
	}
	if s.Written.Kind != 0 {
		parts = append(parts, text(t, s.scaledObject(t)))
	}
	return strings.Join(parts, "---\n")
}

func (s short) shownHost(t *testing.T) *yaml.RNode {
	host := s.host(t)
	if s.Pod.Kind == 0 {
		require.NoError(t, host.PipeE(yaml.Clear("spec")))
	}
	return host
}

// text returns an object in block style, with one field per line.
func text(t *testing.T, item *yaml.RNode) string {
	item = item.Copy()
	block(item.YNode())
	out, err := item.String()
	require.NoError(t, err)
	return out
}

func block(n *yaml.Node) {
	n.Style &^= yaml.FlowStyle
	for _, child := range n.Content {
		block(child)
	}
}
