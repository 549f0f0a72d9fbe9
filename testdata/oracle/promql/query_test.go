package promql_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	oracle "modelhost.dev/scale-modelhosts/testdata/oracle/promql"
)

func TestQueries(t *testing.T) {
	got, err := oracle.Queries([]byte(`# a package
apiVersion: v1
kind: Service
metadata: {name: front, namespace: ns}
spec: {selector: {app: llama}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: prt-depl-modelhost-llama, namespace: ns}
spec: {selector: {matchLabels: {app: llama}}, template: {metadata: {labels: {app: llama, tier: gpu}}}}
---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: {name: a, namespace: ns}
spec:
  scaleTargetRef: {name: prt-depl-modelhost-llama}
  minReplicaCount: 1
  triggers:
  - {type: cpu, metadata: {value: "75"}}
  - type: prometheus
    metadata:
      query: |
        sum(x)
      ignoreNullValues: "false"
---
apiVersion: v1
kind: List
items:
- apiVersion: keda.sh/v1alpha1
  kind: ScaledObject
  metadata: {name: b, namespace: ns}
  spec: {scaleTargetRef: {name: prt-depl-modelhost-b, kind: StatefulSet}, minReplicaCount: 2, idleReplicaCount: 0, triggers: [{type: prometheus, metadata: {query: sum(y)}}]}
`))
	require.NoError(t, err)
	assert.Equal(t, []oracle.Query{
		{ScaledObject: "ns/a", Trigger: 1, Namespace: "ns", Kind: "Deployment", Workload: "prt-depl-modelhost-llama", Service: "front", Query: "sum(x)\n"},
		{ScaledObject: "ns/b", Namespace: "ns", Kind: "StatefulSet", Workload: "prt-depl-modelhost-b", Service: "prt-svc-modelhost-b", Query: "sum(y)", IgnoreNullValues: true, Wakes: true},
	}, got)

	_, err = oracle.Queries([]byte("a: ["))
	assert.Error(t, err)
}
