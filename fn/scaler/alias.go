package scaler

import (
	"slices"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/suggest"
)

// synonyms are names of which each scaler knows one or the other for the same thing.
var synonyms = [][]string{
	{"topic", "topicName", "topics"},
	{"queue", "queueName", "queueURL", "queueUrl", "listName", "list", "tube"},
	{"consumerGroup", "group", "groupId", "consumerGroupId", "consumer", "subscription", "subscriptionName"},
	{"bootstrapServers", "brokers", "brokerList", "bootstrapServer", "servers"},
	{"address", "addresses", "host", "url", "uri", "endpoint", "endpoints", "server", "serverAddress", "serverURL"},
	{"awsRegion", "region"},
	{"query", "expression", "promql", "metricQuery"},
	{"unsafeSsl", "unsafeSSL", "insecureSkipVerify", "tlsSkipVerify"},
	{"username", "user", "userName"},
	{"dbName", "database", "databaseName", "db"},
	{"databaseIndex", "db", "database"},
	{"desiredReplicas", "replicas"},
	{"start", "startTime", "from"},
	{"end", "endTime", "to"},
	{"timezone", "timeZone", "tz"},
	{"podSelector", "selector", "labelSelector"},
}

// aims are other names that people give to the amount that one replica is to have.
var aims = []string{"target", "threshold", "value", "targetAverageValue", "targetSize", "length", "count", "lag", "messages", "messageThreshold"}

// meant returns the parameter that is meant by a key which the scaler does not know; ""
// where that is not known.
func (j *judge) meant(key string) string {
	keys := j.scaler.keys()
	if near, ok := suggest.Closest(key, keys); ok {
		return near
	}
	if activation, found := strings.CutPrefix(key, "activation"); found && isAim(lowerFirst(activation)) {
		for _, name := range keys {
			if strings.HasPrefix(name, "activation") && j.Metadata[name] == "" {
				return name
			}
		}
	}
	if own := targetOf(j.Type); isAim(key) && slices.Contains(keys, own) && strings.TrimSpace(j.Metadata[own]) == "" {
		return own
	}
	for _, group := range synonyms {
		if !slices.Contains(group, key) {
			continue
		}
		for _, name := range group {
			if slices.Contains(keys, name) && j.Metadata[name] == "" && j.Metadata[name+fromEnv] == "" {
				return name
			}
		}
	}
	return ""
}

// isAim reports whether a key is called like a target, such as that of some scaler.
func isAim(key string) bool {
	if slices.Contains(aims, key) {
		return true
	}
	for _, t := range targets {
		if t.name == key {
			return true
		}
	}
	for _, name := range besideTargets {
		if name == key {
			return true
		}
	}
	return false
}

// besideTargets are the targets of the types that beside checks.
var besideTargets = map[string]string{
	"apache-kafka": "lagThreshold", "aws-sqs-queue": "queueLength", "azure-servicebus": "messageCount", "cron": "desiredReplicas", "gcp-pubsub": "value",
	"kafka": "lagThreshold", "nats-jetstream": "lagThreshold", "prometheus": "threshold", "rabbitmq": "value", "redis": "listLength",
	"redis-cluster": "listLength", "redis-sentinel": "listLength", "redis-streams": "pendingEntriesCount", "redis-cluster-streams": "pendingEntriesCount",
	"redis-sentinel-streams": "pendingEntriesCount",
}

// targetOf returns the parameter whose number the HPA aims at; "" where a type has several.
func targetOf(typ string) string {
	if t, ok := targets[typ]; ok {
		return t.name
	}
	return besideTargets[typ]
}

func lowerFirst(text string) string {
	if text == "" {
		return ""
	}
	return strings.ToLower(text[:1]) + text[1:]
}

// defaultOf returns what KEDA takes for a parameter that nobody gives.
func (j *judge) defaultOf(name string) string {
	for _, p := range j.scaler.Called(name) {
		if j.find(p).State == Absent && p.Default != "" {
			return "KEDA's default " + p.Default
		}
	}
	return ""
}
