package fn_test

import (
	"fmt"
	"strings"

	"pgregory.net/rapid"
)

// pkg is a random package.
type pkg struct {
	// items are YAML documents, each with an identity of its own.
	items []string
	// strangers are the items that are unrelated to the function, as text.
	strangers map[string]bool
	config    string
	namespace string
}

func (p pkg) given(order []int) map[string]string {
	items := make([]string, len(p.items))
	for i, at := range order {
		items[i] = p.items[at]
	}
	return map[string]string{"items.yaml": stream(items), "config.yaml": p.config, "namespace": p.namespace}
}

func (p pkg) inOrder() map[string]string {
	order := make([]int, len(p.items))
	for i := range order {
		order[i] = i
	}
	return p.given(order)
}

var (
	namespaces = rapid.SampledFrom([]string{"", "models", "models", "models", "batch", "default"})
	keys       = rapid.SampledFrom([]string{"llama", "llama-2", "mistral", "m"})
	hostKinds  = rapid.SampledFrom([]string{"apps/v1 Deployment", "apps/v1 Deployment", "apps/v1 Deployment", "apps/v1 StatefulSet", "argoproj.io/v1alpha1 Rollout"})
)

// packages draws packages of hosts, their scalers, generated objects, and unrelated ones. If sound
// is set, nothing in them is wrong on purpose.
func packages(sound bool) *rapid.Generator[pkg] {
	return rapid.Custom(func(t *rapid.T) pkg {
		d := drawer{T: t, sound: sound, seen: map[string]bool{}, pkg: pkg{strangers: map[string]bool{}}}
		for range rapid.IntRange(0, 4).Draw(t, "hosts") {
			d.host()
		}
		for range rapid.IntRange(0, 3).Draw(t, "hpas") {
			d.hpa()
		}
		for range rapid.IntRange(0, 3).Draw(t, "generated") {
			d.generated()
		}
		for range rapid.IntRange(0, 3).Draw(t, "neighbours") {
			d.neighbour()
		}
		for range rapid.IntRange(0, 3).Draw(t, "strangers") {
			d.stranger()
		}
		d.config()
		p := d.pkg
		p.items = rapid.Permutation(p.items).Draw(t, "order")
		return p
	})
}

type drawer struct {
	*rapid.T
	pkg
	sound bool
	seen  map[string]bool
	hosts []place
}

// place is a host's kind, namespace and key.
type place struct{ kind, namespace, key string }

// place draws a host's place, or any other.
func (d *drawer) place() place {
	if len(d.hosts) > 0 && rapid.Bool().Draw(d.T, "of a host") {
		return rapid.SampledFrom(d.hosts).Draw(d.T, "host")
	}
	return place{d.one("kind", "Deployment", "Deployment", "StatefulSet"), namespaces.Draw(d.T, "namespace"), keys.Draw(d.T, "key")}
}

// one draws one of the strings.
func (d *drawer) one(label string, of ...string) string {
	return rapid.SampledFrom(of).Draw(d.T, label)
}

// object adds an object, unless the package already has it.
func (d *drawer) object(version, kind, namespace, name, metadata, rest string) bool {
	id := kind + "/" + namespace + "/" + name
	if d.seen[id] {
		return false
	}
	d.seen[id] = true
	var b strings.Builder
	fmt.Fprintf(&b, "apiVersion: %s\nkind: %s\nmetadata:\n  name: %s\n", version, kind, name)
	if namespace != "" {
		fmt.Fprintf(&b, "  namespace: %s\n", namespace)
	}
	b.WriteString(metadata)
	b.WriteString(rest)
	d.items = append(d.items, b.String())
	return true
}

func (d *drawer) host() {
	version, kind, _ := strings.Cut(hostKinds.Draw(d.T, "kind"), " ")
	var notes strings.Builder
	for _, note := range rapid.SliceOfNDistinct(rapid.SampledFrom(d.annotations()), 0, 5, noteKey).Draw(d.T, "annotations") {
		fmt.Fprintf(&notes, "    autoscaling.modelhost.dev/%s\n", note)
	}
	path := d.one("path", "", "    internal.config.kubernetes.io/path: a/b.yaml\n    internal.config.kubernetes.io/package-path: a\n", "    internal.config.kubernetes.io/path: c.yaml\n    internal.config.kubernetes.io/index: '1'\n")
	metadata := ""
	if notes.Len()+len(path) > 0 {
		metadata = "  annotations: # of the host\n" + notes.String() + path
	}
	replicas := d.one("replicas", "", "  replicas: 3\n", "  # so many\n  replicas: 1000640000 # for now\n")
	at := place{kind, namespaces.Draw(d.T, "namespace"), keys.Draw(d.T, "key")}
	if d.object(version, kind, at.namespace, "prt-depl-modelhost-"+at.key, metadata, "spec:\n"+replicas+d.pod()) {
		d.hosts = append(d.hosts, at)
	}
}

func noteKey(note string) string {
	key, _, _ := strings.Cut(note, ":")
	return key
}

// annotations returns scaling annotations. Unless d is sound, the last ones are wrong.
func (d *drawer) annotations() []string {
	sound := []string{
		`gpu: "70"`, `gpu: "60"`, `cpu: "75"`, `cpu: 500m`, `memory: 8Gi`, `rps: "5"`, `latency-p95: "800"`,
		`profile: gpu-bound`, `profile: request-driven`, `authentication: prometheus-trigger-auth`, `authentication: none`,
		`max-replicas: "8"`, `replicas-policy: keep`, `hpa-policy: adopt`, `hpa-policy: strip`, `enabled: "false"`, `paused: "true"`, `polling-interval: 15s`,
		held("http-concurrency"), held("http-rps"),
		`fallback: "{failureThreshold: 3, replicas: 2}"`, `schedule: "Mon-Fri 08:00-20:00 Europe/Berlin: 3"`, `behavior: "{scaleUp: {tolerance: 0.05}}"`,
		`triggers: "[{type: cron, metadata: {a: $(key)}}]"`, `scaled-object: "{advanced: {restoreToOriginalReplicaCount: true}}"`,
	}
	if d.sound {
		return sound
	}
	return append(sound, `min-replicas: "0"`, `min-replicas: "20"`, `gpu: 70`, `gpuu: "70"`, `cpu: 75%`, `triggers: "[{"`, `profile: x`,
		`hpa-policy: refuse`, `authentication: x`, `key: UPPER`, `behavior: {}`, `scaled-object: "{advanced: {horizontalPodAutoscalerConfig: {name: a}}}"`, `idle-replicas: "1"`, `rps-activation: "1"`,
		`http-rps: "5"`, `http-hosts: a.example.com`, `http-paths: v1`, `cold-start: 10m`, `schedule: "Mon 20:00-08:00 Berlin: 0"`)
}

// held returns the annotations for a signal for which requests are held, one per line.
func held(signal string) string {
	const next = "\n    autoscaling.modelhost.dev/"
	return signal + `: "8"` + next + "http-hosts: $(deployment).example.com" + next + "service: prt-svc-modelhost-llama" + next + `http-port: "80"`
}

func (d *drawer) pod() string {
	requests := "{cpu: 4, memory: 32Gi}"
	if !d.sound {
		requests = d.one("requests", requests, requests, "{}")
	}
	return "  template:\n    spec:\n      securityContext: {fsGroup: 1000640000, runAsUser: 9007199254740993}\n" +
		"      containers:\n      - {name: model, resources: {requests: " + requests + "}} # the model\n"
}

func (d *drawer) hpa() {
	version := d.one("version", "autoscaling/v2", "autoscaling/v1", "autoscaling/v2beta1", "autoscaling/v2beta2", "example.com/v1")
	at := d.place()
	target := d.one("target", "prt-depl-modelhost-", "prt-depl-modelhost-", "web-") + at.key
	rest := fmt.Sprintf("spec:\n  scaleTargetRef: {apiVersion: apps/v1, kind: %s, name: %s}\n  maxReplicas: %d\n", at.kind, target, rapid.IntRange(1, 20).Draw(d.T, "max"))
	rest += d.one("metrics", "", "  targetCPUUtilizationPercentage: 60\n", "  metrics: [{type: Resource, resource: {name: memory, target: {averageValue: 8Gi}}}, {type: Pods}, 5]\n", "  behavior: {scaleUp: {}}\n",
		"  metrics: [{type: Resource, resource: {name: cpu, target: {averageUtilization: 60}}}, {type: ContainerResource, containerResource: {name: memory, container: model, target: {averageValue: 8Gi}}}]\n")
	owner := d.one("owner", "", "", "", "  ownerReferences: [{apiVersion: keda.sh/v1alpha1, kind: ScaledObject, name: so}] # KEDA's\n")
	d.object(version, "HorizontalPodAutoscaler", at.namespace, d.one("name", "a", "b", "c", "d"), owner, rest)
}

// generated draws an object that an earlier run may have generated, possibly outdated.
func (d *drawer) generated() {
	label := func(key, value string) string {
		return fmt.Sprintf("  labels: {app.kubernetes.io/managed-by: scale-modelhosts, autoscaling.modelhost.dev/%s: %s} # generated\n", key, value)
	}
	record := d.one("record", "", "",
		"  annotations: {autoscaling.modelhost.dev/adopted-hpa: 'name: a\n\n    maxReplicas: 7\n\n    metrics: [{type: Resource, resource: {name: cpu, target: {averageUtilization: 55}}}]', scaledobject.keda.sh/transfer-hpa-ownership: 'true'}\n",
		"  annotations: {autoscaling.modelhost.dev/adopted-hpa: '{name: a, maxReplicas: 5}'}\n")
	at := d.place()
	namespace, key := at.namespace, at.key
	switch d.one("what", "ScaledObject", "TriggerAuthentication", "Secret", "routes") {
	case "routes":
		d.object("http.keda.sh/v1beta1", "InterceptorRoute", namespace, d.one("prefix", "", "prod-")+"prt-keda-modelhost-"+key, label("key", key), "spec: {} # generated\n")
		d.object("networking.istio.io/v1", "VirtualService", namespace, "prt-keda-modelhost-"+key, label("key", key), "spec: {hosts: [x]}\n")
		d.object("gateway.networking.k8s.io/v1beta1", "ReferenceGrant", "keda", "scale-modelhosts-models", label("namespace", "models"), "spec: {}\n")
	case "ScaledObject":
		d.object("keda.sh/v1alpha1", "ScaledObject", namespace, d.one("prefix", "", "", "prod-")+"prt-keda-modelhost-"+key, label("key", key)+record,
			"spec:\n  scaleTargetRef: {name: prt-depl-modelhost-"+key+"}\n  triggers: [] # none\n")
	case "TriggerAuthentication":
		d.object("keda.sh/v1alpha1", "TriggerAuthentication", namespace, d.one("prefix", "", "prod-")+"prometheus-trigger-auth", label("authentication", "prometheus-trigger-auth"), "spec: {}\n")
	case "Secret":
		d.object("v1", "Secret", namespace, "keda-prometheus-auth", label("authentication", "prometheus-trigger-auth"), "stringData: {token: s3cr3t}\n")
	}
}

// neighbour draws an object of the user that the function looks at.
func (d *drawer) neighbour() {
	at := d.place()
	namespace, key := at.namespace, at.key
	switch d.one("what", "Service", "LimitRange", "TriggerAuthentication", "ScaledObject", "Deployment", "VirtualService", "InterceptorRoute") {
	case "VirtualService":
		record := d.one("record", "", "", "  annotations: {autoscaling.modelhost.dev/edited: '[{path: \"http[0].route[0].destination\", before: {host: x}, after: {host: y}}, {path: \"http[1].retries\", after: {attempts: 3}}]'}\n")
		d.object("networking.istio.io/v1", "VirtualService", namespace, "in-"+key, record, "spec: # in\n  http:\n  - route: [{destination: {host: "+
			d.one("destination", "prt-svc-modelhost-llama", "prt-svc-modelhost-llama.models", "web", "y")+"}}] # to\n  - retries: {attempts: 3}\n")
	case "InterceptorRoute":
		d.object("http.keda.sh/v1beta1", "InterceptorRoute", namespace, "mine-"+key, "", "spec: {target: {service: a, port: 80}, rules: [{hosts: ["+key+".example.com]}]}\n")
	case "Service":
		d.object("v1", "Service", namespace, "prt-svc-modelhost-"+key, "", "spec: {selector: {app: x}}\n")
	case "LimitRange":
		d.object("v1", "LimitRange", namespace, "limits", "", "spec: {limits: [{type: Container, default: {cpu: 1}}]}\n")
	case "TriggerAuthentication":
		d.object("keda.sh/v1alpha1", "TriggerAuthentication", namespace, "own", "", "spec: {secretTargetRef: [{parameter: bearerToken, name: s, key: k}]}\n")
	case "ScaledObject":
		target := "web"
		if !d.sound {
			target = d.one("target", "web", "prt-depl-modelhost-"+key)
		}
		d.object("keda.sh/v1alpha1", "ScaledObject", namespace, "mine-"+key, "", "spec: {scaleTargetRef: {name: "+target+"}}\n")
	case "Deployment":
		d.object("apps/v1", "Deployment", namespace, "web-"+key, "", "spec: {replicas: 2}\n")
	}
}

// stranger draws an unrelated item of arbitrary YAML.
func (d *drawer) stranger() {
	n := len(d.strangers)
	text := fmt.Sprintf("# stranger %d\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: s%d}\ndata:%s\n", n, n, d.value(1, 3))
	if !d.sound {
		text = d.one("form", text, fmt.Sprintf("stranger-%d\n", n), fmt.Sprintf("- %d\n", n), fmt.Sprintf("kind: {a: %d}\n", n), fmt.Sprintf("? [%d]\n: b\n", n))
	}
	d.items = append(d.items, text)
	d.strangers[text] = true
}

// value draws the value after a colon at the given indentation.
func (d *drawer) value(indent, depth int) string {
	margin := "\n" + strings.Repeat("  ", indent)
	shape := "scalar"
	if depth > 0 {
		shape = d.one("shape", "scalar", "mapping", "list")
	}
	var b strings.Builder
	switch shape {
	case "mapping":
		for i := range rapid.IntRange(1, 3).Draw(d.T, "fields") {
			fmt.Fprintf(&b, "%sk%d:%s", margin, i, d.value(indent+1, depth-1))
		}
	case "list":
		for range rapid.IntRange(1, 3).Draw(d.T, "elements") {
			b.WriteString(margin + "-" + d.scalar())
		}
	default:
		return d.scalar()
	}
	return b.String()
}

func (d *drawer) scalar() string {
	return " " + d.one("scalar", "1000640000", "9007199254740993", "18446744073709551615", "-9223372036854775808", "1e3", "0x1F", "010", "1_000",
		"yes", "null", "~", "'75'", `"a\tb"`, "2001-01-01", ".nan", "a # comment", "|\n                block\n                text", "!!str 5", "{a: [1, 2]}", "&x 5", "{a: &y [1], b: *y}", "''")
}

func (d *drawer) config() {
	auth := "  authentication:\n    prometheus-trigger-auth:\n      mode: bearer\n      secret: {name: keda-prometheus-auth, keys: {bearerToken: token}"
	own := "apiVersion: autoscaling.modelhost.dev/v1alpha1\nkind: ScaleModelHosts\nspec:\n"
	configs := []string{own + auth + "}\n", own + auth + ", source: inline, data: {token: s3cr3t}}\n", own + "  namespace: models\n" + auth + "}\n"}
	for _, more := range []string{
		"  http: {routing: {kind: VirtualService, edit: true}}\n  istio: {retries: {attempts: 3}}\n",
		"  http: {routing: {kind: VirtualService, gateways: [a/b]}, syncWave: -1}\n",
		"  http: {routing: {kind: HTTPRoute, parentRefs: [{name: a}]}}\n",
		"  http: {api: HTTPScaledObject}\n  istio: {retries: {attempts: 3}}\n",
	} {
		configs = append(configs, own+more+auth+"}\n")
	}
	if !d.sound {
		configs = append(configs, "", own+"  strict: true\n"+auth+"}\n", own+"  hpaPolicy: refuse\n", own+"  hpaPolicy: adopt\n", own+"  x: 1\n", "kind: Other\n", "data: {}\n")
	}
	d.pkg.config, d.pkg.namespace = d.one("config", configs...), d.one("of the run", "", "models")
}
