package promql_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn"
	"modelhost.dev/scale-modelhosts/fn/krm"
	"modelhost.dev/scale-modelhosts/fn/signal"
	oracle "modelhost.dev/scale-modelhosts/testdata/oracle/promql"
)

// workload is a model host's workload; its Service has the same name.
type workload struct{ kind, name string }

// hosts have different names: with a neighbor, with dots, cut in their pods' names.
var hosts = []workload{
	{"Deployment", "prt-depl-modelhost-llama"},
	{"Deployment", "prt-depl-modelhost-llama-2"},
	{"Deployment", "prt-depl-modelhost-llama.3.1"},
	{"Deployment", "prt-depl-modelhost-" + strings.Repeat("a", 24)},
	{"Deployment", "prt-depl-modelhost-" + strings.Repeat("a", 28)},
	{"Deployment", "prt-depl-modelhost-" + strings.Repeat("a", 35)},
	{"StatefulSet", "prt-depl-modelhost-llama"},
}

// rendered returns the function's output for a host's annotations and a functionConfig's spec.
// A host that may be at zero also has signals from its pods, which do not wake it: each of its
// queries is tested alone.
func rendered(t *testing.T, w workload, spec string, annotations map[string]string) []oracle.Query {
	t.Helper()
	out := fn.Run(krm.Input{
		FunctionConfig: yaml.MustParse("apiVersion: autoscaling.modelhost.dev/v1alpha1\nkind: ScaleModelHosts\nmetadata: {name: scale}\nspec: " + spec),
		Items:          []*yaml.RNode{host(w, annotations), service(w)},
	})
	require.False(t, out.Findings.HasErrors(), "%v", out.Findings)
	var stream strings.Builder
	for _, item := range out.Items {
		stream.WriteString("---\n" + item.MustString())
	}
	queries, err := oracle.Queries([]byte(stream.String()))
	require.NoError(t, err)
	require.NotEmpty(t, queries)
	return queries
}

func host(w workload, annotations map[string]string) *yaml.RNode {
	var text strings.Builder
	fmt.Fprintf(&text, "apiVersion: apps/v1\nkind: %s\nmetadata:\n  name: %s\n  namespace: ns\n  annotations:\n", w.kind, w.name)
	for key, value := range annotations {
		fmt.Fprintf(&text, "    %s/%s: %q\n", config.Group, key, value)
	}
	text.WriteString("spec:\n  template:\n    metadata: {labels: {app: model}}\n    spec:\n      containers: [{name: model, image: model}]\n")
	return yaml.MustParse(text.String())
}

func service(w workload) *yaml.RNode {
	name := strings.ReplaceAll(strings.Replace(w.name, "-depl-", "-svc-", 1), ".", "-")
	return yaml.MustParse("apiVersion: v1\nkind: Service\nmetadata: {name: " + name + ", namespace: ns}\nspec: {selector: {app: model}}\n")
}

// variant is one setup of a cluster, with the functionConfig's spec for it.
type variant struct {
	name, spec string
	cluster    oracle.Cluster
}

// labelled returns the label presets.
func labelled() []variant {
	return []variant{
		{"plain chart", "{}", oracle.Cluster{}},
		{"Operator", "{prometheus: {labels: prometheus-operator}}", oracle.Cluster{Operator: true}},
	}
}

// meshes returns all settings of spec.istio in matching clusters, and finally a gateway and a
// domain with other names.
func meshes() []variant {
	var all []variant
	counts := map[string]oracle.Caller{config.CallersGateway: oracle.Gateway, config.CallersMesh: oracle.InMesh}
	for _, plane := range config.DataPlanes() {
		for _, waypoint := range []bool{false, true} {
			for _, callers := range config.CallersValues() {
				all = append(all, variant{
					strings.TrimSuffix(fmt.Sprintf("%s/%s/%s", plane, callers, map[bool]string{true: "waypoint"}[waypoint]), "/"),
					fmt.Sprintf("{istio: {dataPlane: %s, callers: %s, ingressUseWaypoint: %t}}", plane, callers, waypoint),
					oracle.Cluster{Ambient: plane == config.Ambient, ThroughWaypoint: waypoint, Counts: counts[callers]},
				})
			}
		}
	}
	return append(all, variant{
		"own gateway", "{istio: {callers: gateway, clusterDomain: example.org, gateway: {name: public-istio, namespace: ingress}}}",
		oracle.Cluster{Counts: oracle.Gateway, GatewayName: "public-istio", GatewayNamespace: "ingress", Domain: "example.org"},
	})
}

// variants returns those that affect a signal's query.
func variants(s signal.Entry) []variant {
	if strings.Contains(s.Query, "istio") {
		return meshes()
	}
	return labelled()
}

// awake and asleep return a host's queries for a signal: if it always has pods, and if it may
// be at zero. In the second case, rps or another signal that wakes the host is added.
func awake(t *testing.T, w workload, v variant, s signal.Entry) oracle.Query {
	return only(t, s, v, rendered(t, w, v.spec, map[string]string{s.Name: target(s)}))
}

func asleep(t *testing.T, w workload, v variant, s signal.Entry) oracle.Query {
	q := only(t, s, v, rendered(t, w, v.spec, map[string]string{"min-replicas": "0", "rps": "5", s.Name: target(s)}))
	q.Wakes = s.OutsidePod
	return q
}

// target returns a target that no rule rejects.
func target(s signal.Entry) string {
	if s.Unit == "milliseconds" {
		return "800"
	}
	return "5"
}

func only(t *testing.T, s signal.Entry, v variant, queries []oracle.Query) oracle.Query {
	t.Helper()
	i := slices.IndexFunc(queries, func(q oracle.Query) bool { return q.Name == strings.ReplaceAll(s.Name, "-", "_") })
	require.GreaterOrEqual(t, i, 0, s.Name)
	queries[i].Cluster = v.cluster
	return queries[i]
}
