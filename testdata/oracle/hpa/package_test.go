package hpa_test

import (
	"fmt"
	"strings"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/krm"
)

// testingT is a test, or a check of a property.
type testingT interface {
	require.TestingT
	Helper()
}

// function runs the function on manifests, as an orchestrator does: text in and text out.
func function(t testingT, config string, manifests []string) output {
	t.Helper()
	in := krm.Input{}
	if config != "" {
		in.FunctionConfig = parse(t, config)
	}
	for _, m := range manifests {
		in.Items = append(in.Items, parse(t, m))
	}
	ran := fn.Run(in)
	out := output{Findings: ran.Findings}
	for _, item := range ran.Items {
		text, err := item.String()
		require.NoError(t, err)
		out.kinds, out.manifests = append(out.kinds, item.GetKind()), append(out.manifests, text)
	}
	return out
}

// output is a rendered package, with the kind of each manifest.
type output struct {
	Findings         finding.List
	kinds, manifests []string
}

func (o output) ofKind(kind string) []string {
	var found []string
	for i, m := range o.manifests {
		if o.kinds[i] == kind {
			found = append(found, m)
		}
	}
	return found
}

func parse(t testingT, manifest string) *yaml.RNode {
	t.Helper()
	node, err := yaml.Parse(manifest)
	require.NoError(t, err, manifest)
	return node
}

// pack is a package with HPAs to adopt.
type pack struct {
	config    string
	manifests []string
	adopted   []autoscaler
}

func drawPackage(t *rapid.T, odd bool) pack {
	var p pack
	annotation := ""
	p.config, annotation = drawPolicy(t)
	for _, key := range []string{"llama", "qwen-2.5"}[:rapid.SampledFrom([]int{1, 1, 1, 2}).Draw(t, "hosts")] {
		name := "prt-depl-modelhost-" + key
		containers := []string{"model", "sidecar", "proxy"}[:rapid.IntRange(1, 3).Draw(t, "containers")]
		p.manifests = append(p.manifests, deployment(name, annotation, containers, rapid.Bool().Draw(t, "limits")))
		p.add(drawHPA(t, name, containers, odd))
	}
	if rapid.Bool().Draw(t, "neighbour") {
		p.manifests = append(p.manifests, "apiVersion: v1\nkind: Service\nmetadata: {name: prt-svc-modelhost-llama, namespace: models}\nspec: {ports: [{port: 80}]}\n")
	}
	p.manifests = rapid.Permutation(p.manifests).Draw(t, "order")
	return p
}

func (p *pack) add(hpa autoscaler) {
	p.adopted = append(p.adopted, hpa)
	p.manifests = append(p.manifests, hpa.manifest)
}

func (p pack) String() string { return p.config + "---\n" + stream(p.manifests) }

func stream(manifests []string) string { return strings.Join(manifests, "---\n") }

const configHead = "apiVersion: autoscaling.modelhost.dev/v1alpha1\nkind: ScaleModelHosts\nspec: "

// drawPolicy sets adopt in one of the places for it. An HPA overrides the functionConfig's
// defaults.
func drawPolicy(t *rapid.T) (config, annotation string) {
	policy, marked := "hpa-policy: adopt", `enabled: "true"`
	drawn := rapid.SampledFrom([][2]string{
		{"", policy},
		{configHead + "{hpaPolicy: adopt}\n", marked},
		{configHead + "{hpaPolicy: refuse}\n", policy},
		{"apiVersion: v1\nkind: ConfigMap\ndata: {hpa-policy: adopt}\n", marked},
		{configHead + "{hpaPolicy: adopt, defaults: {minReplicas: 3, maxReplicas: 7}}\n", marked},
	}).Draw(t, "policy")
	return drawn[0], drawn[1]
}

func deployment(name, annotation string, containers []string, limits bool) string {
	resources := "requests"
	if limits {
		resources = "limits"
	}
	var list strings.Builder
	for _, c := range containers {
		fmt.Fprintf(&list, "      - {name: %s, image: %s, resources: {%s: {cpu: 1, memory: 2Gi}}}\n", c, c, resources)
	}
	return fmt.Sprintf(`apiVersion: apps/v1
kind: Deployment
metadata:
  name: %s
  namespace: models
  annotations:
    autoscaling.modelhost.dev/%s
spec:
  replicas: 2
  selector: {matchLabels: {app: model}}
  template:
    metadata: {labels: {app: model}}
    spec:
      containers:
%s`, name, annotation, list.String())
}
