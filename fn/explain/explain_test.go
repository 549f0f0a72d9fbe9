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
	return explain.New(fn.Check(in.Input))
}

func write(t *testing.T, format string, e explain.Explanation) string {
	t.Helper()
	write, err := explain.Get(format)
	require.NoError(t, err)
	var out bytes.Buffer
	require.NoError(t, write(&out, e))
	return out.String()
}

// TestFormats compares each format's output for a package with all sorts of model hosts and
// ScaledObjects with testdata.
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

func TestGet(t *testing.T) {
	assert.Equal(t, []string{"json", "markdown", "text"}, explain.Formats())
	_, err := explain.Get("xml")
	require.EqualError(t, err, `unknown format "xml"; use json, markdown or text`)
}

const handWritten = `
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: {name: a, namespace: models}
spec:
  scaleTargetRef: {name: w}
  %s
  triggers:
  - %s
`

func TestTriggerDescriptions(t *testing.T) {
	for _, test := range []struct{ trigger, want string }{
		{`{type: cpu, metricType: Utilization, metadata: {value: "75"}}`, "CPU > 75% of the request, averaged over the pods → more replicas"},
		{`{type: cpu, metadata: {type: AverageValue, value: 500m}}`, "CPU > 500m per pod on average → more replicas"},
		{`{type: memory, metricType: AverageValue, metadata: {value: 8Gi, containerName: server}}`, "memory of container server > 8Gi per pod on average → more replicas"},
		{`{type: cron, metadata: {timezone: Europe/Berlin, start: 0 8 * * *, end: 0 18 * * *, desiredReplicas: "5"}}`, "at least 5 replicas daily from 08:00 to 18:00, Europe/Berlin"},
		{`{type: cron, metadata: {timezone: Europe/Berlin, start: 0 20 * * *, end: 0 8 * * *, desiredReplicas: "5"}}`, `at least 5 replicas from "0 20 * * *" to "0 8 * * *", Europe/Berlin`},
		{"{type: prometheus, metricType: Value, metadata: {query: \"sum(\\n  x\\n)\", threshold: \"5\"}}", "the query sum( x ) > 5 → more replicas"},
		{`{type: prometheus, metadata: {query: x, threshold: "5"}}`, "the query x > 5 per replica → more replicas"},
		{`{type: kafka, metadata: {consumerGroup: g, topic: t, lagThreshold: "10", bootstrapServers: "user:secret@k"}}`, "lag of group g on topic t > 10 per replica → more replicas"},
		{`{type: kafka, metadata: {consumerGroup: g}}`, "lag of group g > 10 per replica, KEDA's default → more replicas"},
		{`{type: prometheus, metadata: {query: x}}`, "the query x > its target per replica → more replicas"},
		{`{type: redis-streams, metadata: {stream: s, streamLength: "3"}}`, "entries in the Redis stream s > 3 per replica → more replicas"},
		{`{type: redis-streams, metadata: {stream: s, consumerGroup: g, lagCount: "4", pendingEntriesCount: "3"}}`, "lag of group g on the Redis stream s > 4 per replica → more replicas"},
		{`{type: redis-cluster-streams, metadata: {stream: s, consumerGroup: g, pendingEntriesCount: "3"}}`, "entries pending for group g on the Redis stream s > 3 per replica → more replicas"},
		{`{metadata: {value: "3"}}`, "cannot be read"},
		{`{type: rabbitmq, metadata: {host: "amqp://user:secret@r", queueName: q, mode: QueueLength, value: "3"}, authenticationRef: {name: auth}}`, "messages in queue q (QueueLength) > 3 per replica → more replicas, references TriggerAuthentication auth"},
		{`{type: aws-sqs-queue, metadata: {queueURL: "https://sqs.eu/123/jobs", queueLength: "2"}}`, "messages in SQS queue jobs > 2 per replica → more replicas"},
		{`{type: unheard-of, metadata: {password: secret}, authenticationRef: {name: a, kind: ClusterTriggerAuthentication}}`, "what the unknown scaler unheard-of measures, references ClusterTriggerAuthentication a"},
	} {
		t.Run(test.trigger, func(t *testing.T) {
			e := explanation(t, fmt.Sprintf(handWritten, "", test.trigger))
			require.Len(t, e.Scalings, 1)
			require.Len(t, e.Scalings[0].Triggers, 1)
			assert.Equal(t, test.want, e.Scalings[0].Triggers[0].Description)
			assert.NotContains(t, write(t, "json", e), "secret")
		})
	}
}

func TestIdleBehaviour(t *testing.T) {
	const query = `{type: prometheus, name: q, metadata: {query: x, threshold: "5"}}`
	for _, test := range []struct {
		fields, trigger string
		want            []string
	}{
		{"minReplicaCount: 2", query, []string{"never scales below 2 replicas"}},
		{"pollingInterval: 10\n  fallback: {failureThreshold: 3, replicas: 2}", `{type: prometheus, name: q, metadata: {query: 'sum(vllm:num_requests_waiting{pod=~"w-.*"})', threshold: "5", ignoreNullValues: "false"}}`, []string{
			"scales to zero after 300s without an active trigger", "scales to 1 replica through the fallback each time it is at zero, after 4 failed polls (40s)",
			"q cannot scale it up from zero: measured only while pods exist",
		}},
		{"", query, []string{"scales to zero after 300s without an active trigger", "may scale to 1 replica when q > 0 (polled every 30s), if it is measured without pods"}},
		{
			"{minReplicaCount: 3, idleReplicaCount: 0, cooldownPeriod: 60, pollingInterval: 5, initialCooldownPeriod: 9}", query,
			[]string{"scales to zero after 60s without an active trigger, but not within 9s of the ScaledObject's creation", "may scale to 3 replicas when q > 0 (polled every 5s), if it is measured without pods"},
		},
		{"", `{type: cpu, metadata: {value: "75"}}`, []string{"scales to zero after 300s without an active trigger", "nothing scales it up from zero", "cpu cannot scale it up from zero: measured only while pods exist"}},
		{"", `{type: cron, metadata: {}}`, []string{"scales to zero after 300s without an active trigger", "scales to 1 replica when cron's period starts (polled every 30s)"}},
		{"", `{type: kafka, metadata: {}}`, []string{"scales to zero after 300s without an active trigger", "scales to 1 replica when kafka > 0 (polled every 30s)"}},
		{"", `{type: kafka, metadata: {activationLagThreshold: "3"}}`, []string{"scales to zero after 300s without an active trigger", "scales to 1 replica when kafka > 3 (polled every 30s)"}},
		{"", `{metadata: {}}`, []string{"scales to zero after 300s without an active trigger", "nothing scales it up from zero"}},
		{"", `{type: external, metadata: {}}`, []string{"scales to zero after 300s without an active trigger", "scales to 1 replica when external is active (polled every 30s)"}},
		{
			"", "{type: rabbitmq, metadata: {}}\n  - {type: rabbitmq, metadata: {}}\n  - {type: cpu, metadata: {}}\n  - {type: cpu, metadata: {}}",
			[]string{
				"scales to zero after 300s without an active trigger", "scales to 1 replica when rabbitmq > 0 (2 triggers) (polled every 30s)",
				"cpu (2 triggers) cannot scale it up from zero: measured only while pods exist",
			},
		},
		{
			"advanced: {scalingModifiers: {formula: q, target: \"2\", activationTarget: \"1\"}}", query,
			[]string{"scales to zero after 300s without an active trigger", "may scale to 1 replica when the formula > 1 (polled every 30s), if the formula has a value without pods"},
		},
	} {
		t.Run(test.fields+" "+test.trigger, func(t *testing.T) {
			fields := strings.NewReplacer("{min", "min", "0, cool", "0\n  cool", ", idle", "\n  idle", ", polling", "\n  polling", ", initial", "\n  initial", "9}", "9").Replace(test.fields)
			e := explanation(t, fmt.Sprintf(handWritten, fields, test.trigger))
			assert.Equal(t, test.want, e.Scalings[0].Idle)
		})
	}
}

func TestPauses(t *testing.T) {
	const query = `{type: prometheus, name: q, metadata: {query: x, threshold: "5"}}`
	const wakes = "may scale to 2 replicas when q > 0 (polled every 30s), if it is measured without pods"
	const goes = "scales to zero after 300s without an active trigger"
	for annotation, want := range map[string][]string{
		`paused: "true"`:            {"paused: no trigger changes the replica count"},
		`paused: "f"`:               {goes, wakes},
		`paused-replicas: "0"`:      {"paused at 0 replicas: no trigger changes the replica count"},
		`paused-replicas: "1"`:      {"paused at 1 replica: no trigger changes the replica count"},
		`paused-scale-in: "true"`:   {"scale-in is paused: the replica count does not decrease", wakes},
		`paused-scale-out: "true"`:  {"scale-out is paused: the replica count does not increase", goes},
		`force-activation: "true"`:  {"never scales to zero: activation is forced", wakes},
		`force-activation: "false"`: {goes, wakes},
	} {
		stream := strings.Replace(handWritten, "namespace: models", "namespace: models, annotations: {autoscaling.keda.sh/"+annotation+"}", 1)
		e := explanation(t, fmt.Sprintf(stream, "minReplicaCount: 2\n  idleReplicaCount: 0", query))
		assert.Equal(t, want, e.Scalings[0].Idle, annotation)
		assert.Contains(t, write(t, "text", e), "autoscaling.keda.sh/"+annotation[:5])
	}
}

func TestFormulas(t *testing.T) {
	const fields = `advanced: {scalingModifiers: {formula: "a > 2 ? a : 1", target: "2"}}`
	const triggers = `{type: rabbitmq, name: a, metadata: {queueName: q, mode: QueueLength, value: "1"}}
  - {type: prometheus, name: b, metadata: {query: x, threshold: "5"}}
  - {type: unheard-of, metadata: {}}
  - {type: cpu, metricType: Utilization, metadata: {value: "75"}}`
	e := explanation(t, fmt.Sprintf(handWritten, fields, triggers))
	var means []string
	for _, trigger := range e.Scalings[0].Triggers {
		means = append(means, trigger.Description)
	}
	assert.Equal(t, []string{
		"messages in queue q (QueueLength) → a in the formula", "the query x: not used by the formula",
		"what the unknown scaler unheard-of measures: not used by the formula", "CPU > 75% of the request, averaged over the pods → more replicas",
	}, means)
	assert.Contains(t, write(t, "text", e), `"a > 2 ? a : 1" > 2 per replica, instead of the targets of all triggers except cpu`)
}

func TestSingular(t *testing.T) {
	const fields = `fallback: {failureThreshold: 3, replicas: 1}
  advanced: {horizontalPodAutoscalerConfig: {behavior: {scaleUp: {policies: [{type: Pods, value: 1, periodSeconds: 60}]}}}}`
	got := write(t, "text", explanation(t, fmt.Sprintf(handWritten, fields, `{type: cpu, metadata: {value: "75"}}`)))
	assert.Contains(t, got, "at most 1 pod per 60s")
	assert.Contains(t, got, "1 replica after 3 failed polls")
}

// TestMarkdownEscapes gives names and values that Markdown or GitHub would interpret.
func TestMarkdownEscapes(t *testing.T) {
	got := write(t, "markdown", explain.Explanation{Scalings: []explain.Scaling{{
		Target:   "Deployment w",
		Values:   []explain.Value{{Field: "a|b", Value: "one\ntwo", Source: explain.Source{Layer: "x", Field: "<script>"}}},
		Triggers: []explain.Trigger{{Name: "@everybody", Description: "`x` *y* [z](u) #1"}},
	}}})
	assert.Contains(t, got, "| a\\|b | one two | &lt;script&gt; |\n")
	assert.Contains(t, got, "| &#64;everybody | \\`x\\` \\*y\\* \\[z\\](u) &#35;1 |  |\n")
}

// TestMarkdownFitsComment explains more ScaledObjects than fit a comment.
func TestMarkdownFitsComment(t *testing.T) {
	var e explain.Explanation
	for range 1000 {
		e.Scalings = append(e.Scalings, explain.Scaling{Target: "Deployment w", Idle: []string{strings.Repeat("x", 200)}})
		e.Changes = append(e.Changes, strings.Repeat("y", 200))
	}
	got := write(t, "markdown", e)
	assert.Less(t, len(got), 65_536)
	assert.Regexp(t, `\n[0-9]+ more omitted`, got)
}

func TestJSONHasNoNull(t *testing.T) {
	var all map[string]any
	require.NoError(t, json.Unmarshal([]byte(write(t, "json", explain.Explanation{})), &all))
	assert.Equal(t, map[string]any{
		"scaledObjects": []any{}, "changes": []any{}, "errors": []any{}, "findings": []any{},
		"summary": map[string]any{"errors": 0.0, "warnings": 0.0, "infos": 0.0, "ignored": 0.0},
	}, all)
	assert.NotContains(t, write(t, "json", explanation(t, fmt.Sprintf(handWritten, "", "{type: cpu, metadata: {}}"))), "null")
}
