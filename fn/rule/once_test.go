package rule_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"sigs.k8s.io/kustomize/kyaml/yaml"
)

// TestOneProblemIsReportedOnce has problems that several rules could report, and that one fix solves.
func TestOneProblemIsReportedOnce(t *testing.T) {
	const cpu = `{type: cpu, metricType: Utilization, metadata: {value: "75"}}`
	for written, rules := range map[string][]string{
		`{minReplicaCount: 1, pollingInterval: 0, triggers: [` + cpu + `]}`:                                                                                                               {"period-range"},
		`{minReplicaCount: 1, cooldownPeriod: -1, triggers: [` + cpu + `]}`:                                                                                                               {"period-range"},
		`{minReplicaCount: 1, idleReplicaCount: 1, triggers: [` + cpu + `]}`:                                                                                                              {"replicas-range"},
		`{minReplicaCount: 1, idleReplicaCount: -1, triggers: [` + cpu + `]}`:                                                                                                             {"replicas-range"},
		`{minReplicaCount: 2, idleReplicaCount: 0, triggers: [` + cpu + `]}`:                                                                                                              {"idle-ignored"},
		`{minReplicaCount: 1, triggers: [{type: cron, metadata: }]}`:                                                                                                                      {"field-invalid"},
		`{minReplicaCount: 1, triggers: [{type: cron}]}`:                                                                                                                                  {"field-invalid"},
		`{minReplicaCount: 1, triggers: [{type: cpu, metricType: Utilization}]}`:                                                                                                          {"field-invalid"},
		`{minReplicaCount: 1, triggers: [{type: cpu, metricType: Utilization, metadata: {}}]}`:                                                                                            {"resource-trigger"},
		`{minReplicaCount: 1, triggers: [{type: cpu, metricType: Utilization, metadata: {value: 75}}]}`:                                                                                   {"field-invalid"},
		`{minReplicaCount: 1, triggers: [{type: cpu, metadata: {type: Utilization, value: "75"}}]}`:                                                                                       {"resource-trigger"},
		`{minReplicaCount: 1, triggers: [{type: cpu, metadata: {type: Utilization, value: "75%"}}]}`:                                                                                      {"resource-trigger", "resource-trigger"},
		`{minReplicaCount: 1, triggers: [{type: aws-sqs-queue, metadata: {awsRegion: r, queueURL: q, awsAccessKeyID: a, awsSecretAccessKey: b}}]}`:                                        {"metadata-missing"},
		`{minReplicaCount: 1, triggers: [{type: prometheus, metadata: {serverAddress: 'http://p/api/v1/query', query: sum(x), threshold: "5"}}]}`:                                         {"metadata-unusable"},
		`{minReplicaCount: 1, triggers: [{type: rabbitmq, metadata: {host: 'http://r:15672', queueName: q, mode: QueueLength, value: "0"}}]}`:                                             {"metadata-value"},
		`{minReplicaCount: 1, advanced: {scalingModifiers: {formula: q}}, triggers: [{name: q, type: prometheus, metadata: {serverAddress: 'http://p', query: sum(x), threshold: "5"}}]}`: {"scaling-modifiers"},
		`{minReplicaCount: 1, triggers: [{type: azure-servicebus, metadata: {queueName: q, connection: c}}]}`:                                                                             {"metadata-missing"},
		`{minReplicaCount: 1, triggers: [{type: kafka, metadata: {bootstrapServers: 'k:9092', consumerGroup: g, topic: t, sasl: plaintext, username: u, password: p}}]}`:                  {"metadata-missing", "metadata-missing"},
	} {
		var s short
		require.NoError(t, yaml.Unmarshal([]byte("written: "+written), &s))
		var found []string
		for _, f := range s.findings(t) {
			found = append(found, f.Rule)
		}
		assert.Equal(t, rules, found, written)
	}
}
