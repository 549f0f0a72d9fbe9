package rule_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/krm"
	"modelhost.dev/scale-modelhosts/fn/render"
)

// TestPlaceholdersAreNotReported puts a placeholder into each field of packages without problems.
// There must be no new errors or warnings, because the value is not known yet.
func TestPlaceholdersAreNotReported(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	require.NoError(t, err)
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		require.NoError(t, err)
		for _, part := range archive.Files {
			// Copies in folders are matched by name.
			if !strings.HasPrefix(part.Name, "silent/") || part.Name == "silent/copy-in-another-folder" {
				continue
			}
			s := readShort(t, part)
			if s.Folder != nil || s.Import || s.Run || s.Rendered || s.Written.Kind == 0 && s.Stream == "" {
				continue
			}
			fillEach(t, filepath.Base(file)+" "+part.Name, s)
		}
	}
}

// fillEach puts a placeholder into each scalar of the package in turn.
func fillEach(t *testing.T, name string, s short) {
	in := krm.Input{Items: s.items(t), Namespace: s.Namespace}
	if s.Stream != "" {
		loaded, err := render.LoadStream(strings.NewReader(s.Stream), render.Options{})
		require.NoError(t, err)
		in.Items = loaded.Items
	}
	if s.Config.Kind != 0 {
		in.FunctionConfig = s.functionConfig(t)
	}
	before := blamed(fn.Check(in).Findings)
	for i, item := range in.Items {
		eachScalar(item.YNode(), "", func(n *yaml.Node, path string) {
			// A placeholder in a kind changes what the object is, and one in a scaling annotation is an error.
			if path == ".apiVersion" || path == ".kind" || strings.Contains(path, "autoscaling.modelhost.dev/") || strings.Contains(path, "config.kubernetes.io/") {
				return
			}
			old := *n
			*n = yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: "${X:=1}"}
			for f := range blamed(fn.Check(in).Findings) {
				assert.True(t, before[f], "%s, item %d %s: %s", name, i, path, f)
			}
			*n = old
		})
	}
}

func blamed(found finding.List) map[string]bool {
	texts := map[string]bool{}
	for _, f := range found {
		// A placeholder in a name matches no pattern.
		if f.Severity != finding.Info && f.Rule != "not-a-model-host" {
			texts[fmt.Sprintf("%s %s", f.Rule, f.Message)] = true
		}
	}
	return texts
}

func eachScalar(n *yaml.Node, path string, do func(n *yaml.Node, path string)) {
	switch n.Kind {
	case yaml.ScalarNode:
		do(n, path)
	case yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			eachScalar(n.Content[i+1], path+"."+n.Content[i].Value, do)
		}
	case yaml.SequenceNode, yaml.DocumentNode:
		for i, item := range n.Content {
			eachScalar(item, fmt.Sprintf("%s[%d]", path, i), do)
		}
	}
}
