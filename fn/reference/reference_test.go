package reference_test

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/annotation"
	"modelhost.dev/scale-modelhosts/fn/reference"
	"modelhost.dev/scale-modelhosts/fn/rule"
	"modelhost.dev/scale-modelhosts/fn/signal"
)

func TestMarkdownHasAllSections(t *testing.T) {
	sections := reference.Sections()
	names := []string{"annotations", "flat-keys", "function-config", "istio", "labels", "profiles", "rules", "signals", "unchecked"}
	assert.Equal(t, names, slices.Sorted(maps.Keys(sections)))
	whole := reference.Markdown()
	for name, body := range sections {
		assert.Contains(t, whole, body, name)
		assert.True(t, strings.HasPrefix(body, "| "), name)
		assert.True(t, strings.HasSuffix(body, "\n"), name)
		assert.False(t, strings.HasSuffix(body, "\n\n"), name)
	}
	assert.Equal(t, whole, reference.Markdown())
}

func TestEveryRowHasAllItsCells(t *testing.T) {
	for name, body := range reference.Sections() {
		columns := 0
		for line := range strings.Lines(body) {
			if !strings.HasPrefix(line, "|") {
				continue
			}
			bars := strings.Count(line, "|") - strings.Count(line, `\|`)
			if columns == 0 {
				columns = bars
			}
			assert.Equal(t, columns, bars, "%s: %s", name, line)
			assert.NotContains(t, line, "|  |", "%s: an empty cell", name)
		}
	}
}

func row(t *testing.T, section, name string) string {
	t.Helper()
	for line := range strings.Lines(reference.Sections()[section]) {
		if strings.HasPrefix(line, "| `"+name+"` |") {
			return line
		}
	}
	assert.Fail(t, "no row", "%s in %s", name, section)
	return ""
}

func TestEveryAnnotationHasARow(t *testing.T) {
	for _, k := range annotation.Vocabulary() {
		assert.Contains(t, row(t, "annotations", k.Name), k.Effect)
	}
	row(t, "annotations", "<signal>-activation")
}

func TestEverySignalHasARow(t *testing.T) {
	for _, s := range signal.BuiltIn() {
		line := row(t, "signals", s.Name)
		for _, part := range []string{s.Description, s.Unit, s.MetricType, s.Source, s.Version} {
			assert.Contains(t, line, part)
		}
		assert.Contains(t, reference.Sections()["signals"], "\n# "+s.Name+"\n"+s.Query)
	}
	row(t, "signals", "cpu")
	row(t, "signals", "memory")
	assert.Contains(t, row(t, "signals", "rps"), "| yes |")
	assert.Contains(t, row(t, "signals", "gpu"), "| percent | 0 to 100 | Value | no |")
	assert.Contains(t, row(t, "signals", "vllm-queue"), "| requests | from 0 | AverageValue | no |")
}

func TestEveryLabelPresetHasARow(t *testing.T) {
	for _, p := range config.LabelPresets() {
		assert.Contains(t, row(t, "labels", p.Name), "| `"+p.Pod+"` | `"+p.Namespace+"` | `"+p.ServerPod+"` | `"+p.ServerNamespace+"` |")
	}
}

func TestEverySettingOfIstioHasARow(t *testing.T) {
	section := reference.Sections()["istio"]
	assert.Equal(t, 10, strings.Count(section, "\n"), "eight combinations differ")
	assert.Contains(t, section, "| `sidecar` | `all` | no | `reporter=\"source\", destination_service=")
	assert.Contains(t, section, "| `ambient` | `all` | no | `reporter=~\"source\\|waypoint\", destination_service=")
	assert.Contains(t, section, "| `ambient` | `mesh` | yes | `reporter=\"waypoint\", source_workload!=\"istio-ingressgateway\", destination_service=")
}

func TestEveryBuiltInProfileIsWrittenOut(t *testing.T) {
	for name := range config.BuiltinProfiles() {
		row(t, "profiles", name)
		assert.Contains(t, reference.Sections()["profiles"], "\n  "+name+":\n    minReplicas: ")
	}
}

func TestFieldsOfTheFunctionConfig(t *testing.T) {
	tests := []struct{ field, value, meaning string }{
		{"spec.hpaPolicy", "`strip`, `adopt`, `refuse`", "the action for an HPA that scales a model host: strip removes it (default), adopt removes it and takes over its bounds and metrics, refuse reports an error"},
		{"spec.selector.kinds", "list of `Deployment`, `StatefulSet`, `Rollout`", "the kinds of workloads to scan. Default Deployment, StatefulSet and Rollout"},
		{"spec.selector.matchLabels", "map of strings", "labels that the workload's metadata must have"},
		{"spec.limits.maxReplicas", "integer from 0", "the highest maximum that a model host may set. 0 means no limit"},
		{"spec.defaults.cooldownPeriod", "duration", "how long KEDA waits after the last activity of a trigger before it scales to zero, e.g. 5m"},
		{"spec.defaults.signals.<name>.target", "number or quantity", `the target value, in the signal's unit. "off" removes an inherited signal`},
		{"spec.defaults.schedule", "list of strings, or `off`", `sets a minimum replica count at fixed times, one line per range: DAYS FROM-TO TIMEZONE: REPLICAS, such as "Mon-Fri 08:00-20:00 Europe/Berlin: 3". The list replaces an inherited one; off removes it`},
		{"spec.defaults.triggers[].signal", "string", "names the signal. Of the fields of a KEDA trigger, only name and useCachedMetrics can be combined with it"},
		{"spec.defaults.triggers[].metadata", "map of strings", "the scaler's settings; required"},
		{"spec.defaults.behavior", "as in KEDA", "the HPA's scaling behavior"},
		{"spec.signals.<name>.query", "string", "**required**; PromQL that returns one series. These placeholders are replaced: $(key), $(namespace), $(deployment), $(service), $(pod-regex), $(pod-label), $(namespace-label), $(server-pod-label), $(server-namespace-label), $(istio-requests), $(window) and $(window-seconds)"},
		{"spec.profiles.<name>.…", "as `spec.defaults`", "every field of `spec.defaults`"},
		{"spec.authentication.<name>.hashiCorpVault", "as in KEDA", "see KEDA's documentation"},
		{"spec.authentication.<name>.secretTargetRef", "list, as in KEDA", "reads Secrets in the same namespace, or in KEDA's own namespace for a ClusterTriggerAuthentication"},
	}
	for _, test := range tests {
		assert.Equal(t, "| `"+test.field+"` | "+test.value+" | "+test.meaning+" |\n", row(t, "function-config", test.field))
	}
}

func TestEveryFlatKeyHasARow(t *testing.T) {
	for _, key := range config.FlatKeys() {
		row(t, "flat-keys", key)
	}
}

// declared finds the rules that packages declare.
var declared = regexp.MustCompile(`(?m)^var Rule\w* = (?:finding\.)?Rule\{\s*ID:\s*"([a-z-]+)"`)

func TestEveryRuleHasARow(t *testing.T) {
	var ids []string
	for _, r := range rule.Catalogue() {
		ids = append(ids, r.ID)
	}
	require.NoError(t, filepath.WalkDir("..", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
			return err
		}
		source, err := os.ReadFile(path)
		for _, found := range declared.FindAllStringSubmatch(string(source), -1) {
			ids = append(ids, found[1])
		}
		return err
	}))
	for _, id := range ids {
		row(t, "rules", id)
	}
	rows := strings.Count(reference.Sections()["rules"], "\n") - 2
	assert.Len(t, ids, rows, "a rule has more than one row")
	assert.Len(t, slices.Compact(slices.Sorted(slices.Values(ids))), len(ids), "two rules have one ID")
}
