package render

// kustomizations are packages whose rendering is compared with kustomize's. What the output must
// contain proves that a case tests what its name says.
var kustomizations = map[string]struct {
	files    string
	dir      string
	contains []string
}{
	"function in the root": {files: `
-- kustomization.yaml --
resources: [app.yaml]
transformers: [fn.yaml]
-- app.yaml --
<app.yaml
-- fn.yaml --
<fn.yaml
`, contains: []string{"name: app-so", `threshold: "70"`, "fsGroup: 1000640000"}},

	"overlay with prefix, namespace and labels": {dir: "overlay", files: `
-- base/kustomization.yaml --
resources: [app.yaml]
-- base/app.yaml --
<app.yaml
-- overlay/kustomization.yaml --
namePrefix: prod-
nameSuffix: -eu
namespace: models
labels: [{pairs: {team: a}, includeSelectors: true}]
commonAnnotations: {by: us}
resources: [../base]
transformers: [fn.yaml]
-- overlay/fn.yaml --
<fn.yaml
`, contains: []string{"name: prod-app-eu-so", "namespace: models"}},

	"function in the base only": {dir: "overlay", files: `
-- base/kustomization.yaml --
resources: [app.yaml]
transformers: [fn.yaml]
-- base/app.yaml --
<app.yaml
-- base/fn.yaml --
<fn.yaml
-- overlay/kustomization.yaml --
namePrefix: prod-
namespace: models
labels: [{pairs: {team: a}}]
resources: [../base]
`, contains: []string{"name: prod-app-so", "team: a"}},

	"function in base and overlay, with name references": {dir: "overlay", files: `
-- base/kustomization.yaml --
resources: [app.yaml]
transformers: [fn.yaml]
-- base/app.yaml --
<app.yaml
-- base/fn.yaml --
<fn.yaml
-- overlay/kustomization.yaml --
namePrefix: prod-
namespace: models
resources: [../base]
configurations: [refs.yaml]
transformers: [fn.yaml]
-- overlay/refs.yaml --
<refs.yaml
-- overlay/fn.yaml --
<fn.yaml
`, contains: []string{"name: prod-app-so", "name: prod-auth"}},

	"two overlays on one base": {dir: "both", files: `
-- base/kustomization.yaml --
resources: [app.yaml]
-- base/app.yaml --
<app.yaml
-- a/kustomization.yaml --
namePrefix: a-
resources: [../base]
transformers: [fn.yaml]
-- a/fn.yaml --
<fn.yaml
-- b/kustomization.yaml --
namePrefix: b-
resources: [../base]
-- both/kustomization.yaml --
nameSuffix: -z
resources: [../a, ../b]
`, contains: []string{"name: a-app-so-z", "name: b-app-z"}},

	"inline functionConfig before and after builtin transformers": {files: `
-- kustomization.yaml --
resources: [app.yaml]
Transformers:
- prefix.yaml
- |-
  apiVersion: autoscaling.modelhost.dev/v1alpha1
  kind: ScaleModelHosts
  metadata:
    name: scale
    annotations:
      config.kubernetes.io/function: "exec: {path: scale-modelhosts}"
  spec: {threshold: "<&>"}
- labels.yaml
-- prefix.yaml --
apiVersion: builtin
kind: PrefixTransformer
metadata: {name: p}
prefix: early-
fieldSpecs: [{path: metadata/name}]
-- labels.yaml --
apiVersion: builtin
kind: LabelTransformer
metadata: {name: l}
labels: {late: "yes"}
fieldSpecs: [{path: metadata/labels, create: true}]
-- app.yaml --
<app.yaml
`},

	"transformers after the functionConfig": {files: `
-- kustomization.yaml --
resources: [app.yaml]
transformers: [first.yaml, fn.yaml, labels.yaml]
validators: [labels.yaml]
-- first.yaml --
apiVersion: builtin
kind: PrefixTransformer
metadata: {name: p}
prefix: early-
fieldSpecs: [{path: metadata/name}]
-- fn.yaml --
<fn.yaml
-- labels.yaml --
apiVersion: builtin
kind: LabelTransformer
metadata: {name: l}
labels: {late: "yes"}
fieldSpecs: [{path: metadata/labels, create: true}]
-- app.yaml --
<app.yaml
`, contains: []string{"name: early-app-so", "late:"}},

	"several documents in one transformer file": {files: `
-- kustomization.yml --
resources: [app.yaml]
transformers: [all.yaml]
-- all.yaml --
apiVersion: builtin
kind: PrefixTransformer
metadata: {name: p}
prefix: early-
fieldSpecs: [{path: metadata/name}]
---
apiVersion: autoscaling.modelhost.dev/v1alpha1
kind: ScaleModelHosts
metadata: {name: scale, annotations: {config.kubernetes.io/function: "exec: {path: scale-modelhosts}"}}
---
apiVersion: builtin
kind: SuffixTransformer
metadata: {name: s}
suffix: -late
fieldSpecs: [{path: metadata/name}]
-- app.yaml --
<app.yaml
`, contains: []string{"name: early-app-so-late"}},

	"directory of transformers with a patched functionConfig": {dir: "overlay", files: `
-- plugins/kustomization.yaml --
resources: [fn.yaml]
-- plugins/fn.yaml --
<fn.yaml
-- patched/kustomization.yaml --
resources: [../plugins]
patches:
- patch: |
    apiVersion: autoscaling.modelhost.dev/v1alpha1
    kind: ScaleModelHosts
    metadata: {name: scale}
    spec: {threshold: "99"}
-- overlay/kustomization.yaml --
resources: [app.yaml]
transformers: [../patched/]
-- overlay/app.yaml --
<app.yaml
`, contains: []string{`threshold: "99"`}},

	"ConfigMap as functionConfig": {files: `
-- kustomization.yaml --
resources: [app.yaml]
transformers: [fn.yaml]
-- fn.yaml --
apiVersion: v1
kind: ConfigMap
metadata: {name: scale, annotations: {config.kubernetes.io/function: "exec: {path: scale-modelhosts}"}}
-- app.yaml --
<app.yaml
`, contains: []string{"name: app-so"}},

	"component": {dir: "overlay", files: `
-- component/kustomization.yaml --
apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
transformers: [fn.yaml]
-- component/fn.yaml --
<fn.yaml
-- base/kustomization.yaml --
resources: [app.yaml]
-- base/app.yaml --
<app.yaml
-- overlay/kustomization.yaml --
namePrefix: prod-
resources: [../base]
components: [../component]
`, contains: []string{"name: prod-app-so"}},

	"generated ConfigMaps with hashes, merges and replaces": {dir: "overlay", files: `
-- base/kustomization.yaml --
resources: [app.yaml]
configMapGenerator: [{name: settings, literals: [A=1, B=2]}]
secretGenerator: [{name: token, literals: [token=x]}]
transformers: [fn.yaml]
-- base/app.yaml --
<app.yaml
-- base/fn.yaml --
<fn.yaml
-- overlay/kustomization.yaml --
namePrefix: prod-
resources: [../base]
configMapGenerator:
- {name: settings, behavior: merge, literals: [B=3]}
secretGenerator: [{name: token, behavior: replace, literals: [token=y]}]
transformers: [fn.yaml]
-- overlay/fn.yaml --
<fn.yaml
`, contains: []string{"name: prod-settings-"}},

	"order as listed": {files: `
-- kustomization.yaml --
resources: [app.yaml]
sortOptions: {order: fifo}
transformers: [fn.yaml]
-- app.yaml --
<app.yaml
-- fn.yaml --
<fn.yaml
`},

	"legacy order": {files: `
-- kustomization.yaml --
resources: [app.yaml]
sortOptions: {order: legacy, legacySortOptions: {orderFirst: [ScaledObject], orderLast: [Deployment]}}
transformers: [fn.yaml]
-- app.yaml --
<app.yaml
-- fn.yaml --
<fn.yaml
`},

	"images, replicas, patches and replacements": {dir: "overlay", files: `
-- base/kustomization.yaml --
resources: [app.yaml]
transformers: [fn.yaml]
-- base/app.yaml --
<app.yaml
-- base/fn.yaml --
<fn.yaml
-- overlay/kustomization.yaml --
resources: [../base]
images: [{name: app, newTag: v2}]
replicas: [{name: other, count: 7}]
patches:
- target: {kind: ScaledObject}
  patch: |
    - {op: replace, path: /spec/minReplicaCount, value: 4}
- patch: |
    apiVersion: keda.sh/v1alpha1
    kind: ScaledObject
    metadata: {name: app-so}
    spec: {maxReplicaCount: 9}
replacements:
- source: {kind: ScaledObject, fieldPath: spec.minReplicaCount}
  targets: [{select: {kind: Deployment, name: other}, fieldPaths: [metadata.annotations.min], options: {create: true}}]
transformers: [fn.yaml]
-- overlay/fn.yaml --
<fn.yaml
`, contains: []string{"app:v2", "replicas: 7", `min: "4"`}},

	"vars": {files: `
-- kustomization.yaml --
resources: [app.yaml]
transformers: [fn.yaml]
vars: [{name: HOST, objref: {apiVersion: apps/v1, kind: Deployment, name: app}}]
configurations: [vars.yaml]
-- vars.yaml --
varReference: [{kind: Deployment, path: metadata/annotations/note}]
-- app.yaml --
apiVersion: apps/v1
kind: Deployment
metadata: {name: app, labels: {scale: "yes"}, annotations: {note: "$(HOST)"}}
spec: {replicas: 1}
-- fn.yaml --
<fn.yaml
`, contains: []string{"note: app"}},

	"local configuration among the resources": {files: `
-- kustomization.yaml --
resources: [app.yaml, local.yaml, fn.yaml]
transformers: [fn.yaml]
-- app.yaml --
<app.yaml
-- local.yaml --
<local.yaml
-- fn.yaml --
<fn.yaml
`},

	"nothing in it": {files: `
-- kustomization.yaml --
namePrefix: x-
resources: []
transformers: [fn.yaml]
-- fn.yaml --
<fn.yaml
`},

	"local configuration only": {files: `
-- kustomization.yaml --
resources: [local.yaml]
transformers: [fn.yaml]
-- local.yaml --
<local.yaml
-- fn.yaml --
<fn.yaml
`},

	"build metadata": {dir: "overlay", files: `
-- plugins/kustomization.yaml --
resources: [fn.yaml]
-- plugins/fn.yaml --
<fn.yaml
-- base/kustomization.yaml --
resources: [app.yaml]
transformers: [fn.yaml]
-- base/app.yaml --
<app.yaml
-- base/fn.yaml --
<fn.yaml
-- overlay/kustomization.yaml --
namePrefix: prod-
buildMetadata: [originAnnotations, transformerAnnotations]
resources: [../base]
transformers: [../plugins]
-- overlay/fn.yaml --
<fn.yaml
`, contains: []string{"configuredIn: ../base/fn.yaml", "configuredIn: ../plugins/fn.yaml", "kind: ScaleModelHosts"}},

	"odd values copied after the function": {dir: "overlay", files: `
-- base/kustomization.yaml --
resources: [odd.yaml]
transformers: [fn.yaml]
-- base/odd.yaml --
apiVersion: x.dev/v1
kind: Odd
metadata: {name: odd}
spec: {int: 0644, float: 1.0, exp: 1e22, hex: 0x1F, nothing: ~, yes: True, day: 2001-01-01, many: 1_000, text: "0644", hi: !!str 12}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: out, annotations: {int: x, float: x, exp: x, hex: x, yes: x, day: x, many: x, text: x, hi: x}}
-- base/fn.yaml --
<fn.yaml
-- overlay/kustomization.yaml --
resources: [../base]
replacements:
- {source: {kind: Odd, fieldPath: spec.int}, targets: [{select: {kind: ConfigMap}, fieldPaths: [metadata.annotations.int]}]}
- {source: {kind: Odd, fieldPath: spec.float}, targets: [{select: {kind: ConfigMap}, fieldPaths: [metadata.annotations.float]}]}
- {source: {kind: Odd, fieldPath: spec.exp}, targets: [{select: {kind: ConfigMap}, fieldPaths: [metadata.annotations.exp]}]}
- {source: {kind: Odd, fieldPath: spec.hex}, targets: [{select: {kind: ConfigMap}, fieldPaths: [metadata.annotations.hex]}]}
- {source: {kind: Odd, fieldPath: spec.yes}, targets: [{select: {kind: ConfigMap}, fieldPaths: [metadata.annotations.yes]}]}
- {source: {kind: Odd, fieldPath: spec.day}, targets: [{select: {kind: ConfigMap}, fieldPaths: [metadata.annotations.day]}]}
- {source: {kind: Odd, fieldPath: spec.many}, targets: [{select: {kind: ConfigMap}, fieldPaths: [metadata.annotations.many]}]}
- {source: {kind: Odd, fieldPath: spec.text}, targets: [{select: {kind: ConfigMap}, fieldPaths: [metadata.annotations.text]}]}
- {source: {kind: Odd, fieldPath: spec.hi}, targets: [{select: {kind: ConfigMap}, fieldPaths: [metadata.annotations.hi]}]}
`},

	"created values copied after the function": {dir: "overlay", files: `
-- base/kustomization.yaml --
resources: [app.yaml]
transformers: [fn.yaml]
-- base/app.yaml --
<app.yaml
-- base/fn.yaml --
<fn.yaml
-- overlay/kustomization.yaml --
resources: [../base]
replacements:
- source: {kind: ScaledObject, fieldPath: spec.cooldownPeriod}
  targets: [{select: {kind: Deployment, name: other}, fieldPaths: [metadata.annotations.cooldown], options: {create: true}}]
`, contains: []string{`cooldown: "1_00"`}},

	"odd values": {files: `
-- kustomization.yaml --
resources: [odd.yaml]
transformers: [fn.yaml]
-- odd.yaml --
apiVersion: v1
kind: ConfigMap
metadata: {name: odd, annotations: {}, labels: null}
data:
  a: &a "yes"
  b: *a
  c: "1_000"
  d: '2001-01-01'
  e: |
    line

    #not a comment
  f: "0o14"
  g: "~"
---
apiVersion: x.dev/v1
kind: Odd
metadata: {name: odd, annotations: {flag: true, n: 10}}
spec: {int: 0644, big: 1000000, float: 1.0, exp: 1e22, hex: 0x1F, nothing: null, empty: {}, list: [], y: y, on: on}
---
apiVersion: v1
kind: ConfigMapList
items:
- {apiVersion: v1, kind: ConfigMap, metadata: {name: l1}}
- {apiVersion: v1, kind: ConfigMap, metadata: {name: l2}}
-- fn.yaml --
<fn.yaml
`},
}
