package scaler

import (
	"fmt"
	"strconv"
	"strings"
)

// redis is pkg/scalers/redis_scaler.go, lists.
func redis(j *judge) {
	j.redisAddress()
	j.target("listLength")
}

// redisStreams is pkg/scalers/redis_streams_scaler.go.
func redisStreams(j *judge) {
	j.redisAddress()
	switch {
	case j.lacks("consumerGroup"):
		j.target("streamLength")
		j.passedOver("the stream's length: there is no consumerGroup", "name the consumerGroup, or write streamLength in its place", "pendingEntriesCount", "lagCount")
	case j.has("consumerGroup") && j.number("lagCount") != 0:
		j.target("lagCount")
		j.passedOver("lagCount", "keep one of them", "pendingEntriesCount", "streamLength")
	case j.has("consumerGroup") && j.lacks("lagCount"):
		j.target("pendingEntriesCount")
		j.passedOver("the entries that are pending for the consumerGroup", "write pendingEntriesCount or lagCount in its place", "streamLength")
	}
}

// passedOver are parameters that KEDA reads, and then goes by another.
func (j *judge) passedOver(instead, hint string, names ...string) {
	for _, name := range names {
		if strings.TrimSpace(j.Metadata[name]) != "" {
			j.add(Unread, "metadata."+name, fmt.Sprintf("KEDA passes over %s, and scales by %s", name, instead), hint)
		}
	}
}

func (j *judge) redisAddress() {
	hosts, ports := j.get("host"), j.get("port")
	switch {
	case hosts.State == Plain && ports.State == Plain:
		if h, p := len(list(hosts.Text)), len(list(ports.Text)); h != p {
			j.contradiction("hosts", "has "+strconv.Itoa(h)+", but ports has "+strconv.Itoa(p), "write a port for each host")
		}
	case j.lacks("address") && (j.lacks("host") || j.lacks("port")):
		j.add(Missing, "metadata.address", "address is missing", "write host:port, or host and port apart, or name the variable that has it with addressFromEnv")
	}
	j.onlyIn("enableTLS", "tls")
	if v := j.at(Metadata, "enableTLS"); v.State == Plain {
		if _, err := strconv.ParseBool(v.Text); err != nil {
			j.malformed("enableTLS", "is neither true nor false", "write \"true\" or \"false\"")
		}
	}
}
