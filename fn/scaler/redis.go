package scaler

import (
	"fmt"
	"strconv"
	"strings"
)

// checkRedis mirrors pkg/scalers/redis_scaler.go, lists.
func checkRedis(c *checker) {
	c.checkRedisAddress()
}

// checkRedisStreams mirrors pkg/scalers/redis_streams_scaler.go.
func checkRedisStreams(c *checker) {
	c.checkRedisAddress()
	switch {
	case c.lacks("consumerGroup"):
		c.checkAboveZero("streamLength")
		c.addIgnored("the stream's length, since consumerGroup is not set", "set consumerGroup, or use streamLength instead", "pendingEntriesCount", "lagCount")
	case c.has("consumerGroup") && c.number("lagCount") != 0:
		c.checkAboveZero("lagCount")
		c.addIgnored("lagCount", "keep one of them", "pendingEntriesCount", "streamLength")
	case c.has("consumerGroup") && c.lacks("lagCount"):
		c.checkAboveZero("pendingEntriesCount")
		c.addIgnored("the entries pending for the consumerGroup", "use pendingEntriesCount or lagCount instead", "streamLength")
	}
}

// addIgnored reports parameters that KEDA reads and then ignores in favor of another.
func (c *checker) addIgnored(instead, hint string, names ...string) {
	for _, name := range names {
		if strings.TrimSpace(c.Metadata[name]) != "" {
			c.add(NotRead, "metadata."+name, fmt.Sprintf("KEDA ignores %s and scales on %s", name, instead), hint)
		}
	}
}

func (c *checker) checkRedisAddress() {
	hosts, ports := c.value("host"), c.value("port")
	switch {
	case hosts.State == Plain && ports.State == Plain:
		if h, p := len(list(hosts.Text)), len(list(ports.Text)); h != p {
			c.addContradiction("hosts", "has "+strconv.Itoa(h)+" entries, but ports has "+strconv.Itoa(p), "list a port for each host")
		}
	case c.lacks("address") && (c.lacks("host") || c.lacks("port")):
		c.add(Missing, "metadata.address", "address is missing", "set address to host:port, set host and port separately, or name its environment variable in addressFromEnv")
	}
	c.checkOnePlace("enableTLS", "tls")
	if v := c.at(Metadata, "enableTLS"); v.State == Plain {
		if _, err := strconv.ParseBool(v.Text); err != nil {
			c.addMalformed("enableTLS", "is neither true nor false", "use \"true\" or \"false\"")
		}
	}
}
