package istio

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"sigs.k8s.io/kustomize/kyaml/kio"

	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/managed"
)

// edited returns a VirtualService that was redirected before a layer renamed its Service.
func edited(was string) string {
	return `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: dev-gate
  namespace: models
  annotations:
    internal.config.kubernetes.io/prefixes: dev-
    autoscaling.modelhost.dev/edited: |
      - {path: "http[0].route[0].destination", before: {host: ` + was + `}, after: {host: interceptor}}
spec: {http: [{route: [{destination: {host: interceptor}}]}]}
`
}

func service(name, namespace, previously, prefixes string) string {
	return "---\napiVersion: v1\nkind: Service\nmetadata:\n  name: " + name + "\n  namespace: " + namespace +
		"\n  annotations: {internal.config.kubernetes.io/previousNames: '" + previously + "', internal.config.kubernetes.io/prefixes: '" + prefixes + "'}\n"
}

func TestFollowRenames(t *testing.T) {
	llama := service("dev-llama", "models", "llama", "dev-")
	for name, test := range map[string]struct{ was, services, want string }{
		"renamed as the VirtualService was": {"llama", llama, "dev-llama"},
		"not renamed":                       {"llama", service("llama", "models", "", "dev-"), "llama"},
		"another has the name now":          {"llama", llama + service("llama", "models", "", "dev-"), "llama"},
		"renamed otherwise":                 {"llama", service("eu-llama", "models", "llama", "eu-"), "llama"},
		"in another namespace":              {"llama", service("dev-llama", "others", "llama", "dev-"), "llama"},
		"either of two":                     {"llama", llama + service("dev-llama-b", "models", "llama", "dev-"), "llama"},
		"with its namespace":                {"llama.models.svc.cluster.local", llama, "llama.models.svc.cluster.local"},
		"of no object":                      {"mistral", llama, "mistral"},
	} {
		t.Run(name, func(t *testing.T) {
			items, err := kio.FromBytes([]byte(edited(test.was) + test.services))
			require.NoError(t, err)
			inv := inventory.New(items, "")
			o := inv.VirtualServices.Objects[0]
			noted := o.Annotations[managed.AnnotationEdited]
			FollowRenames(inv)
			restored, lost, _ := Revert(o)
			require.Empty(t, lost)
			got := destinations(inventory.Field(restored, "spec"))
			require.Len(t, got, 1)
			assert.Equal(t, test.want, inventory.Text(inventory.Field(got[0].Node, "host")))
			if test.want == test.was {
				assert.Equal(t, noted, o.Annotations[managed.AnnotationEdited], "what is as it was is not written again")
			}
		})
	}
}
