package render

import (
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/fn/testfiles"
)

// common are files that packages of tests may include without writing them out.
const common = `
-- fn.yaml --
apiVersion: autoscaling.modelhost.dev/v1alpha1
kind: ScaleModelHosts
metadata:
  name: scale
  annotations:
    config.kubernetes.io/local-config: "true"
    config.kubernetes.io/function: |
      exec: {path: scale-modelhosts}
spec:
  threshold: "70"
-- app.yaml --
# the model host
apiVersion: apps/v1
kind: Deployment
metadata:
  name: app
  labels: {scale: "yes"}
  annotations: {zebra: "1", note: "0644"}
spec:
  replicas: 3
  template:
    metadata: {labels: {app: app}}
    spec:
      securityContext: {fsGroup: 1000640000}
      containers:
      - name: app
        image: app:v1
        envFrom: [{configMapRef: {name: settings}}]
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: app}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: app}
  minReplicas: 1
  maxReplicas: 5
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: other}
spec: {replicas: 2, template: {spec: {containers: [{name: c, image: "c:1"}]}}}
---
apiVersion: keda.sh/v1alpha1
kind: TriggerAuthentication
metadata: {name: auth}
spec: {secretTargetRef: [{parameter: bearerToken, name: token, key: token}]}
-- local.yaml --
apiVersion: v1
kind: ConfigMap
metadata: {name: local, annotations: {config.kubernetes.io/local-config: "true"}}
-- refs.yaml --
nameReference:
- kind: Deployment
  fieldSpecs: [{kind: ScaledObject, group: keda.sh, path: spec/scaleTargetRef/name}]
- kind: TriggerAuthentication
  group: keda.sh
  fieldSpecs: [{kind: ScaledObject, group: keda.sh, path: spec/triggers/authenticationRef/name}]
`

// writePackage writes a package to disk. A file whose whole text is `<name` is the common file of
// that name.
func writePackage(t testing.TB, archive string) string {
	t.Helper()
	known := map[string][]byte{}
	for _, file := range txtar.Parse([]byte(common)).Files {
		known[file.Name] = file.Data
	}
	files := txtar.Parse([]byte(archive))
	for i, file := range files.Files {
		if name, ok := strings.CutPrefix(strings.TrimSpace(string(file.Data)), "<"); ok {
			require.Contains(t, known, name)
			files.Files[i].Data = known[name]
		}
	}
	return testfiles.Write(t, string(txtar.Format(files)))
}
