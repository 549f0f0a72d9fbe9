package scaler

import "strconv"

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
	case j.has("consumerGroup") && j.number("lagCount") != 0:
		j.target("lagCount")
	case j.has("consumerGroup"):
		j.target("pendingEntriesCount")
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
	if v := plain(j.Metadata["enableTLS"]); v.State == Plain {
		if _, err := strconv.ParseBool(v.Text); err != nil {
			j.malformed("enableTLS", "is neither true nor false", "write \"true\" or \"false\"")
		}
	}
}
