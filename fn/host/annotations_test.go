package host_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/host"
)

func TestAnnotationsThatAreNotStrings(t *testing.T) {
	const at = "metadata.annotations[autoscaling.modelhost.dev/"
	const rejected = "is not a string; Kubernetes rejects it"
	tests := []struct {
		name, line string
		want       reported
	}{
		{"a number", scalingPrefix + "gpu: 70", reported{host.RuleInvalidValue.ID, at + "gpu]", rejected, `quote it: "70"`}},
		{"a boolean", scalingPrefix + "enabled: false", reported{host.RuleInvalidValue.ID, at + "enabled]", rejected, `quote it: "false"`}},
		{"a mapping", scalingPrefix + "fallback: {failureThreshold: 3}", reported{host.RuleInvalidValue.ID, at + "fallback]", rejected, "make the YAML a block string: add | after the colon"}},
		{"a list", scalingPrefix + "triggers: []", reported{host.RuleInvalidValue.ID, at + "triggers]", rejected, "make the YAML a block string: add | after the colon"}},
		{"nothing", scalingPrefix + "profile:", reported{host.RuleInvalidValue.ID, at + "profile]", "has no value", "set a value, or remove the annotation"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			hosts, findings := find(t, deployment("prt-depl-modelhost-llama", test.line))
			assert.Equal(t, []reported{test.want}, saidBy(findings))
			assert.Len(t, hosts, 1, "it is a host all the same")
		})
	}
}

func TestMisspelledPrefixes(t *testing.T) {
	tests := []struct {
		prefix string
		near   bool
	}{
		{"autoscaling.modelhosts.dev", true},
		{"autoscalling.modelhost.dev", true},
		{"autoscaling.model-host.dev", true},
		{"Autoscaling.modelhost.dev", true},
		{"autoscaling.modelhsot.dev", true},
		{"autoscaling.keda.sh", false},
		{"autoscaling.knative.dev", false},
		{"autoscaling.modelmesh.dev", false},
		{"modelhost.dev", false},
	}
	for _, test := range tests {
		t.Run(test.prefix, func(t *testing.T) {
			hosts, findings := find(t, deployment("prt-depl-modelhost-llama", test.prefix+`/gpu: "70"`))
			assert.Empty(t, hosts)
			if !test.near {
				assert.Empty(t, findings)
				return
			}
			assert.Equal(t, []reported{{
				host.RuleMisspelledPrefix.ID, "metadata.annotations[" + test.prefix + "/gpu]",
				`unknown prefix "` + test.prefix + `"; this annotation is ignored`, "did you mean autoscaling.modelhost.dev/gpu?",
			}}, saidBy(findings))
			assert.Equal(t, finding.Error, findings[0].Severity)
		})
	}
}

// If the key is unknown or the prefix is custom, the annotation may belong to another tool:
// the prefixes of two installations may differ in one letter.
func TestSimilarPrefixes(t *testing.T) {
	own := func(s *config.Spec) { s.AnnotationPrefix = "team-a.example.com" }
	tests := []struct {
		name, annotation string
		configure        []func(*config.Spec)
	}{
		{"a key that is not known", `autoscaling.modelhosts.dev/gpuu: "70"`, nil},
		{"a prefix of one's own", `team-b.example.com/gpu: "70"`, []func(*config.Spec){own}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, findings := find(t, deployment("llama", test.annotation), test.configure...)
			require.Len(t, findings, 1)
			assert.Equal(t, host.RuleSimilarPrefix.ID, findings[0].Rule)
			assert.Equal(t, finding.Warning, findings[0].Severity)
		})
	}
	_, findings := find(t, deployment("llama", `autoscaling.modelhosts.dev/rps-activation: "1"`))
	assert.Equal(t, finding.Error, findings[0].Severity, "activations are known keys")
}

// Other kinds have annotations of many tools, but no scaling annotations.
func TestSimilarPrefixesOnOtherKindsAreIgnored(t *testing.T) {
	_, findings := find(t, "apiVersion: v1\nkind: Service\nmetadata: {name: a, annotations: {autoscaling.modelhosts.dev/gpu: x}}\n")
	assert.Empty(t, findings)
}
