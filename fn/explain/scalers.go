package explain

import (
	"cmp"
	"path"
	"strconv"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/keda"
	types "modelhost.dev/scale-modelhosts/fn/scaler"
)

// scaler is how one of KEDA's scaler types is said in words. Addresses are left out:
// they may have passwords in them.
type scaler struct {
	what string
	// parts are said if the metadata has them.
	parts []part
	// target are the keys that may hold the target, the first one first.
	target []string
}

// part is a word, and the key of what it is about.
type part struct{ word, key string }

// scalers are the types that queues, databases and metrics come from most: KEDA
// 2.21.0, pkg/scalers.
var scalers = map[string]scaler{
	"prometheus":          {"the query", []part{{"", "query"}}, []string{"threshold"}},
	"kafka":               {"lag", []part{{"of group", "consumerGroup"}, {"on topic", "topic"}}, []string{"lagThreshold"}},
	"apache-kafka":        {"lag", []part{{"of group", "consumerGroup"}, {"on topic", "topic"}}, []string{"lagThreshold"}},
	"rabbitmq":            {"messages", []part{{"in queue", "queueName"}, {"by", "mode"}}, []string{"value", "queueLength"}},
	"aws-sqs-queue":       {"messages in SQS", []part{{"queue", "queueURL"}}, []string{"queueLength"}},
	"aws-kinesis-stream":  {"shards", []part{{"of stream", "streamName"}}, []string{"shardCount"}},
	"aws-cloudwatch":      {"the CloudWatch metric", []part{{"", "metricName"}}, []string{"targetMetricValue"}},
	"azure-queue":         {"messages in Azure's", []part{{"queue", "queueName"}}, []string{"queueLength"}},
	"azure-servicebus":    {"messages in the Service Bus", []part{{"queue", "queueName"}, {"topic", "topicName"}, {"subscription", "subscriptionName"}}, []string{"messageCount"}},
	"azure-eventhub":      {"unprocessed events", []part{{"of group", "consumerGroup"}}, []string{"unprocessedEventThreshold"}},
	"gcp-pubsub":          {"messages of Pub/Sub", []part{{"subscription", "subscriptionName"}, {"by", "mode"}}, []string{"value", "subscriptionSize"}},
	"redis":               {"entries of the Redis", []part{{"list", "listName"}}, []string{"listLength"}},
	"redis-cluster":       {"entries of the Redis", []part{{"list", "listName"}}, []string{"listLength"}},
	"redis-sentinel":      {"entries of the Redis", []part{{"list", "listName"}}, []string{"listLength"}},
	"redis-streams":       {"entries of the Redis", []part{{"stream", "stream"}}, []string{"streamLength"}},
	"nats-jetstream":      {"lag", []part{{"of consumer", "consumer"}, {"on stream", "stream"}}, []string{"lagThreshold"}},
	"pulsar":              {"backlog", []part{{"of subscription", "subscription"}, {"on topic", "topic"}}, []string{"msgBacklogThreshold"}},
	"activemq":            {"messages", []part{{"in queue", "destinationName"}}, []string{"targetQueueSize"}},
	"artemis-queue":       {"messages", []part{{"in queue", "queueName"}}, []string{"queueLength"}},
	"mysql":               {"the result of the MySQL query", nil, []string{"queryValue"}},
	"postgresql":          {"the result of the PostgreSQL query", nil, []string{"targetQueryValue"}},
	"mssql":               {"the result of the SQL query", nil, []string{"targetValue"}},
	"mongodb":             {"documents that match", []part{{"in collection", "collection"}}, []string{"queryValue"}},
	"elasticsearch":       {"the value that Elasticsearch gives", nil, []string{"targetValue"}},
	"kubernetes-workload": {"pods that match", []part{{"", "podSelector"}}, []string{"value"}},
	"metrics-api":         {"the metric", []part{{"at", "valueLocation"}}, []string{"targetValue"}},
	"datadog":             {"the Datadog query", nil, []string{"queryValue", "targetValue"}},
	"loki":                {"the Loki query", nil, []string{"threshold"}},
	"graphite":            {"the Graphite query", nil, []string{"threshold"}},
	"influxdb":            {"the InfluxDB query", nil, []string{"thresholdValue"}},
	"github-runner":       {"queued workflow jobs", nil, []string{"targetWorkflowQueueLength"}},
	"gcp-stackdriver":     {"the Cloud Monitoring metric", nil, []string{"targetValue"}},
	"azure-monitor":       {"the Azure Monitor metric", []part{{"", "metricName"}}, []string{"targetValue"}},
}

// What redis-streams measures for a group: lagCount where it is given, or else what is pending.
var (
	streamLag     = scaler{"lag", []part{{"of group", "consumerGroup"}, {"on the Redis stream", "stream"}}, []string{"lagCount"}}
	streamPending = scaler{"entries pending", []part{{"for group", "consumerGroup"}, {"on the Redis stream", "stream"}}, []string{"pendingEntriesCount"}}
)

// scalerOf is how a trigger's scaler is said in words.
func scalerOf(t keda.Trigger) (scaler, bool) {
	typ := t.Type
	if typ == "redis-cluster-streams" || typ == "redis-sentinel-streams" {
		typ = "redis-streams"
	}
	s, known := scalers[typ]
	switch grouped := t.Metadata["consumerGroup"]+t.Metadata["consumerGroupFromEnv"] != ""; {
	case typ != "redis-streams" || !grouped:
		return s, known
	case t.Metadata["lagCount"] != "":
		return streamLag, true
	}
	return streamPending, true
}

// aim is the target, and whether it is KEDA's own.
func (s scaler) aim(t keda.Trigger) (value, note string) {
	for _, key := range s.target {
		if t.Metadata[key] != "" {
			return t.Metadata[key], ""
		}
	}
	known, _ := types.Find(t.Type)
	for _, p := range known.Called(s.target[0]) {
		// Of some, zero and less stand for what is missing.
		if n, err := strconv.ParseFloat(p.Default, 64); err == nil && n > 0 {
			return p.Default, ", KEDA's default"
		}
	}
	return "its target", ""
}

// activation is what wakes a workload by a trigger: above what, as far as that is one number.
func activation(t keda.Trigger) (string, bool) {
	var otherwise []string
	known, _ := types.Find(t.Type)
	for _, p := range known.Parameters {
		for _, name := range p.Names {
			if !strings.HasPrefix(name, "activation") {
				continue
			}
			if written := t.Metadata[name]; written != "" {
				return written, true
			}
			otherwise = append(otherwise, cmp.Or(p.Default, "0"))
		}
	}
	if len(otherwise) != 1 {
		return "", false
	}
	return otherwise[0], true
}

// lastPart is the end of an address's path: the rest may have a password in it.
func lastPart(address string) string {
	address, _, _ = strings.Cut(address, "?")
	return path.Base(address[strings.LastIndex(address, "@")+1:])
}

// subject is what the scaler measures, as far as the metadata says it plainly.
func (s scaler) subject(m keda.Metadata) string {
	words := s.what
	for _, p := range s.parts {
		value := oneLine(m[p.key])
		if value == "" {
			continue
		}
		if strings.HasSuffix(p.key, "URL") {
			value = lastPart(value)
		}
		if p.word != "" {
			words += " " + p.word
		}
		words += " " + value
	}
	return words
}
