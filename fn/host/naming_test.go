package host_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/host"
)

func TestCompanionNames(t *testing.T) {
	custom := func(deployment, service, scaledObject string) func(*config.Spec) {
		return func(s *config.Spec) {
			s.Naming = config.Namings{{Deployment: deployment, Service: service, ScaledObject: scaledObject}}
		}
	}
	standard := custom("", "", "")
	tests := []struct {
		name, workload, annotation       string
		naming                           func(*config.Spec)
		wantKey, wantObject, wantService string
	}{
		{"as it is", "prt-depl-modelhost-llama", "", standard, "llama", "prt-keda-modelhost-llama", "prt-svc-modelhost-llama"},
		{"a key with dashes", "prt-depl-modelhost-llama-3-1", "", standard, "llama-3-1", "prt-keda-modelhost-llama-3-1", "prt-svc-modelhost-llama-3-1"},
		{"a prefix", "dev-prt-depl-modelhost-llama", "", standard, "llama", "dev-prt-keda-modelhost-llama", "dev-prt-svc-modelhost-llama"},
		{"a suffix", "prt-depl-modelhost-llama-v2", "", standard, "llama-v2", "prt-keda-modelhost-llama-v2", "prt-svc-modelhost-llama-v2"},
		{"both", "dev-prt-depl-modelhost-llama-v2", "", standard, "llama-v2", "dev-prt-keda-modelhost-llama-v2", "dev-prt-svc-modelhost-llama-v2"},
		{"a key annotation, where the name does not tell", "llama-server", "llama", standard, "llama", "prt-keda-modelhost-llama", "prt-svc-modelhost-llama"},
		{"a key annotation over the name's", "prt-depl-modelhost-llama", "mistral", standard, "mistral", "prt-keda-modelhost-llama", "prt-svc-modelhost-llama"},
		{"the key in front", "llama-server", "", custom("{key}-server", "{key}-api", "{key}-scaler"), "llama", "llama-scaler", "llama-api"},
		{"the key in front, and a suffix", "llama-server-v2", "", custom("{key}-server", "{key}-api", "{key}-scaler"), "llama", "llama-scaler-v2", "llama-api-v2"},
		{"the key between, and both", "dev-model-llama-server-v2", "", custom("model-{key}-server", "svc-{key}", "so-{key}"), "llama", "dev-so-llama-v2", "dev-svc-llama-v2"},
		{"a key that contains the end of the pattern", "model-my-server-server", "", custom("model-{key}-server", "svc-{key}", "so-{key}"), "my-server", "so-my-server", "svc-my-server"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			annotations := []string{gpu}
			if test.annotation != "" {
				annotations = append(annotations, scalingPrefix+"key: "+test.annotation)
			}
			h := one(t, deployment(test.workload, annotations...), test.naming)
			assert.Equal(t, test.wantKey, h.Key)
			assert.Equal(t, test.wantObject, h.ScaledObject)
			assert.Equal(t, test.wantService, h.Service)
		})
	}
}

// An orchestrator may add a prefix and suffix before the function or after it.
func TestPrefixesAndSuffixesCommute(t *testing.T) {
	names := func(workload string) host.Host { return one(t, deployment(workload, gpu)) }
	before := names("a-prt-depl-modelhost-llama-z")
	after := names("prt-depl-modelhost-llama")
	assert.Equal(t, before.ScaledObject, "a-"+after.ScaledObject+"-z")
	assert.Equal(t, before.Service, "a-"+after.Service+"-z")
}

// A name that does not match the pattern is used as it is.
func TestPatternNeedsItsSuffix(t *testing.T) {
	for _, name := range []string{"model-llama", "llama-server", "model-server", "mode-llama-server"} {
		h := one(t, deployment(name, gpu), func(s *config.Spec) { s.Naming = config.Namings{{Deployment: "model-{key}-server"}} })
		assert.Equal(t, name, h.Key)
		assert.Equal(t, name, h.ScaledObject)
	}
}
