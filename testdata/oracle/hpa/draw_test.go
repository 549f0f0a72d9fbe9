package hpa_test

import (
	"slices"
	"strings"

	"pgregory.net/rapid"
	"sigs.k8s.io/yaml"

	"modelhost.dev/scale-modelhosts/testdata/oracle/hpa/kubernetes"
)

// The annotations in which versions store what has no field.
const (
	alphaMetrics  = "autoscaling.alpha.kubernetes.io/metrics"
	alphaBehavior = "autoscaling.alpha.kubernetes.io/behavior"
)

var versions = []string{"v2", "v1", "v2beta2", "v2beta1"}

// autoscaler is an HPA that an API server has accepted.
type autoscaler struct {
	version, manifest string
	kubernetes.HPA
}

// drawHPA draws an HPA that scales a Deployment, in the form that people write or that an API
// server prints.
func drawHPA(t *rapid.T, host string, containers []string, odd bool) autoscaler {
	version := rapid.SampledFrom(versions).Draw(t, "version")
	d := drawing{t, version, containers, odd}
	manifest := newWriter(t, odd).manifest(d.hpa(host))
	accepted, err := kubernetes.Accept([]byte(manifest))
	if err != nil {
		t.Fatalf("the drawn HPA is not valid: %v\n%s", err, manifest)
	}
	if d.chance(6, "exported") {
		manifest = exported(t, accepted, version)
		if accepted, err = kubernetes.Accept([]byte(manifest)); err != nil {
			t.Fatalf("the exported HPA is not valid: %v\n%s", err, manifest)
		}
	}
	return autoscaler{version, manifest, accepted}
}

func exported(t *rapid.T, hpa kubernetes.HPA, version string) string {
	object, err := kubernetes.Export(hpa, version)
	if err != nil {
		t.Fatal(err)
	}
	text, err := yaml.Marshal(object)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// drawing draws the parts of an HPA of one version.
type drawing struct {
	t          *rapid.T
	version    string
	containers []string
	// odd allows what Kubernetes accepts or ignores, although it makes no sense.
	odd bool
}

func (d drawing) hpa(host string) node {
	return object(
		field{"apiVersion", word("autoscaling/" + d.version)},
		field{"kind", word("HorizontalPodAutoscaler")},
		field{"metadata", d.metadata(host)},
		field{"spec", d.spec(host)},
	)
}

func (d drawing) metadata(host string) node {
	name := rapid.SampledFrom([]string{host, "hpa-" + host, strings.Replace(host, "prt-depl", "prt-hpa", 1), "autoscaler.of." + host}).Draw(d.t, "name")
	metadata := object(field{"name", word(name)}, field{"namespace", word("models")})
	if annotations := d.annotations(); !annotations.empty() {
		metadata.field("annotations", annotations)
	}
	if d.chance(4, "labelled") {
		metadata.field("labels", object(field{"app", word(host)}))
	}
	return metadata
}

// annotations draws annotations, also for versions that do not read them: they stay when
// a user changes the version.
func (d drawing) annotations() node {
	annotations := object()
	if d.chance(d.odds("v1"), "annotated metrics") {
		annotations.field(alphaMetrics, prose(d.annotated(d.metrics(flat), unreadMetrics)))
	}
	if d.chance(d.odds("v1", "v2beta1"), "annotated behavior") {
		annotations.field(alphaBehavior, prose(d.annotated(d.behavior(written), unreadBehaviors)))
	}
	if d.chance(8, "reported") {
		annotations.field("autoscaling.alpha.kubernetes.io/conditions", prose(`[{"type":"AbleToScale","status":"True","lastTransitionTime":"2024-01-01T00:00:00Z","reason":"ReadyForNewScale"}]`))
		annotations.field("autoscaling.alpha.kubernetes.io/current-metrics", prose(`[{"type":"Resource","resource":{"name":"cpu","currentAverageUtilization":3,"currentAverageValue":"7m"}}]`))
	}
	return annotations
}

// odds returns one in two for the versions that read an annotation.
func (d drawing) odds(read ...string) int {
	if slices.Contains(read, d.version) {
		return 2
	}
	return 10
}

// annotated returns JSON for an annotation, with field names as in the API or as in Go, which
// is how Kubernetes writes behaviors. Kubernetes ignores what it cannot read.
func (d drawing) annotated(n node, unread []string) string {
	switch {
	case d.odd && rapid.Bool().Draw(d.t, "is unread"):
		return rapid.SampledFrom(unread).Draw(d.t, "unread")
	case d.chance(3, "capitalized"):
		return n.capitalized().json()
	}
	return n.json()
}

var (
	unreadMetrics = []string{
		"", "null", "[]", "[", "none", "{}", "[{type: Resource, resource: {name: memory, targetAverageUtilization: 70}}]",
		`[{"type":"Resource","resource":{"name":"memory","targetAverageUtilization":"70"}}]`,
	}
	unreadBehaviors = []string{
		"", "null", "{}", "{", "none", "[]", "{scaleDown: {selectPolicy: Disabled, policies: [{type: Pods, value: 1, periodSeconds: 60}]}}",
		`{"scaleUp":{"stabilizationWindowSeconds":"60","policies":[{"type":"Pods","value":1,"periodSeconds":60}]}}`,
	}
)

func (d drawing) spec(host string) node {
	least := d.replicas("min")
	spec := object(
		field{"scaleTargetRef", object(field{"apiVersion", word("apps/v1")}, field{"kind", word("Deployment")}, field{"name", word(host)})},
		field{"maxReplicas", number(least + d.replicas("more") - 1)},
	)
	switch rapid.IntRange(0, 5).Draw(d.t, "minReplicas") {
	case 0:
	case 1:
		spec.field("minReplicas", null)
	default:
		spec.field("minReplicas", number(least))
	}
	switch d.version {
	case "v1":
		d.percentage(&spec)
	case "v2beta1":
		d.listed(&spec, flat)
	default:
		d.listed(&spec, nested)
		d.behaves(&spec)
	}
	return spec
}

// replicas draws at least 1, and rarely many.
func (d drawing) replicas(label string) int {
	most := rapid.SampledFrom([]int{1, 5, 5, 5, 20, 1000, 100000}).Draw(d.t, "most")
	return rapid.IntRange(1, most).Draw(d.t, label)
}

func (d drawing) percentage(spec *node) {
	switch rapid.IntRange(0, 3).Draw(d.t, "percentage") {
	case 0:
	case 1:
		spec.field("targetCPUUtilizationPercentage", null)
	default:
		spec.field("targetCPUUtilizationPercentage", d.percent())
	}
}

func (d drawing) percent() node {
	return number(rapid.SampledFrom([]int{1, 5, 50, 60, 75, 80, 90, 95, 99, 100, 101, 120, 250, 1000}).Draw(d.t, "percent"))
}

// chance returns true once in odds. It draws the highest number for it, so failures shrink to
// HPAs without the feature.
func (d drawing) chance(odds int, label string) bool {
	return rapid.IntRange(1, odds).Draw(d.t, label) == odds
}
