package scaler

import (
	"strconv"
	"strings"
)

// cassandraPort is pkg/scalers/cassandra_scaler.go, Validate.
func cassandraPort(j *judge) {
	address, port := j.get("clusterIPAddress"), j.get("port")
	if address.State != Plain || port.State == Hidden || port.State == Possible || j.number("port") != 0 {
		return
	}
	if _, behind, found := strings.Cut(address.Text, ":"); found {
		if _, err := strconv.Atoi(behind); err == nil {
			return
		}
	}
	j.add(Missing, "metadata.port", "KEDA's cassandra scaler needs port, which is missing", "write it, such as \"9042\", or behind clusterIPAddress")
}

// mongoPort is pkg/scalers/mongo_scaler.go, Validate.
func mongoPort(j *judge) {
	if scheme := j.get("scheme"); j.lacks("connectionString") && scheme.State == Plain && scheme.Text != "mongodb+srv" {
		j.needs("a trigger without connectionString", "port")
	}
}
