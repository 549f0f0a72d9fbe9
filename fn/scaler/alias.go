package scaler

import (
	"slices"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/suggest"
)

// synonyms are names for the same thing, of which each scaler supports only one.
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

// targetWords are other names that people use for the amount per replica.
var targetWords = []string{"target", "threshold", "value", "targetAverageValue", "targetSize", "length", "count", "lag", "messages", "messageThreshold"}

// closestParameter returns the parameter that was probably meant by an unknown key; "" if there is
// none.
func (c *checker) closestParameter(key string) string {
	keys := c.scaler.keys()
	if near, ok := suggest.Closest(key, keys); ok {
		return near
	}
	if activation, found := strings.CutPrefix(key, "activation"); found && namesTarget(lowerFirst(activation)) {
		for _, name := range keys {
			if strings.HasPrefix(name, "activation") && c.Metadata[name] == "" {
				return name
			}
		}
	}
	if own := c.measure.Target; namesTarget(key) && slices.Contains(keys, own) && !c.isGiven(own) {
		return own
	}
	for _, group := range synonyms {
		if !slices.Contains(group, key) {
			continue
		}
		for _, name := range group {
			if slices.Contains(keys, name) && c.Metadata[name] == "" && c.Metadata[name+fromEnv] == "" {
				return name
			}
		}
	}
	return ""
}

// namesTarget reports whether a key is the name of some type's target, or similar to one.
func namesTarget(key string) bool {
	if slices.Contains(targetWords, key) {
		return true
	}
	for _, f := range factsByType {
		if slices.ContainsFunc(f.measures, func(m Measure) bool { return m.Target == key }) {
			return true
		}
	}
	return false
}

func lowerFirst(text string) string {
	if text == "" {
		return ""
	}
	return strings.ToLower(text[:1]) + text[1:]
}

// defaultApplied describes the value that KEDA uses for a missing parameter.
func (c *checker) defaultApplied(name string) string {
	for _, p := range c.scaler.ParametersNamed(name) {
		if c.find(p).State == Absent && p.Default != "" {
			return "KEDA's default of " + p.Default
		}
	}
	return ""
}
