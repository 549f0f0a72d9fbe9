package rule_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn"
	"modelhost.dev/scale-modelhosts/fn/finding"
)

// TestNoSettingHidesAnError turns all rules off, as far as that is possible, and ignores everything about all kinds. Every
// case still has the same errors.
func TestNoSettingHidesAnError(t *testing.T) {
	var spec strings.Builder
	spec.WriteString("{check: {ignore: [{files: ['**'], reason: a}, {kinds: [Deployment, StatefulSet, ScaledObject, functionConfig, HorizontalPodAutoscaler, Secret], reason: a}], rules: {")
	for _, r := range fn.Rules() {
		if r.Severity != finding.Error {
			spec.WriteString(r.ID + ": 'off', ")
		}
	}
	spec.WriteString("}}}")
	files, err := filepath.Glob("testdata/*.txtar")
	require.NoError(t, err)
	var compared int
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		require.NoError(t, err)
		for _, part := range archive.Files {
			if !strings.HasPrefix(part.Name, "fires/") {
				continue
			}
			s := readShort(t, part)
			if s.Folder != nil || s.Stream != "" || s.Import || s.Checked || s.Config.Kind != 0 {
				continue
			}
			require.NoError(t, yaml.Unmarshal([]byte("{}"), &s.Config))
			before := s.findings(t)
			require.NoError(t, yaml.Unmarshal([]byte(spec.String()), &s.Config))
			after := s.findings(t)
			assert.Equal(t, before.Of(finding.Error), after.Of(finding.Error), "%s %s", file, part.Name)
			assert.Empty(t, append(after.Of(finding.Warning), after.Of(finding.Info)...), "%s %s", file, part.Name)
			compared++
		}
	}
	assert.Greater(t, compared, 200)
}
