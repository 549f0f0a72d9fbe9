package explain_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/fn"
	"modelhost.dev/scale-modelhosts/fn/explain"
	"modelhost.dev/scale-modelhosts/fn/render"
)

var update = flag.Bool("update", false, "rewrite what is expected")

func explanation(t *testing.T, stream string) explain.Explanation {
	t.Helper()
	in, err := render.LoadStream(strings.NewReader(stream), render.Options{})
	require.NoError(t, err)
	return explain.Of(fn.Check(in.Input))
}

func write(t *testing.T, format string, e explain.Explanation) string {
	t.Helper()
	write, err := explain.Get(format)
	require.NoError(t, err)
	var out bytes.Buffer
	require.NoError(t, write(&out, e))
	return out.String()
}

// TestFormats holds a package with all sorts of hosts and ScaledObjects against what
// each format says of it.
func TestFormats(t *testing.T) {
	stream, err := os.ReadFile("testdata/package.yaml")
	require.NoError(t, err)
	for format, file := range map[string]string{"text": "package.txt", "json": "package.json", "markdown": "package.md"} {
		t.Run(format, func(t *testing.T) {
			got := write(t, format, explanation(t, string(stream)))
			if *update {
				require.NoError(t, os.WriteFile("testdata/"+file, []byte(got), 0o644))
			}
			want, err := os.ReadFile("testdata/" + file)
			require.NoError(t, err)
			assert.Equal(t, string(want), got)
		})
	}
}

func TestFormatsAreKnownByName(t *testing.T) {
	assert.Equal(t, []string{"json", "markdown", "text"}, explain.Formats())
	_, err := explain.Get("xml")
	require.EqualError(t, err, `there is no format "xml"; known are json, markdown, text`)
}

const written = `
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: {name: a, namespace: models}
spec:
  scaleTargetRef: {name: w}
  %s
  triggers:
  - %s
`

func TestTriggersAreSaidInWords(t *testing.T) {
	for _, test := range []struct{ trigger, want string }{
		{`{type: cpu, metricType: Utilization, metadata: {value: "75"}}`, "CPU > 75 % of the request, averaged over the pods → more replicas"},
		{`{type: cpu, metadata: {type: AverageValue, value: 500m}}`, "CPU > 500m per pod on average → more replicas"},
		{`{type: memory, metricType: AverageValue, metadata: {value: 8Gi, containerName: server}}`, "memory of container server > 8Gi per pod on average → more replicas"},
		{`{type: cron, metadata: {timezone: Europe/Berlin, start: 0 8 * * *, end: 0 18 * * *, desiredReplicas: "5"}}`, "at least 5 replicas daily from 08:00 to 18:00, Europe/Berlin"},
		{`{type: cron, metadata: {timezone: Europe/Berlin, start: 0 20 * * *, end: 0 8 * * *, desiredReplicas: "5"}}`, `5 replicas from "0 20 * * *" to "0 8 * * *", Europe/Berlin`},
		{"{type: prometheus, metricType: Value, metadata: {query: \"sum(\\n  x\\n)\", threshold: \"5\"}}", "the query sum( x ) > 5 → more replicas"},
		{`{type: prometheus, metadata: {query: x, threshold: "5"}}`, "the query x > 5 per replica → more replicas"},
		{`{type: kafka, metadata: {consumerGroup: g, topic: t, lagThreshold: "10", bootstrapServers: "user:secret@k"}}`, "lag of group g on topic t > 10 per replica → more replicas"},
		{`{type: kafka, metadata: {consumerGroup: g}}`, "lag of group g > 10 per replica, KEDA's default → more replicas"},
		{`{type: prometheus, metadata: {query: x}}`, "the query x > its target per replica → more replicas"},
		{`{type: redis-streams, metadata: {stream: s, streamLength: "3"}}`, "entries of the Redis stream s > 3 per replica → more replicas"},
		{`{type: redis-streams, metadata: {stream: s, consumerGroup: g, lagCount: "4", pendingEntriesCount: "3"}}`, "lag of group g on the Redis stream s > 4 per replica → more replicas"},
		{`{type: redis-cluster-streams, metadata: {stream: s, consumerGroup: g, pendingEntriesCount: "3"}}`, "entries pending for group g on the Redis stream s > 3 per replica → more replicas"},
		{`{metadata: {value: "3"}}`, "cannot be read"},
		{`{type: rabbitmq, metadata: {host: "amqp://user:secret@r", queueName: q, mode: QueueLength, value: "3"}, authenticationRef: {name: auth}}`, "messages in queue q by QueueLength > 3 per replica → more replicas, with TriggerAuthentication auth"},
		{`{type: aws-sqs-queue, metadata: {queueURL: "https://sqs.eu/123/jobs", queueLength: "2"}}`, "messages in SQS queue jobs > 2 per replica → more replicas"},
		{`{type: unheard-of, metadata: {password: secret}, authenticationRef: {name: a, kind: ClusterTriggerAuthentication}}`, "KEDA's unheard-of scaler decides, with ClusterTriggerAuthentication a"},
	} {
		t.Run(test.trigger, func(t *testing.T) {
			e := explanation(t, fmt.Sprintf(written, "", test.trigger))
			require.Len(t, e.Scalings, 1)
			require.Len(t, e.Scalings[0].Triggers, 1)
			assert.Equal(t, test.want, e.Scalings[0].Triggers[0].Means)
			assert.NotContains(t, write(t, "json", e), "secret")
		})
	}
}

func TestRestIsSaidInWords(t *testing.T) {
	const query = `{type: prometheus, name: q, metadata: {query: x, threshold: "5"}}`
	for _, test := range []struct {
		fields, trigger string
		want            []string
	}{
		{"minReplicaCount: 2", query, []string{"never at zero: 2 replicas at least"}},
		{"pollingInterval: 10\n  fallback: {failureThreshold: 3, replicas: 2}", `{type: prometheus, name: q, metadata: {query: 'sum(vllm:num_requests_waiting{pod=~"w-.*"})', threshold: "5", ignoreNullValues: "false"}}`, []string{
			"goes to zero when no trigger has been active for 300 s", "woken to 1 replica by q above 0, looked at every 10 s",
			"woken to 1 replica by the fallback after 4 polls that fail without pods (40 s), each time it goes to zero",
		}},
		{"", query, []string{"goes to zero when no trigger has been active for 300 s", "woken to 1 replica by q above 0, looked at every 30 s"}},
		{
			"{minReplicaCount: 3, idleReplicaCount: 0, cooldownPeriod: 60, pollingInterval: 5, initialCooldownPeriod: 9}", query,
			[]string{"goes to zero when no trigger has been active for 60 s, the first time 9 s after it was created at the earliest", "woken to 3 replicas by q above 0, looked at every 5 s"},
		},
		{"", `{type: cpu, metadata: {value: "75"}}`, []string{"goes to zero when no trigger has been active for 300 s", "nothing wakes it", "not woken by cpu: measured only while there are pods"}},
		{"", `{type: cron, metadata: {}}`, []string{"goes to zero when no trigger has been active for 300 s", "woken to 1 replica by cron when its time begins, looked at every 30 s"}},
		{"", `{type: kafka, metadata: {}}`, []string{"goes to zero when no trigger has been active for 300 s", "woken to 1 replica by kafka above 0, looked at every 30 s"}},
		{"", `{type: kafka, metadata: {activationLagThreshold: "3"}}`, []string{"goes to zero when no trigger has been active for 300 s", "woken to 1 replica by kafka above 3, looked at every 30 s"}},
		{"", `{metadata: {}}`, []string{"goes to zero when no trigger has been active for 300 s", "nothing wakes it"}},
		{"", `{type: external, metadata: {}}`, []string{"goes to zero when no trigger has been active for 300 s", "woken to 1 replica by external when it is active, looked at every 30 s"}},
		{
			"", "{type: rabbitmq, metadata: {}}\n  - {type: rabbitmq, metadata: {}}\n  - {type: cpu, metadata: {}}\n  - {type: cpu, metadata: {}}",
			[]string{
				"goes to zero when no trigger has been active for 300 s", "woken to 1 replica by rabbitmq above 0 (2 triggers), looked at every 30 s",
				"not woken by cpu (2 triggers): measured only while there are pods",
			},
		},
		{
			"advanced: {scalingModifiers: {formula: q, target: \"2\", activationTarget: \"1\"}}", query,
			[]string{"goes to zero when no trigger has been active for 300 s", "woken to 1 replica by the formula above 1, looked at every 30 s"},
		},
	} {
		t.Run(test.fields+" "+test.trigger, func(t *testing.T) {
			fields := strings.NewReplacer("{min", "min", "0, cool", "0\n  cool", ", idle", "\n  idle", ", polling", "\n  polling", ", initial", "\n  initial", "9}", "9").Replace(test.fields)
			e := explanation(t, fmt.Sprintf(written, fields, test.trigger))
			assert.Equal(t, test.want, e.Scalings[0].Rest)
		})
	}
}

func TestPausesAreSaidInWords(t *testing.T) {
	const query = `{type: prometheus, name: q, metadata: {query: x, threshold: "5"}}`
	const wakes = "woken to 2 replicas by q above 0, looked at every 30 s"
	const goes = "goes to zero when no trigger has been active for 300 s"
	for annotation, want := range map[string][]string{
		`paused: "true"`:            {"paused: no trigger changes the count"},
		`paused: "f"`:               {goes, wakes},
		`paused-replicas: "0"`:      {"paused at 0 replicas: no trigger changes that"},
		`paused-replicas: "1"`:      {"paused at 1 replica: no trigger changes that"},
		`paused-scale-in: "true"`:   {"scaling in is paused: it goes no lower than it is", wakes},
		`paused-scale-out: "true"`:  {"scaling out is paused: it goes no higher than it is", goes},
		`force-activation: "true"`:  {"activation is forced: it does not go to zero", wakes},
		`force-activation: "false"`: {goes, wakes},
	} {
		stream := strings.Replace(written, "namespace: models", "namespace: models, annotations: {autoscaling.keda.sh/"+annotation+"}", 1)
		e := explanation(t, fmt.Sprintf(stream, "minReplicaCount: 2\n  idleReplicaCount: 0", query))
		assert.Equal(t, want, e.Scalings[0].Rest, annotation)
		assert.Contains(t, write(t, "text", e), "autoscaling.keda.sh/"+annotation[:5])
	}
}

func TestFormulasAreSaidInWords(t *testing.T) {
	const fields = `advanced: {scalingModifiers: {formula: "a > 2 ? a : 1", target: "2"}}`
	const triggers = `{type: rabbitmq, name: a, metadata: {queueName: q, mode: QueueLength, value: "1"}}
  - {type: prometheus, name: b, metadata: {query: x, threshold: "5"}}
  - {type: unheard-of, metadata: {}}
  - {type: cpu, metricType: Utilization, metadata: {value: "75"}}`
	e := explanation(t, fmt.Sprintf(written, fields, triggers))
	var means []string
	for _, trigger := range e.Scalings[0].Triggers {
		means = append(means, trigger.Means)
	}
	assert.Equal(t, []string{
		"messages in queue q by QueueLength → a of the formula", "the query x: the formula does not have it",
		"what KEDA's unheard-of scaler measures: the formula does not have it", "CPU > 75 % of the request, averaged over the pods → more replicas",
	}, means)
	assert.Contains(t, write(t, "text", e), `all triggers but cpu make one metric: "a > 2 ? a : 1" > 2 per replica`)
}

func TestOneIsNotSeveral(t *testing.T) {
	const fields = `fallback: {failureThreshold: 3, replicas: 1}
  advanced: {horizontalPodAutoscalerConfig: {behavior: {scaleUp: {policies: [{type: Pods, value: 1, periodSeconds: 60}]}}}}`
	got := write(t, "text", explanation(t, fmt.Sprintf(written, fields, `{type: cpu, metadata: {value: "75"}}`)))
	assert.Contains(t, got, "at most 1 pod in 60 s")
	assert.Contains(t, got, "1 replica after 3 failed readings")
}

// TestMarkdownStaysInItsPlace gives names and values that would be more than text.
func TestMarkdownStaysInItsPlace(t *testing.T) {
	got := write(t, "markdown", explain.Explanation{Scalings: []explain.Scaling{{
		Target:   "Deployment w",
		Values:   []explain.Value{{Field: "a|b", Value: "one\ntwo", From: explain.Source{Layer: "x", Field: "<script>"}}},
		Triggers: []explain.Trigger{{Name: "@everybody", Means: "`x` *y* [z](u) #1"}},
	}}})
	assert.Contains(t, got, "| a\\|b | one two | &lt;script&gt; |\n")
	assert.Contains(t, got, "| &#64;everybody | \\`x\\` \\*y\\* \\[z\\](u) &#35;1 |  |\n")
}

// TestMarkdownFitsAComment has more hosts than one holds.
func TestMarkdownFitsAComment(t *testing.T) {
	var e explain.Explanation
	for range 1000 {
		e.Scalings = append(e.Scalings, explain.Scaling{Target: "Deployment w", Rest: []string{strings.Repeat("x", 200)}})
		e.Changes = append(e.Changes, strings.Repeat("y", 200))
	}
	got := write(t, "markdown", e)
	assert.Less(t, len(got), 65_536)
	assert.Regexp(t, `\n[0-9]+ more are left out`, got)
}

func TestJSONHasListsInAnyCase(t *testing.T) {
	var all map[string]any
	require.NoError(t, json.Unmarshal([]byte(write(t, "json", explain.Explanation{})), &all))
	assert.Equal(t, map[string]any{
		"scaled": []any{}, "changes": []any{}, "errors": []any{}, "findings": []any{},
		"summary": map[string]any{"errors": 0.0, "warnings": 0.0, "infos": 0.0},
	}, all)
	assert.NotContains(t, write(t, "json", explanation(t, fmt.Sprintf(written, "", "{type: cpu, metadata: {}}"))), "null")
}
