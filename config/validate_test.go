package config_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"modelhost.dev/scale-modelhosts/fn/problem"
)

// invalid is a spec with one problem; the message is "" if there is none.
type invalid struct{ name, spec, path, message, hint string }

func testProblems(t *testing.T, tests []invalid) {
	t.Helper()
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, problems := load(t, head+"spec: "+test.spec+"\n")
			if test.path == "" {
				assert.Empty(t, problems)
				return
			}
			assert.Equal(t, []problem.Problem{{Path: test.path, Message: test.message, Hint: test.hint, List: strings.HasSuffix(test.message, "not a list")}}, problems)
		})
	}
}

func TestValidateNames(t *testing.T) {
	testProblems(t, []invalid{
		{"a prefix", "{annotationPrefix: scale.example.com}", "", "", ""},
		{"no prefix", "{annotationPrefix: Scale/}", "spec.annotationPrefix", `"Scale/" is not valid`, "use a DNS name, such as autoscaling.modelhost.dev"},
		{"a namespace", "{namespace: models}", "", "", ""},
		{"no namespace", "{namespace: a.b}", "spec.namespace", `"a.b" is not valid`, "use a namespace's name"},
		{"namespaces", "{selector: {namespaces: [a, b]}}", "", "", ""},
		{"no namespaces", "{selector: {namespaces: [a, B]}}", "spec.selector.namespaces[1]", `"B" is not valid`, "use a namespace's name"},
		{"kinds", "{selector: {kinds: [StatefulSet, Rollout]}}", "", "", ""},
		{"a kind of another case", "{selector: {kinds: [deployment]}}", "spec.selector.kinds[0]", `"deployment" is not allowed`, "did you mean Deployment?"},
		{"a kind that is never scaled", "{selector: {kinds: [CronJob]}}", "spec.selector.kinds[0]", `"CronJob" is not allowed`, "use Deployment, StatefulSet or Rollout"},
		{"labels", "{selector: {matchLabels: {team: a}}}", "", "", ""},
	})
}

func TestValidateNaming(t *testing.T) {
	const around, pattern = "use lowercase letters, digits and dashes around {key}", "use a pattern such as prt-depl-modelhost-{key}"
	testProblems(t, []invalid{
		{"patterns", `{naming: {deployment: "{key}-server", service: "{key}", scaledObject: "so-{key}.x"}}`, "", "", ""},
		{"no key", "{naming: {service: svc}}", "spec.naming.service", `"svc" must contain {key} exactly once`, pattern},
		{"two keys", `{naming: {scaledObject: "{key}-{key}"}}`, "spec.naming.scaledObject", `"{key}-{key}" must contain {key} exactly once`, pattern},
		{"letters that names do not have", `{naming: {deployment: "Model-{key}"}}`, "spec.naming.deployment", `"Model-k" is not valid`, around},
		{"every name", `{naming: {deployment: "{key}"}}`, "", "", ""},
		{"sets", `{naming: [{deployment: "model-{key}"}, {deployment: "{key}-server", service: "{key}"}, {deployment: "{key}"}]}`, "", "", ""},
		{"a set of a list", `{naming: [{deployment: "model-{key}"}, {service: svc}]}`, "spec.naming[1].service", `"svc" must contain {key} exactly once`, pattern},
		{"a set twice", `{naming: [{deployment: "a-{key}"}, {deployment: "a-{key}"}]}`, "spec.naming[1].deployment", `"a-{key}" is never used: every name that matches it matches "a-{key}" of spec.naming[0] first`, "move it before that one, or remove it"},
		{"a set after one for every name", `{naming: [{deployment: "{key}"}, {deployment: "{key}-server"}]}`, "spec.naming[1].deployment", `"{key}-server" is never used: every name that matches it matches "{key}" of spec.naming[0] first`, "move it before that one, or remove it"},
		{"a set after a shorter one", `{naming: [{deployment: "model-{key}"}, {}, {deployment: "llm-model-{key}-x"}]}`, "spec.naming[2].deployment", `"llm-model-{key}-x" is never used: every name that matches it matches "model-{key}" of spec.naming[0] first`, "move it before that one, or remove it"},
		{"a set without anything", `{naming: [{deployment: "model-{key}"}, null]}`, "spec.naming[1]", "has no value", "give it one, or remove it"},
		{"a string", `{naming: "model-{key}"}`, "spec.naming", "must be an object or a list of objects, not \"model-{key}\" (a string)", ""},
		{"a list of patterns", `{naming: {deployment: ["a-{key}", "b-{key}"]}}`, "spec.naming.deployment", "must be a string, not a list", "use a list for several sets: naming: [{deployment: …}, {deployment: …}]"},
	})
}

func TestValidatePrometheus(t *testing.T) {
	const scheme = "add a scheme, as in http://prometheus-server.monitoring.svc.cluster.local:80"
	testProblems(t, []invalid{
		{"an address", `{prometheus: {serverAddress: "https://thanos.example.com/select/0"}}`, "", "", ""},
		{"an address without a scheme", `{prometheus: {serverAddress: "prometheus:9090"}}`, "spec.prometheus.serverAddress", "is not an HTTP address", scheme},
		{"an address of another scheme", `{prometheus: {serverAddress: "ftp://prometheus"}}`, "spec.prometheus.serverAddress", "is not an HTTP address", scheme},
		{"an address without a host", `{prometheus: {serverAddress: "http://"}}`, "spec.prometheus.serverAddress", "is not an HTTP address", scheme},
		{"labels", "{prometheus: {podLabel: exported_pod, namespaceLabel: exported_namespace}}", "", "", ""},
		{"no pod label", "{prometheus: {podLabel: exported-pod}}", "spec.prometheus.podLabel", `"exported-pod" is not valid`, "use a Prometheus label's name, such as pod or exported_pod"},
		{"no namespace label", "{prometheus: {namespaceLabel: 'a=b'}}", "spec.prometheus.namespaceLabel", `"a=b" is not valid`, "use a Prometheus label's name, such as namespace or exported_namespace"},
		{"a preset", "{prometheus: {labels: prometheus-operator}}", "", "", ""},
		{"nearly a preset", "{prometheus: {labels: prometheus-operater}}", "spec.prometheus.labels", `"prometheus-operater" is not allowed`, "did you mean prometheus-operator?"},
		{"no server pod label", "{prometheus: {serverPodLabel: a.b}}", "spec.prometheus.serverPodLabel", `"a.b" is not valid`, "use a Prometheus label's name, such as pod"},
		{"no server namespace label", "{prometheus: {serverNamespaceLabel: a.b}}", "spec.prometheus.serverNamespaceLabel", `"a.b" is not valid`, "use a Prometheus label's name, such as namespace"},
	})
}

func TestValidatePolicies(t *testing.T) {
	testProblems(t, []invalid{
		{"policies", "{hpaPolicy: refuse, replicasPolicy: keep}", "", "", ""},
		{"no HPA policy", "{hpaPolicy: keep}", "spec.hpaPolicy", `"keep" is not allowed`, "use strip, adopt or refuse"},
		{"nearly a replicas policy", "{replicasPolicy: kep}", "spec.replicasPolicy", `"kep" is not allowed`, "did you mean keep?"},
	})
}

func TestValidateSettings(t *testing.T) {
	testProblems(t, []invalid{
		{"settings", "{defaults: {minReplicas: 0, maxReplicas: 1, idleReplicas: 0, pollingInterval: 1, cooldownPeriod: 0}}", "", "", ""},
		{"the least", "{defaults: {minReplicas: -1}}", "spec.defaults.minReplicas", "-1 is less than 0", "use 0 or more"},
		{"the most", "{defaults: {maxReplicas: 0}}", "spec.defaults.maxReplicas", "0 is less than 1", "use 1 or more"},
		{"idle", "{profiles: {p: {idleReplicas: -2}}}", "spec.profiles.p.idleReplicas", "-2 is less than 0", "use 0 or more"},
		{"a raw part", "{defaults: {scaledObject: {advanced: {}}}}", "", "", ""},
		{"a raw part that is not an object", "{defaults: {scaledObject: [x]}}", "spec.defaults.scaledObject", "is not an object", "use fields of a ScaledObject's spec, such as advanced: {…}"},
		{"polling", "{profiles: {p: {pollingInterval: 0s}}}", "spec.profiles.p.pollingInterval", "0s is less than 1s", "use a duration such as 15s"},
	})
}

func TestValidateProfiles(t *testing.T) {
	testProblems(t, []invalid{
		{"a chain", "{profiles: {a: {extends: b}, b: {extends: gpu-bound}}}", "", "", ""},
		{"one that is not there", "{profiles: {a: {extends: gpu-bond}}}", "spec.profiles.a.extends", `unknown profile "gpu-bond"; did you mean "gpu-bound"?`, ""},
		{"itself", "{profiles: {a: {extends: a}}}", "spec.profiles.a.extends", `profile "a" extends itself`, ""},
		{"a name with a dot", "{profiles: {a.b: {extends: a.b}}}", "spec.profiles[a.b].extends", `profile "a.b" extends itself`, ""},
	})
}

func TestValidateLimits(t *testing.T) {
	testProblems(t, []invalid{
		{"limits", `{limits: {maxReplicas: 5, triggerTypes: [prometheus], serverAddresses: ["http://p"]}}`, "", "", ""},
		{"a negative limit", "{limits: {maxReplicas: -1}}", "spec.limits.maxReplicas", "-1 is negative", "use 0 for no limit"},
		{"no address", "{limits: {serverAddresses: [p]}}", "spec.limits.serverAddresses[0]", "is not an HTTP address", "add a scheme, as in http://prometheus-server.monitoring.svc.cluster.local:80"},
	})
}

func TestValidateGenerated(t *testing.T) {
	testProblems(t, []invalid{
		{"metadata", `{generated: {labels: {team: a, example.com/x: ""}, annotations: {argocd.argoproj.io/sync-wave: "5"}}}`, "", "", ""},
		{"no label", "{generated: {labels: {-x: a}}}", "spec.generated.labels[-x]", `"-x" is not valid`, "use a label's name"},
		{"no label's value", "{generated: {labels: {x: a b}}}", "spec.generated.labels.x", `"a b" is not a valid label value`, "use at most 63 letters, digits, dashes, dots and underscores"},
		{"no annotation", "{generated: {annotations: {a/b/c: x}}}", "spec.generated.annotations[a/b/c]", `"a/b/c" is not valid`, "use an annotation's name"},
	})
}
