package addon_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn"
	"modelhost.dev/scale-modelhosts/fn/krm"
)

// packages draws a host with the add-on's signals, its Service, and settings.
var packages = rapid.Custom(func(t *rapid.T) [2]string {
	one := func(label string, of ...string) string { return rapid.SampledFrom(of).Draw(t, label) }
	var annotations strings.Builder
	for _, key := range rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"http-concurrency", "http-rps"}), 1, 2, rapid.ID).Draw(t, "signals") {
		fmt.Fprintf(&annotations, "    autoscaling.modelhost.dev/%s: %q\n", key, one(key, "1", "8", "100"))
	}
	annotations.WriteString(one("paths", "", "    autoscaling.modelhost.dev/http-paths: /v1/llama/, /v2\n"))
	annotations.WriteString(one("port", "", "    autoscaling.modelhost.dev/http-port: http\n"))
	annotations.WriteString(one("start", "", "    autoscaling.modelhost.dev/cold-start: 20m\n"))
	config := one("config",
		"", "  http: {request: 2h}\n", "  http: {readiness: 0s}\n", "  http: {readiness: 25m, responseHeader: 1h}\n", "  http: {api: HTTPScaledObject}\n",
		"  http: {coldStart: {placeholder: {statusCode: 202}}}\n",
	)
	return [2]string{
		"apiVersion: autoscaling.modelhost.dev/v1alpha1\nkind: ScaleModelHosts\nspec:\n  namespace: models\n" + config,
		"apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: prt-depl-modelhost-llama\n  namespace: models\n  annotations:\n" +
			"    autoscaling.modelhost.dev/min-replicas: \"0\"\n    autoscaling.modelhost.dev/http-hosts: " + one("hosts", "llama.example.com", `"*.example.com, llama"`) + "\n" + annotations.String() +
			"spec:\n  selector: {matchLabels: {app: llama}}\n  template:\n    metadata: {labels: {app: llama}}\n    spec: {containers: [{name: model, image: llama}]}\n---\n" +
			"apiVersion: v1\nkind: Service\nmetadata: {name: prt-svc-modelhost-llama, namespace: models}\nspec: {clusterIP: 10.0.0.1, selector: {app: llama}, ports: " +
			one("ports", "[{name: http, port: 80, targetPort: 8000}]", "[{name: metrics, port: 9090}, {name: http, port: 80}]") + "}\n",
	}
})

// TestGeneratedRoutesWake tests that every accepted configuration of the add-on wakes on the
// first request and loses none.
func TestGeneratedRoutesWake(t *testing.T) {
	let := 0
	for seed := range 150 {
		drawn := packages.Example(seed)
		in := krm.Input{FunctionConfig: yaml.MustParse(drawn[0])}
		for text := range strings.SplitSeq(drawn[1], "---\n") {
			in.Items = append(in.Items, yaml.MustParse(text))
		}
		out := fn.Run(in)
		if out.Findings.HasErrors() {
			continue
		}
		let++
		var rendered strings.Builder
		for _, item := range out.Items {
			rendered.WriteString("---\n" + item.MustString())
		}
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			require.NotEmpty(t, routes(t, []byte(rendered.String())))
			wakes(t, []byte(rendered.String()))
			if t.Failed() {
				t.Log(drawn[0], rendered.String())
			}
		})
	}
	t.Logf("%d of 150 packages were let out, and woke", let)
	require.Greater(t, let, 75)
}
