package fn_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn"
	"modelhost.dev/scale-modelhosts/fn/krm"
)

// Items of one list are in one document, so an item may use an anchor of another one, which may be
// edited or removed.
func TestAliasesBetweenItems(t *testing.T) {
	const list = `
- apiVersion: autoscaling/v2
  kind: HorizontalPodAutoscaler
  metadata: {name: hpa, namespace: models, labels: &labels {app: llama}}
  spec:
    scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: prt-depl-modelhost-llama}
- apiVersion: apps/v1
  kind: Deployment
  metadata:
    name: prt-depl-modelhost-llama
    namespace: models
    labels: *labels
    annotations: {autoscaling.modelhost.dev/gpu: "70"}
- apiVersion: v1
  kind: ConfigMap
  metadata: {name: other, labels: *labels}
- apiVersion: v1
  kind: ConfigMap
  metadata: {name: &own own, labels: {name: *own}}
`
	items := elements(t, list)
	out := fn.Run(krm.Input{Items: items})
	require.False(t, out.Findings.HasErrors(), lines(out.Findings))
	require.Len(t, out.Items, 4)
	assert.Contains(t, text(out.Items[0]), "labels: {app: llama}")
	assert.Contains(t, text(out.Items[1]), "labels: {app: llama}")
	assert.Equal(t, text(elements(t, list)[3]), text(out.Items[2]), "an item with anchors of its own stays as it is")
	assert.Same(t, items[1], out.Items[0])
	assert.Contains(t, out.Edited, items[1])
	assert.Contains(t, out.Edited, items[2])
	assert.NotContains(t, out.Edited, items[3])
}

func TestAliasesBetweenItemsOfARejectedPackage(t *testing.T) {
	const list = `
- &host
  apiVersion: apps/v1
  kind: Deployment
  metadata: {name: prt-depl-modelhost-llama, namespace: models, annotations: {autoscaling.modelhost.dev/gpu: &target "70%"}}
- {kind: ConfigMap, data: {target: *target, whole: *host}}
`
	items := elements(t, list)
	before := texts(items)
	out := fn.Run(krm.Input{Items: items})
	require.True(t, out.Findings.HasErrors())
	assert.Equal(t, before, texts(out.Items))
}

func elements(t *testing.T, list string) []*yaml.RNode {
	items, err := yaml.MustParse(list).Elements()
	require.NoError(t, err)
	return items
}
