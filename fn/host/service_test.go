package host_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestService(t *testing.T) {
	service := func(name, selector string) string {
		return "---\napiVersion: v1\nkind: Service\nmetadata:\n  name: " + name + "\nspec:\n  selector: " + selector + "\n"
	}
	elsewhere := strings.Replace(service("elsewhere", "{app: llama}"), "metadata:\n", "metadata:\n  namespace: other\n", 1)
	renamed := strings.Replace(service("dev-api", "{app: x}"), "metadata:\n", "metadata:\n  annotations: {internal.config.kubernetes.io/previousNames: \"api,api\"}\n", 1)
	const byPattern = "prt-svc-modelhost-llama"
	tests := []struct {
		name, annotation, services, want string
		known                            bool
	}{
		{"by the pattern", "", service(byPattern, "{app: other}") + service("more", "{app: llama}"), byPattern, true},
		{"by the pattern, of the outside", "", "", byPattern, false},
		{"by its selector", "", service("api", "{app: llama}") + service("more", "{app: other}"), "api", true},
		{"of several by selector none", "", service("api", "{app: llama}") + service("more", "{app: llama}"), byPattern, false},
		{"not without a selector", "", service("api", "{}"), byPattern, false},
		{"not by half a selector", "", service("api", "{app: llama, version: two}"), byPattern, false},
		{"not in another namespace", "", elsewhere, byPattern, false},
		{"by the annotation", "api", service(byPattern, "{app: llama}") + service("api", "{app: other}"), "api", true},
		{"by the annotation, of the outside", "api", service(byPattern, "{app: llama}"), "api", false},
		{"by the annotation, renamed since", "api", renamed, "dev-api", true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			annotations := []string{gpu}
			if test.annotation != "" {
				annotations = append(annotations, scalingPrefix+"service: "+test.annotation)
			}
			h := one(t, deployment("prt-depl-modelhost-llama", annotations...)+test.services)
			assert.Equal(t, test.want, h.Service)
			assert.Equal(t, test.known, h.KnownService)
		})
	}
}

// If no pattern matches the workload's name, the selector identifies the Service.
func TestServiceBySelector(t *testing.T) {
	service := func(name, selector string) string {
		return "---\napiVersion: v1\nkind: Service\nmetadata:\n  name: " + name + "\nspec:\n  selector: " + selector + "\n"
	}
	tests := []struct {
		name, annotation, services, want string
		known                            bool
		several                          int
	}{
		{"the one that selects", "", service("api", "{app: llama}") + service("vllm", "{app: other}"), "api", true, 1},
		{"of several the one called as the workload", "", service("vllm-headless", "{app: llama}") + service("vllm", "{app: llama}"), "vllm", true, 1},
		{"of several none", "", service("api", "{app: llama}") + service("metrics", "{app: llama}"), "vllm", false, 2},
		{"none", "", "", "vllm", false, 0},
		{"the annotated one", "api", service("api", "{app: llama}") + service("vllm", "{app: llama}"), "api", true, 1},
		{"by the pattern with the key", "", service("prt-svc-modelhost-k", "{app: llama}") + service("api", "{app: llama}"), "prt-svc-modelhost-k", true, 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			annotations := []string{gpu}
			if test.annotation != "" {
				annotations = append(annotations, scalingPrefix+"service: "+test.annotation)
			}
			if strings.Contains(test.services, "modelhost-k") {
				annotations = append(annotations, scalingPrefix+"key: k")
			}
			h := one(t, deployment("vllm", annotations...)+test.services)
			assert.Equal(t, test.want, h.Service)
			assert.Equal(t, test.known, h.KnownService)
			assert.Len(t, h.Services, test.several)
		})
	}
}
