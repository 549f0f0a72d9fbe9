package apimeta_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/apimeta"
)

// testdata/oracle/keda compares the same strings and objects with the API server.
func TestCheck(t *testing.T) {
	for text, want := range map[string]string{
		"{name: a}":                                   "",
		"{name: '${X}', namespace: '${NS}'}":          "",
		"{name: a, labels: {a: '${X}', '${Y}': a b}}": "",
		"{generateName: a-}":                          "",
		"{}":                                          "metadata.name: is missing; Kubernetes rejects the object; give it a name",
		"{name: A_b}":                                 `metadata.name: "A_b" is not a valid name for a Kubernetes object; use at most 253 lowercase letters, digits, dashes and dots`,
		"{name: 5}":                                   `metadata.name: is not a string; Kubernetes rejects the object; quote it: "5"`,
		"{name: a, label: {a: b}}":                    "metadata.label: metadata has no such field; kubectl and server-side apply reject the object; use labels",
		"{name: a, labels: {a: b c}}":                 `metadata.labels.a: the label's value "b c" contains " ", which is not allowed; use letters, digits, dashes, dots and underscores, or make it an annotation`,
		"{name: a, labels: [a]}":                      `metadata.labels: is not an object; Kubernetes rejects the object; use lines such as name: "value" under it`,
		"{name: a, finalizers: a}":                    "metadata.finalizers: is not a list; Kubernetes rejects the object; start each item of the list with -",
		"{name: a, creationTimestamp: null}":          "",
		"{name: a, creationTimestamp: 2026-11-29T10:00:00+01:00, deletionTimestamp: '2026-11-29T10:00:00.5Z'}": "",
		"{name: a, creationTimestamp: '${NOW}'}":   "",
		"{name: a, creationTimestamp: yesterday}":  "metadata.creationTimestamp: is not a time, such as 2006-01-02T15:04:05Z; Kubernetes rejects the object; remove it; Kubernetes sets it",
		"{name: a, creationTimestamp: 2026-11-29}": "metadata.creationTimestamp: is not a time, such as 2006-01-02T15:04:05Z; Kubernetes rejects the object; remove it; Kubernetes sets it",
		"{name: a, deletionTimestamp: {a: b}}":     "metadata.deletionTimestamp: is not a time, such as 2006-01-02T15:04:05Z; Kubernetes rejects the object; remove it; Kubernetes sets it",
		"{name: a, namespace: a.b}":                `metadata.namespace: "a.b" is not a valid name for a namespace; use at most 63 lowercase letters, digits and dashes`,
	} {
		n, err := yaml.Parse(text)
		require.NoError(t, err)
		var got []string
		for _, p := range apimeta.Check(n.YNode(), apimeta.Subdomain) {
			got = append(got, p.String())
		}
		assert.Equal(t, want, strings.Join(got, "\n"), text)
	}
}
